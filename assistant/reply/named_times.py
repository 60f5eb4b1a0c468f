"""Times named in a text and the moments they stand for: «в течение 4 рабочих часов», «завтра до 12:00».

Working hours and days are counted by the calendar (regulations: «Часы SLA идут только в рабочее время»).
Texts are the lower-case twins of ``russian.normal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import deadline

_NUMBERS = {
    "полчаса": 0.5, "один": 1, "одного": 1, "одну": 1, "пару": 2, "два": 2, "двух": 2, "две": 2,
    "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "десять": 10, "десяти": 10,
}  # fmt: skip
_NUMBER = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_LASTING = re.compile(
    r"\b(?:в течение|через|за|спустя)\s+(?:(?:ближайш\w+|следующ\w+)\s+)?"
    rf"(?:(?:\d{{1,3}}\s?[–—-]\s?)?(?P<number>{_NUMBER})\s+)?(?P<working>рабоч\w+\s+)?"
    r"(?P<unit>полчаса|минут\w*|час(?:а|ов|у)?|дн(?:я|ей)|день|суток|сутки|недел\w+|месяц\w*)\b"
)
_DATE = re.compile(
    r"\b(?:до|к|не позднее|не позже)?\s*(?P<day>\d{1,2})\.(?P<month>\d{2})(?:\.(?P<year>\d{4}))?\b"
)
_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_NAMED_DATE = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<name>{'|'.join(_MONTHS)})(?:я|а)\b")
_DAY = re.compile(
    r"\b(?P<day>сегодня|завтра|послезавтра)\b(?:[^.!?\n]{0,20}?(?:до|к|в) (?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
)
_LATER = re.compile(r"\b(?:на|к|до конца|в) (?:следующ\w+ (?:недел\w+|месяц\w*|год\w*))\b")


@dataclass(frozen=True, slots=True)
class Length:
    """How much of which unit, as written; ``is_numbered`` says that the text gives a number."""

    amount: float
    unit: str
    is_working: bool
    is_numbered: bool

    @property
    def hours(self) -> float:
        """Length in hours of the clock."""
        return self.amount * _hours(self.unit)


@dataclass(frozen=True)
class NamedTime:
    """A time at a range of a text; ``length`` is None for a day or date, ``is_exact`` tells of an hour."""

    start: int
    end: int
    length: Length | None
    is_exact: bool
    _match: re.Match[str]

    def moment(self, now: datetime, calendar: WorkCalendar) -> datetime | None:
        """The moment it stands for when written ``now``, None where there is no such day."""
        match = self._match
        if self.length is not None:
            return _after(self.length, now, calendar)
        if match.re is _DAY:
            return _day(match, now)
        if match.re is _LATER:
            # Next week or later: the next Monday at the earliest.
            return (now + timedelta(days=7 - now.weekday())).replace(hour=0, minute=0)
        return _date(match, now)


def times_in(text: str) -> Iterator[NamedTime]:
    """Times named in a twin, those that last before days and dates."""
    for pattern in (_LASTING, _DATE, _NAMED_DATE, _DAY, _LATER):
        for match in pattern.finditer(text):
            length = _length(match) if pattern is _LASTING else None
            is_exact = length.is_numbered if length else bool(match.groupdict().get("hour"))
            yield NamedTime(match.start(), match.end(), length, is_exact, match)


def _length(match: re.Match[str]) -> Length:
    """How long a time lasts; half an hour is a unit of its own."""
    number, unit = match["number"], match["unit"]
    if unit == "полчаса":
        return Length(0.5, "час", is_working=bool(match["working"]), is_numbered=True)
    amount = float(number) if number and number.isdecimal() else _NUMBERS.get(number or "", 1)
    return Length(amount, unit, is_working=bool(match["working"]), is_numbered=bool(number))


def _after(length: Length, now: datetime, calendar: WorkCalendar) -> datetime:
    if length.is_working:
        is_hours = length.unit.startswith("час")
        hours = length.amount if is_hours else length.amount * _day_hours(calendar, now)
        return deadline(calendar, now, timedelta(hours=hours)).due
    return now + timedelta(hours=length.hours)


def _hours(unit: str) -> float:
    """Hours of a unit."""
    lengths = {
        "минут": 1 / 60,
        "час": 1,
        "дн": 24,
        "день": 24,
        "сут": 24,
        "недел": 168,
        "месяц": 720,
    }
    return next(length for name, length in lengths.items() if unit.startswith(name))


def _day_hours(calendar: WorkCalendar, now: datetime) -> float:
    """Length of a working day."""
    hours = calendar.hours_of(calendar.next_day(now.date()))
    return (hours[1] - hours[0]) / timedelta(hours=1) if hours else 24


def _date(match: re.Match[str], now: datetime) -> datetime | None:
    """Beginning of a day of the calendar; a past day of no year is meant of the next."""
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        moment = now.replace(month=month, day=int(parts["day"]), hour=0, minute=0)
        if parts.get("year"):
            moment = moment.replace(year=int(parts["year"]))
        elif moment.date() < now.date() and month < now.month:
            moment = moment.replace(year=now.year + 1)
    except ValueError:
        return None
    return moment


def _day(match: re.Match[str], now: datetime) -> datetime:
    """Today, tomorrow: its beginning, or the hour named with it."""
    days = ("сегодня", "завтра", "послезавтра").index(match["day"])
    moment = now + timedelta(days=days)
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        hour, minute = 0, 0
    return moment.replace(hour=hour, minute=minute)
