"""Which of the regulation's four kinds a repeat is, by the customer's words."""

from __future__ import annotations

from datetime import datetime

import pytest
import yaml

from assistant import desk
from assistant.errors import PageError
from assistant.knowledge.figures import load_figures
from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.repeat_kind import KINDS, RepeatKinds
from assistant.ui.verdict import verdict_markup

FIGURES = load_figures(ROOT / "docs")
REPEATS = RepeatKinds.from_figures(FIGURES)
ROWS = yaml.safe_load((ROOT / "tests/golden/repeat_kinds.yml").read_text(encoding="utf-8"))
FLOORS = {"tune": 13, "test": 11}


@pytest.mark.parametrize("part", FLOORS)
def test_kinds_are_told_from_many_mouths(part: str) -> None:
    rows = [row for row in ROWS if row["part"] == part]
    right = [row for row in rows if REPEATS.kind_of(normalise(row["text"])).value == row["kind"]]
    assert len(right) >= FLOORS[part]
    assert {row["kind"] for row in ROWS} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Опять не приходит код", "same", ["Опять"]),
        ("Обращение 10482. Не приходит код", "same", [""]),
        ("Один пост починили, второй стоит", "unfinished", ["Один пост починили, второй"]),
        ("После вашей настройки пропал звук", "related", ["После вашей настройки пропал"]),
        (
            "Вход заработал. Теперь другая проблема: звук",
            "context",
            ["заработал", "Теперь другая"],
        ),
    ],
)
def test_reason_names_the_words(text: str, kind: str, words: list[str]) -> None:
    found = REPEATS.kind_of(normalise(text))
    assert found.value == kind
    assert [reason.evidence for reason in found.why] == words


def test_titles_are_those_of_the_regulation() -> None:
    page = (ROOT / "docs/Регламенты/Работа с повторными обращениями.md").read_text(encoding="utf-8")
    assert [title for title in REPEATS.titles.values() if f"| {title} |" not in page] == []


def test_kind_is_in_the_answer_and_on_the_desk(library: Library) -> None:
    now = library.calendar.local(datetime(2026, 11, 20, 11))
    text = "Опять не приходит код, обращение 10482, в прошлый раз помогли вручную"
    found = desk.answer(Ticket.from_text(text, now), library)
    assert found.to_json()["repeat"]["kind"] == {
        "value": "same",
        "title": "Та же проблема",
        "why": [
            {
                "rule": "Клиент пишет, что всё повторилось или осталось",
                "evidence": "Опять",
                "spans": [[0, 5]],
            }
        ],
    }
    made = verdict_markup(found, library.knowledge.figures, now)
    assert "№ 10482 · Та же проблема" in made
    assert REPEATS.todo["same"] in made
    assert REPEATS.todo["same"] not in found.reply.text


def test_first_ticket_and_thanks_have_no_kind(library: Library) -> None:
    now = library.calendar.local(datetime(2026, 11, 20, 11))
    for text in ("Не приходит код при регистрации", "Спасибо, по обращению 10482 всё заработало!"):
        found = desk.answer(Ticket.from_text(text, now), library)
        assert found.to_json()["repeat"]["kind"] is None


def test_missing_kind_is_told_in_russian() -> None:
    kinds = {key: each for key, each in FIGURES["repeat_kinds"]["kinds"].items() if key != "same"}
    with pytest.raises(PageError, match=r"«repeat_kinds\.kinds\.same\.title» — не строка"):
        RepeatKinds.from_figures(
            {**FIGURES, "repeat_kinds": {**FIGURES["repeat_kinds"], "kinds": kinds}}
        )
