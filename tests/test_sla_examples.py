"""Worked deadlines of the page «Сроки SLA» are what the clock says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.settings import ROOT
from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import deadline

DOCS = ROOT / "docs"
PAGE = "Справочник/Сроки SLA.md"
FIGURES = load_figures(DOCS)
CALENDAR = WorkCalendar.from_figures(FIGURES)
CLOCK: list[Mapping[str, Any]] = FIGURES["sla_examples"]["clock"]
PAUSE: list[Mapping[str, Any]] = FIGURES["sla_examples"]["pause"]
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def moment(text: str) -> datetime:
    """«пт 20.11.2026 07:30» in Moscow; the weekday must be that of the date."""
    weekday, rest = text.split(maxsplit=1)
    read = datetime.strptime(rest, "%d.%m.%Y %H:%M").replace(tzinfo=CALENDAR.zone)
    assert WEEKDAYS[read.weekday()] == weekday, text
    return read


def due(received: str, hours: float, calendar: WorkCalendar = CALENDAR) -> datetime:
    return deadline(calendar, moment(received), timedelta(hours=hours)).due


def name(row: Mapping[str, Any]) -> str:
    return f"{row['received']} + {row['hours']}"


@pytest.mark.parametrize("row", CLOCK, ids=name)
def test_a_row_is_what_the_clock_says(row: Mapping[str, Any]) -> None:
    assert due(row["received"], row["hours"]) == moment(row["due"])


@pytest.mark.parametrize("row", [row for row in CLOCK if "short_due" in row], ids=name)
def test_the_other_reading_of_a_short_day(row: Mapping[str, Any]) -> None:
    assert moment(row["received"]).date() in CALENDAR.short_days
    until_five = replace(CALENDAR, short_end=time(17))
    assert due(row["received"], row["hours"], until_five) == moment(row["short_due"])


@pytest.mark.parametrize("row", PAUSE, ids=name)
def test_a_pause_moves_the_deadline_by_its_working_hours(row: Mapping[str, Any]) -> None:
    assert due(row["paused"], row["hours_paused"]) == moment(row["resumed"])
    assert due(row["received"], row["hours"]) == moment(row["no_pause_due"])
    assert due(row["received"], row["hours"] + row["hours_paused"]) == moment(row["due"])


def test_only_an_unconfirmed_year_warns() -> None:
    warned = [
        row["due"]
        for row in CLOCK
        if deadline(CALENDAR, moment(row["received"]), timedelta(hours=row["hours"])).warnings
    ]
    assert warned == ["пн 11.01.2027 11:30"]


def test_the_page_shows_every_row() -> None:
    document = Knowledge.from_folder(DOCS).documents[PAGE]
    shown = {cell for table in document.tables for row in table.rows for cell in row}
    for row in (*CLOCK, *PAUSE):
        assert {row["received"], row["due"]} <= shown


def test_the_page_tells_the_calendar_of_2026() -> None:
    year = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    off = [day for day in year if not CALENDAR.is_working_day(day)]
    assert (len(year) - len(off), len(off)) == (247, 118)
    on_weekdays = " ".join(f"{day:%d.%m}" for day in off if day.weekday() < 5)
    assert on_weekdays == (
        "01.01 02.01 05.01 06.01 07.01 08.01 09.01 23.02 09.03 01.05 11.05 12.06 04.11 31.12"
    )
    assert [day for day in year if day.weekday() > 4 and day not in off] == []
