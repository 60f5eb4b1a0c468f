"""The SLA clock and its calendar: the department's own table, and a naive clock beside ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.__main__ import main
from assistant.errors import PageError
from assistant.knowledge.figures import load_figures
from assistant.settings import ROOT
from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import Deadline, deadline
from assistant.triage.level import bound_of

FIGURES = load_figures(ROOT / "docs")
CALENDAR = WorkCalendar.from_figures(FIGURES)
# Weekdays off in 2026 and the year-end around it, from the decree on transfers (not from a library).
DAYS_OFF = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-01-01 2026-01-02 2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09 2026-02-23"
        " 2026-03-09 2026-05-01 2026-05-11 2026-06-12 2026-11-04 2026-12-31"
    ).split()
)
SHORT_DAYS = frozenset({date(2026, 4, 30), date(2026, 5, 8), date(2026, 6, 11), date(2026, 11, 3)})

# Received, working hours, due, and due when a short day ends at 17:00 (the same where none is passed).
TABLE = [
    ("2026-11-20 07:30", 4, "2026-11-20 13:00", "2026-11-20 13:00"),
    ("2026-11-23 17:50", 0.25, "2026-11-24 09:05", "2026-11-24 09:05"),
    ("2026-11-20 17:00", 4, "2026-11-23 12:00", "2026-11-23 12:00"),
    ("2026-11-20 17:00", 24, "2026-11-25 14:00", "2026-11-25 14:00"),
    ("2026-11-20 17:00", 48, "2026-11-30 11:00", "2026-11-30 11:00"),
    ("2026-11-21 11:00", 4, "2026-11-23 13:00", "2026-11-23 13:00"),
    ("2026-11-19 20:30", 4, "2026-11-20 13:00", "2026-11-20 13:00"),
    ("2026-11-03 16:00", 4, "2026-11-05 11:00", "2026-11-05 12:00"),
    ("2026-11-03 16:00", 24, "2026-11-09 13:00", "2026-11-09 14:00"),
    ("2026-05-08 15:00", 4, "2026-05-12 10:00", "2026-05-12 11:00"),
    ("2026-11-23 09:00", 24, "2026-11-25 15:00", "2026-11-25 15:00"),
    ("2026-11-23 10:00", 24, "2026-11-25 16:00", "2026-11-25 16:00"),
    # The same ticket with a pause of 8 working hours added, as section 8 counts it.
    ("2026-11-23 10:00", 32, "2026-11-26 15:00", "2026-11-26 15:00"),
    ("2026-12-30 16:30", 4, "2027-01-11 11:30", "2027-01-11 11:30"),
]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CALENDAR.zone)


def count(received: str, hours: float, calendar: WorkCalendar = CALENDAR) -> Deadline:
    return deadline(calendar, at(received), timedelta(hours=hours))


def with_figures(file: str, **changes: object) -> Mapping[str, Any]:
    """The real figures with some keys of one file changed."""
    figures = copy.deepcopy(dict(FIGURES))
    figures[file].update(changes)
    return figures


@pytest.mark.parametrize(("received", "hours", "due", "due_17"), TABLE)
def test_table_of_the_department(received: str, hours: float, due: str, due_17: str) -> None:
    assert count(received, hours).due == at(due)


@pytest.mark.parametrize(("received", "hours", "due", "due_17"), TABLE)
def test_short_day_until_17(received: str, hours: float, due: str, due_17: str) -> None:
    until_17 = WorkCalendar.from_figures(with_figures("calendar", short_day_end="17:00"))
    assert count(received, hours, until_17).due == at(due_17)


def naive_due(received: datetime, minutes: int, short_end: int) -> datetime:
    """The clock of someone who watches every minute pass and knows the days off by heart."""
    moment, worked = received, 0
    while worked < minutes:
        day = moment.date()
        closing = short_end if day in SHORT_DAYS else 18
        is_open = day.weekday() < 5 and day not in DAYS_OFF and 9 <= moment.hour < closing
        worked += is_open
        moment += timedelta(minutes=1)
    return moment


@given(
    received=st.integers(min_value=0, max_value=343 * 24 * 60).map(
        lambda minute: at("2026-01-01 00:00") + timedelta(minutes=minute)
    ),
    minutes=st.integers(min_value=1, max_value=24 * 60),
    short_end=st.sampled_from([17, 18]),
)
def test_same_as_a_naive_clock(received: datetime, minutes: int, short_end: int) -> None:
    calendar = replace(CALENDAR, short_end=time(short_end))
    ours = deadline(calendar, received, timedelta(minutes=minutes))
    assert ours.due == naive_due(received, minutes, short_end)
    assert received <= ours.start <= ours.due


def stretches(pauses: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    """Pauses by the minute of 2026 they begin at and their length in minutes."""
    new_year = at("2026-01-01 00:00")
    starts = [(new_year + timedelta(minutes=first), length) for first, length in pauses]
    return [(first, first + timedelta(minutes=length)) for first, length in starts]


@settings(deadline=None)
@given(
    received=st.integers(min_value=0, max_value=30 * 24 * 60),
    minutes=st.integers(min_value=1, max_value=12 * 60),
    pauses=st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=40 * 24 * 60),
            st.integers(min_value=0, max_value=3 * 24 * 60),
        ),
        max_size=4,
    ),
)
def test_pauses_are_those_of_a_naive_clock(
    received: int, minutes: int, pauses: list[tuple[int, int]]
) -> None:
    came = at("2026-01-01 00:00") + timedelta(minutes=received)
    paused = stretches(pauses)
    moment, worked = came, 0
    while worked < minutes:
        day = moment.date()
        is_open = day.weekday() < 5 and day not in DAYS_OFF and 9 <= moment.hour < 18
        worked += is_open and not any(first <= moment < last for first, last in paused)
        moment += timedelta(minutes=1)
    assert deadline(CALENDAR, came, timedelta(minutes=minutes), paused).due == moment


def test_pause_of_the_department() -> None:
    pause = (at("2026-11-24 12:00"), at("2026-11-25 11:00"))
    found = deadline(CALENDAR, at("2026-11-23 10:00"), timedelta(hours=24), [pause])
    assert found.due == at("2026-11-26 15:00")
    assert found.trail == "24 раб. ч: пн 23.11 10:00 → чт 26.11 15:00, пауза 8 раб. ч"


@pytest.mark.parametrize(
    ("level", "bound"),
    [("emergency", None), ("standard", "2026-11-30 10:00"), ("consultation", "2026-11-30 10:00")],
)
def test_the_other_end_of_a_range(level: str, bound: str | None) -> None:
    found = bound_of(level, at("2026-11-23 10:00"), FIGURES, CALENDAR)
    assert (found.due if found else None) == (at(bound) if bound else None)


def test_calendar_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    off = [day for day in days if not CALENDAR.is_working_day(day)]
    assert len(off) == 118
    assert {day for day in off if day.weekday() < 5} == DAYS_OFF
    assert CALENDAR.short_days == SHORT_DAYS


@pytest.mark.parametrize("saturday", [date(2027, 2, 20), date(2027, 11, 13)])
def test_unconfirmed_working_saturday_is_a_day_off(saturday: date) -> None:
    assert not CALENDAR.is_working_day(saturday)


def test_working_saturday_confirmed_by_an_editor() -> None:
    changed = with_figures("calendar", extra_working_days=[date(2026, 11, 21)])
    calendar = WorkCalendar.from_figures(changed)
    assert count("2026-11-20 17:00", 4, calendar).due == at("2026-11-21 12:00")


def test_local_day_off() -> None:
    calendar = WorkCalendar.from_figures(
        with_figures("calendar", extra_days_off=[date(2026, 11, 23)])
    )
    assert count("2026-11-20 17:00", 4, calendar).due == at("2026-11-24 12:00")


@pytest.mark.parametrize(
    ("received", "hours", "trail"),
    [
        ("2026-11-23 09:00", 4, "4 раб. ч: пн 09:00 → пн 13:00"),
        (
            "2026-11-20 17:00",
            24,
            "24 раб. ч: пт 20.11 17:00 → ср 25.11 14:00, нерабочие 21–22.11",
        ),
        (
            "2026-11-20 07:30",
            4,
            "4 раб. ч: пт 09:00 → пт 13:00 (поступило пт 07:30, вне рабочего времени)",
        ),
        (
            "2026-11-21 11:00",
            4,
            "4 раб. ч: пн 09:00 → пн 13:00 (поступило сб 21.11 11:00, вне рабочего времени)",
        ),
        (
            "2026-11-03 16:00",
            24,
            "24 раб. ч: вт 03.11 16:00 → пн 09.11 13:00, нерабочие 04.11, 07–08.11",
        ),
        (
            "2026-12-30 16:30",
            4,
            "4 раб. ч: ср 30.12 16:30 → пн 11.01 11:30, нерабочие 31.12–10.01",
        ),
        ("2026-11-23 17:50", 0.25, "15 раб. минут: пн 23.11 17:50 → вт 24.11 09:05"),
        ("2026-11-23 09:00", 1.5, "1 раб. ч 30 мин: пн 09:00 → пн 10:30"),
    ],
)
def test_trail_word_for_word(received: str, hours: float, trail: str) -> None:
    assert count(received, hours).trail == trail


def test_start_on_a_day_off_is_the_next_opening() -> None:
    found = count("2026-11-21 11:00", 4)
    assert (found.start, found.due) == (at("2026-11-23 09:00"), at("2026-11-23 13:00"))


@pytest.mark.parametrize(
    ("received", "start"),
    [
        ("2026-11-20 08:59", "2026-11-20 09:00"),
        ("2026-11-20 09:00", "2026-11-20 09:00"),
        ("2026-11-20 17:59", "2026-11-20 17:59"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2026-11-20 23:59", "2026-11-23 09:00"),
    ],
)
def test_edges_of_the_working_day(received: str, start: str) -> None:
    assert count(received, 1).start == at(start)


def test_a_whole_day_ends_at_its_closing_not_at_the_next_opening() -> None:
    assert count("2026-11-23 09:00", 9).due == at("2026-11-23 18:00")
    assert count("2026-11-23 09:00", 45).due == at("2026-11-27 18:00")


def test_seconds_do_not_count() -> None:
    moment = at("2026-11-23 09:00").replace(second=59, microsecond=999_999)
    assert deadline(CALENDAR, moment, timedelta(hours=1)).due == at("2026-11-23 10:00")


def test_weekday_is_taken_in_moscow_not_in_utc() -> None:
    # Sunday 22:30 in UTC is Monday 01:30 in Moscow; Friday 20:00 in UTC is still Friday.
    sunday = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert deadline(CALENDAR, sunday, timedelta(hours=4)).due == at("2026-11-23 13:00")


def test_moment_without_a_zone_is_moscow_time() -> None:
    naive = datetime(2026, 11, 20, 17, 0)
    assert deadline(CALENDAR, naive, timedelta(hours=4)).due == at("2026-11-23 12:00")


def test_warning_for_a_year_that_is_not_confirmed() -> None:
    assert count("2026-11-20 17:00", 48).warnings == ()
    assert count("2026-12-30 16:30", 4).warnings == (
        "календарь 2027 года не подтверждён: сверьте срок с производственным календарём",
    )


def test_no_warning_once_an_editor_confirms_the_year() -> None:
    confirmed = WorkCalendar.from_figures(with_figures("calendar", confirmed=[2026, 2027]))
    assert count("2026-12-30 16:30", 4, confirmed).warnings == ()


@pytest.mark.parametrize(
    ("file", "changes", "said"),
    [
        ("calendar", {"short_day_end": "17.30"}, "_data/calendar.yml: «17.30» — не время"),
        ("calendar", {"short_day_end": 1020}, "«calendar.short_day_end» — не строка"),
        ("calendar", {"short_day_end": "08:00"}, "день кончается в 08:00, раньше начала 09:00"),
        ("calendar", {"short_days": ["2026-4-30"]}, "«short_days: 2026-4-30» — не дата"),
        ("calendar", {"extra_days_off": date(2026, 11, 23)}, "не список дат"),
        ("calendar", {"extra_working_days": [datetime(2026, 11, 21, tzinfo=UTC)]}, "не дата"),
        ("sla", {"working_day": {"start": "18:00", "end": "09:00"}}, "раньше начала 18:00"),
        (
            "sla",
            {"working_day": {"start": "09:00", "end": "18:00", "timezone": "Europe/Mosow"}},
            "_data/sla.yml: «Europe/Mosow» — не часовой пояс",
        ),
    ],
)
def test_slip_of_an_editor_is_refused(file: str, changes: Mapping[str, Any], said: str) -> None:
    with pytest.raises(PageError) as problem:
        WorkCalendar.from_figures(with_figures(file, **changes))
    assert said in str(problem.value)


def test_two_months_without_a_working_day_are_refused_not_awaited() -> None:
    days = [date(2026, 11, 23) + timedelta(days=number) for number in range(90)]
    calendar = WorkCalendar.from_figures(with_figures("calendar", extra_days_off=days))
    with pytest.raises(PageError, match="60 дней подряд нет рабочих"):
        count("2026-11-20 17:00", 4, calendar)


def test_changed_figure_of_the_sla_changes_the_deadline(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DOCS", str(docs))
    command = ["deadline", "--received", "2026-11-20T17:00", "--level", "standard", "--json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["resolve_by"] == "2026-11-25T14:00:00+03:00"
    file = docs / "_data" / "sla.yml"
    figures = yaml.safe_load(file.read_text(encoding="utf-8"))
    figures["standard"]["resolve_hours"] = 48
    file.write_text(yaml.safe_dump(figures, allow_unicode=True), encoding="utf-8")
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["resolve_by"] == "2026-11-30T11:00:00+03:00"
