"""Every key of the catalogue is found in its own example, in its own place of a ticket."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from assistant.ticket.ticket import Ticket

ROOT = Path(__file__).parent.parent
RECEIVED = datetime(2026, 11, 20, 12, 0)
CATALOGUE = yaml.safe_load((ROOT / "docs" / "_data" / "facts.yml").read_text(encoding="utf-8"))
# Examples that only show a form («8900…») or need the words around them.
FULLER = {
    "old_phone": "был 8 900 000-00-01, теперь 8 900 000-00-02",
    "new_phone": "был 8 900 000-00-01, теперь 8 900 000-00-02",
    "request_date": "подал заявку в пятницу",
    "guest_name": "пропуск на Петрова",
    "bot_name": "пишу в @pass24test_bot",
    "system_url": "захожу на admin.pass24.online",
    "employee_email": "логин post2@example.com",
    "block_target": "заблокируйте жильца кв. 12",
    "inn": "ИНН 7701234567",
    "trusted_phone": "8 900 000-00-05, это сын",
}
# What shifts offsets: marks of zero width, decomposed letters, hard spaces, letters out of the plane.
LEAD = unicodedata.normalize("NFD", "Ёлки, мой посёлок! \u200b🙂\u00a0 ")


@pytest.mark.parametrize("key", CATALOGUE)
def test_key_is_found_where_it_stands(key: str) -> None:
    sentence = FULLER.get(key, CATALOGUE[key]["example"])
    text = f"{LEAD}\n\n{unicodedata.normalize('NFD', sentence)}"
    facts = Ticket.from_text(text, RECEIVED).expecting({key}).facts
    assert [text[fact.start : fact.end] for fact in facts] == [fact.value for fact in facts]
    assert any(fact.key == key and fact.start >= len(LEAD) + 2 for fact in facts)


def test_fuller_sentences_are_of_keys_that_are_there() -> None:
    assert FULLER.keys() <= CATALOGUE.keys()
