"""The SLA clock: working time added to a moment, with its arithmetic in words.

Only working hours of working days count (regulations, «Часы SLA идут только в рабочее время»). A
ticket that came outside of them starts at the next opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.russian.plural import plural
from assistant.triage.calendar import WorkCalendar

_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When working time runs out: ``start`` of the clock, ``due``, the arithmetic and warnings."""

    start: datetime
    due: datetime
    trail: str
    warnings: tuple[str, ...]


def deadline(
    calendar: WorkCalendar,
    received: datetime,
    working_time: timedelta,
    pauses: Sequence[tuple[datetime, datetime]] = (),
) -> Deadline:
    """Add working time to the moment a ticket came; exact to the minute.

    ``pauses`` are stretches the customer was waited for (start, end): their working time does not count.
    """
    received = _minute(calendar, received)
    start = _opening(calendar, received)
    due, skipped = _after(calendar, start, working_time)
    paused = timedelta()
    for first, last in _merged(calendar, pauses, start):
        if first >= due:
            break
        paused += working_time_between(calendar, first, last)
        due, skipped = _after(calendar, start, working_time + paused)
    trail = _trail(received, start, due, working_time, skipped)
    if paused:
        trail += f", пауза {_duration(paused)}"
    return Deadline(start, due, trail, _warnings(calendar, start.date(), due.date()))


def working_time_between(calendar: WorkCalendar, first: datetime, last: datetime) -> timedelta:
    """Working time from one moment to a later one."""
    total, day = timedelta(), first.date()
    while day <= last.date():
        if hours := calendar.hours_of(day):
            total += max(min(last, hours[1]) - max(first, hours[0]), timedelta())
        day += timedelta(days=1)
    return total


def _minute(calendar: WorkCalendar, moment: datetime) -> datetime:
    return calendar.local(moment).replace(second=0, microsecond=0)


def _merged(
    calendar: WorkCalendar, pauses: Sequence[tuple[datetime, datetime]], start: datetime
) -> list[tuple[datetime, datetime]]:
    """Pauses in order, none before the clock's start, those that touch made one."""
    merged: list[tuple[datetime, datetime]] = []
    told = ((max(_minute(calendar, a), start), _minute(calendar, b)) for a, b in pauses)
    for first, last in sorted(told):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        elif last > first:
            merged.append((first, last))
    return merged


def _after(
    calendar: WorkCalendar, start: datetime, working_time: timedelta
) -> tuple[datetime, list[date]]:
    """The moment when working time since an opening is used up, and the days off on the way."""
    moment, left = start, working_time
    skipped: list[date] = []
    while True:
        hours = calendar.hours_of(moment.date())
        room = hours[1] - moment if hours is not None else timedelta()
        if left <= room:
            return moment + left, skipped
        left -= room
        following = calendar.next_day(moment.date())
        skipped.extend(_between(moment.date(), following))
        opening = calendar.hours_of(following)
        moment = opening[0] if opening is not None else moment


def _opening(calendar: WorkCalendar, moment: datetime) -> datetime:
    """The moment itself in working hours, else the next opening."""
    hours = calendar.hours_of(moment.date())
    if hours is not None and moment < hours[1]:
        return max(moment, hours[0])
    following = calendar.hours_of(calendar.next_day(moment.date()))
    return following[0] if following is not None else moment


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range(1, (last - first).days)]


def _trail(
    received: datetime, start: datetime, due: datetime, working_time: timedelta, off: list[date]
) -> str:
    text = f"{_duration(working_time)}: {_moment(start, due)} → {_moment(due, start)}"
    if start != received:
        text += f" (поступило {_moment(received, start)}, вне рабочего времени)"
    if off:
        text += f", нерабочие {_ranges(off)}"
    return text


def _duration(working_time: timedelta) -> str:
    minutes = round(working_time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return f"{hours} раб. ч"
    if hours == 0:
        return plural(minutes, "раб. минута", "раб. минуты", "раб. минут")
    return f"{hours} раб. ч {rest} мин"


def _moment(moment: datetime, other: datetime) -> str:
    """«пт 17:00», with the date when the two moments lie on different days."""
    weekday = _WEEKDAYS[moment.weekday()]
    if moment.date() == other.date():
        return f"{weekday} {moment:%H:%M}"
    return f"{weekday} {moment:%d.%m} {moment:%H:%M}"


def _ranges(days: list[date]) -> str:
    """«21–22.11, 04.11»."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    if first == last:
        return f"{first:%d.%m}"
    if first.month == last.month:
        return f"{first:%d}–{last:%d.%m}"
    return f"{first:%d.%m}–{last:%d.%m}"


def _warnings(calendar: WorkCalendar, first: date, last: date) -> tuple[str, ...]:
    years = sorted({day.year for day in (first, last) if not calendar.is_confirmed(day)})
    return tuple(
        f"календарь {year} года не подтверждён: сверьте срок с производственным календарём"
        for year in years
    )
