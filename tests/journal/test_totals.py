"""Figures of the journal, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.journal.records import Fit
from assistant.journal.totals import NO_PAGE, RequestTotal, Totals, totals
from tests.journal import cases

HOUR = timedelta(hours=1)
VERDICT = cases.ANSWER.verdict
SMS = "База/Вход.md#sms-registration"


def local(moment: datetime) -> datetime:
    return moment.astimezone(cases.MOSCOW)


def test_nothing_adds_up_to_nothing(journal: Journal) -> None:
    expected = Totals(0, 0, 0, 0, 0, None, None, {}, {}, {}, {}, ())
    assert totals(journal, None, local) == expected


def test_figures_by_hand(journal: Journal) -> None:
    # Each had four hours: the last quarter begins after three.
    given = [
        cases.answer(id="1", copied=cases.NOON + HOUR, seconds_to_copy=10, edited_share=0.0),
        cases.answer(id="2", copied=cases.NOON + 3.5 * HOUR, seconds_to_copy=30, edited_share=0.5),
        cases.answer(id="3", copied=cases.NOON + 5 * HOUR, seconds_to_copy=None, abstained=True),
        cases.answer(
            id="4",
            copied=cases.NOON + 13 * HOUR,
            seconds_to_copy=50,
            edited_share=0.01,
            requests=(Fit("База/Пропуска.md#pass", "Пропуск", 0.9),),
            verdict=replace(VERDICT, level="emergency", kind="incident"),
        ),
    ]
    for each in given:
        answers.record(journal, each)
    found = totals(journal, None, local)
    assert found == Totals(
        answers=4,
        abstained=1,
        unchanged=2,
        late=2,
        close=1,
        seconds=30,
        slow_seconds=46,
        levels={"standard": 3, "emergency": 1},
        kinds={"problem": 3, "incident": 1},
        pages={"Вход": 2, NO_PAGE: 1, "Пропуска": 1},
        days={date(2026, 11, 20): 3, date(2026, 11, 21): 1},
        requests=(
            RequestTotal(SMS, "Не приходит SMS-код", 2, 1, 0.25),
            RequestTotal("База/Пропуска.md#pass", "Пропуск", 1, 1, 0.01),
        ),
    )
    assert list(found.pages) == ["Вход", NO_PAGE, "Пропуска"]
    assert totals(journal, cases.NOON + 4 * HOUR, local).answers == 2


@pytest.mark.parametrize(("seconds", "slow"), [([7], 7), ([1, 11], 10), (list(range(11)), 9)])
def test_slow_is_the_ninetieth_percentile(seconds: list[int], slow: int, journal: Journal) -> None:
    for place, each in enumerate(seconds):
        answers.record(journal, cases.answer(id=str(place), seconds_to_copy=each))
    assert totals(journal, None, local).slow_seconds == slow
