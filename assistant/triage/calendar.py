"""The production calendar: which days the support works and until when.

Public holidays and transfers come from the ``holidays`` library (the only file that imports it); the
short days, local exceptions and the list of confirmed years from ``docs/_data/calendar.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure

_SLA = "_data/sla.yml"
_CALENDAR = "_data/calendar.yml"


@dataclass(frozen=True)
class WorkCalendar:
    """Working days and hours of the support in one time zone."""

    start: time
    end: time
    short_end: time
    zone: ZoneInfo
    confirmed_years: frozenset[int]
    short_days: frozenset[date]
    days_off: frozenset[date]
    working_days: frozenset[date]
    unconfirmed: frozenset[date]

    @classmethod
    def from_figures(cls, figures: Figures) -> WorkCalendar:
        """Read working hours from ``sla.yml`` and exceptions from ``calendar.yml``.

        Raises:
            PageError: a time, a date or the time zone does not read, or a day ends before it begins.
        """
        calendar = figures.get("calendar")
        exceptions: Mapping[str, object] = calendar if isinstance(calendar, Mapping) else {}
        start = _time(figure(figures, "sla.working_day.start", str), _SLA)
        return cls(
            start=start,
            end=_end(figure(figures, "sla.working_day.end", str), start, _SLA),
            short_end=_end(figure(figures, "calendar.short_day_end", str), start, _CALENDAR),
            zone=_zone(figure(figures, "sla.working_day.timezone", str)),
            confirmed_years=frozenset(figure(figures, "calendar.confirmed", list)),
            short_days=_dates(exceptions, "short_days"),
            days_off=_dates(exceptions, "extra_days_off"),
            working_days=_dates(exceptions, "extra_working_days"),
            unconfirmed=_dates(exceptions, "unconfirmed_working_days"),
        )

    @property
    def whole_day(self) -> timedelta:
        """Working time of a day that is not short."""
        today = date.min
        return datetime.combine(today, self.end) - datetime.combine(today, self.start)

    def is_working_day(self, day: date) -> bool:
        """Whether the support works on a day."""
        if day in self.working_days:
            return True
        if day in self.days_off or day in self.unconfirmed:
            return False
        return _is_national_working_day(day)

    def hours_of(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing moment of a day, None on a day off."""
        if not self.is_working_day(day):
            return None
        end = self.short_end if day in self.short_days else self.end
        return (
            datetime.combine(day, self.start, self.zone),
            datetime.combine(day, end, self.zone),
        )

    def local(self, moment: datetime) -> datetime:
        """The moment in the support's zone; a moment without a zone is taken as local."""
        if moment.tzinfo is None:
            return moment.replace(tzinfo=self.zone)
        return moment.astimezone(self.zone)

    def is_confirmed(self, day: date) -> bool:
        """Whether the calendar of that day's year has been confirmed by an editor."""
        return day.year in self.confirmed_years

    def next_day(self, day: date) -> date:
        """The first working day after a day."""
        for _ in range(60):
            day += timedelta(days=1)
            if self.is_working_day(day):
                return day
        raise PageError(_CALENDAR, None, "60 дней подряд нет рабочих", "проверьте extra_days_off")


@lru_cache(maxsize=4)
def _national(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off and working weekend days of a year in Russia."""
    known = holidays.country_holidays("RU", years=year)
    return frozenset(known.keys()), frozenset(known.weekend_workdays)


def _is_national_working_day(day: date) -> bool:
    off, working_weekend = _national(day.year)
    if day in working_weekend:
        return True
    return day.weekday() < 5 and day not in off


def _dates(calendar: Mapping[str, object], key: str) -> frozenset[date]:
    days = calendar.get(key) or []
    remedy = "напишите дату без кавычек, как 2026-04-30, с дефисом перед ней"
    if not isinstance(days, list):
        raise PageError(_CALENDAR, None, f"«{key}: {days}» — не список дат", remedy)
    for day in days:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise PageError(_CALENDAR, None, f"«{key}: {day}» — не дата", remedy)
    return frozenset(days)


def _time(text: str, path: str) -> time:
    try:
        # Not fromisoformat(): it reads «17.30» as 17:00 and a fraction of a second.
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  a time of day has no zone
    except ValueError as error:
        raise PageError(path, None, f"«{text}» — не время", "напишите как 09:00") from error


def _end(text: str, start: time, path: str) -> time:
    end = _time(text, path)
    if end <= start:
        raise PageError(
            path, None, f"день кончается в {text}, раньше начала {start:%H:%M}", "исправьте время"
        )
    return end


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PageError(
            _SLA, None, f"«{name}» — не часовой пояс", "напишите как Europe/Moscow"
        ) from error
