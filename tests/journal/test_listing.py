"""Lists of the journal: each part of the filter, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.journal import answers, past
from assistant.journal.journal import Journal
from assistant.journal.listing import (
    AnswerLine,
    Filter,
    answer_lines,
    requests_answered,
    ticket_lines,
)
from assistant.journal.records import Fit
from tests.journal import cases

HOUR = timedelta(hours=1)
VERDICT = cases.ANSWER.verdict


@pytest.fixture
def filled(journal: Journal) -> Journal:
    given = [
        cases.answer(id="1", owner="я", ticket_id="11", text="Ёлка мешает ШЛАГБАУМУ 100%_"),
        cases.answer(
            id="2",
            copied=cases.NOON + 2 * HOUR,
            verdict=replace(VERDICT, level="emergency", kind="incident"),
        ),
        cases.answer(id="3", copied=cases.NOON + 3 * HOUR, abstained=True),
        cases.answer(
            id="4",
            copied=cases.NOON + 4 * HOUR,
            requests=(Fit("База/Вход.md#login", "Не входит", 0.5), *cases.ANSWER.requests),
        ),
    ]
    for each in given:
        answers.record(journal, each)
    past.take(
        journal,
        [
            cases.past("21", text="Шлагбаум стоит", created=cases.NOON),
            cases.past("22", text="Код не идёт", resolution="Сменили номер"),
        ],
    )
    return journal


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), "4321"),
        (Filter(owner="я"), "1"),
        (Filter(since=cases.NOON + 3 * HOUR), "43"),
        (Filter(level="emergency"), "2"),
        (Filter(kind="problem"), "431"),
        (Filter(request_id="База/Вход.md#login"), "4"),
        (Filter(request_id="База/Вход.md#sms-registration"), "21"),
        (Filter(words="елка  шлагбаум"), "1"),
        (Filter(words="100%_"), "1"),
        (Filter(words="%"), "1"),
        (Filter(words="500123"), "432"),
        (Filter(words="имя"), ""),
        (Filter(numbers=["11", "нет"]), "1"),
        (Filter(numbers=[]), ""),
        (Filter(owner="я", level="emergency"), ""),
    ],
)
def test_answers_that_fit(wanted: Filter, found: str, filled: Journal) -> None:
    lines, total = answer_lines(filled, wanted, 10)
    assert "".join(each.id for each in lines) == found
    assert total == len(found)


def test_a_line_has_what_the_list_shows(filled: Journal) -> None:
    lines, total = answer_lines(filled, Filter(), 2)
    assert total == 4
    assert lines[0] == AnswerLine(
        "4",
        "500123",
        cases.NOON + 4 * HOUR,
        "Анна Петрова",
        "standard",
        "problem",
        "in",
        "Не входит",
        0.25,
        None,
        lines[0].text,
    )
    assert "⟦телефон-1⟧" in lines[0].text
    assert lines[1].request == ""


def test_past_tickets_that_fit(filled: Journal) -> None:
    def numbers(wanted: Filter) -> list[str]:
        return [each.id for each in ticket_lines(filled, wanted, 10)[0]]

    assert numbers(Filter()) == ["21", "22"]
    assert numbers(Filter(words="сменили")) == ["22"]
    assert numbers(Filter(since=cases.NOON)) == ["21"]
    assert numbers(Filter(numbers=["22", "21"])) == ["22", "21"]
    assert ticket_lines(filled, Filter(), 1)[1] == 2


def test_requests_to_choose_from(filled: Journal) -> None:
    assert requests_answered(filled) == (
        ("База/Вход.md#login", "Не входит"),
        ("База/Вход.md#sms-registration", "Не приходит SMS-код"),
    )
