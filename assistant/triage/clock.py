"""The SLA clock: working time added to a moment, with its arithmetic in words.

Only working hours of working days count (regulations, «Часы SLA идут только в рабочее время»). A
ticket that came outside of them starts at the next opening.
"""

from __future__ import annotations

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


def deadline(calendar: WorkCalendar, received: datetime, working_time: timedelta) -> Deadline:
    """Add working time to the moment a ticket came; exact to the minute."""
    received = calendar.local(received).replace(second=0, microsecond=0)
    start = _opening(calendar, received)
    moment, left = start, working_time
    skipped: list[date] = []
    while True:
        hours = calendar.hours_of(moment.date())
        room = hours[1] - moment if hours is not None else timedelta()
        if left <= room:
            break
        left -= room
        following = calendar.next_day(moment.date())
        skipped.extend(_between(moment.date(), following))
        opening = calendar.hours_of(following)
        moment = opening[0] if opening is not None else moment
    due = moment + left
    trail = _trail(received, start, due, working_time, skipped)
    return Deadline(start, due, trail, _warnings(calendar, start.date(), due.date()))


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
