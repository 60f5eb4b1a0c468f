"""Whether a ticket comes again: a number, words that say so, or words that may."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.triage.repeat import repeat_of


@pytest.mark.parametrize(
    ("text", "margin", "kind", "value", "number"),
    [
        ("обращение 20311 закрыли, а дверь стоит", -1.0, "problem", True, "20311"),
        ("уже писала вам об этом", -1.0, "problem", True, ""),
        ("опять не пускает", 0.1, "problem", True, ""),
        ("галочка снова слетает", -0.6, "problem", False, ""),
        ("не приходит код", 0.9, "problem", False, ""),
        ("ваш совет не помог", -1.0, "problem", True, ""),
        ("напоминаю о своей просьбе", -1.0, "change_request", True, ""),
        ("уже писал в УК, послали к вам", -0.1, "problem", False, ""),
        ("уже писал в УК и вам, ответа так и нет", 0.5, "problem", True, ""),
        ("60311 закрыли, а код не идёт", -1.0, "problem", True, "60311"),
        ("в заявке 4512 на пропуск ошибка", -1.0, "problem", False, ""),
        ("шлагбаум № 33190 лежит", -1.0, "problem", False, ""),
        ("договор № 20311, нужен акт", -1.0, "question", False, ""),
        ("предыдущее письмо отправлено вам по ошибке", 0.5, "not_a_request", False, ""),
        ("по обращению 20311 всё заработало, спасибо", -1.0, "not_a_request", True, "20311"),
    ],
)
def test_repeat(
    text: str, margin: float, kind: str, value: bool, number: str, library: Library
) -> None:
    found = repeat_of(normalise(text), "", margin, kind, library.rules)
    assert (found.value, found.previous_id) == (value, number)


def test_the_ticket_s_own_number_is_no_earlier_one(library: Library) -> None:
    text = normalise("обращение 20311, дополняю")
    assert repeat_of(text, "20311", -1.0, "problem", library.rules).previous_id == ""
