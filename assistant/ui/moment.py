"""When a ticket came, as an agent types it: «17:40», «20.11 17:40», «20.11.2026 17:40», or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.errors import TicketError
from assistant.library import Library

SHOWN = "%d.%m.%Y %H:%M"
_WITH_YEAR = (SHOWN, "%d.%m.%y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


def now_in(library: Library) -> datetime:
    """Now, in the zone of the working calendar, to the minute."""
    return datetime.now(library.calendar.zone).replace(second=0, microsecond=0)


def read_moment(typed: str, now: datetime) -> datetime:
    """The moment meant, in the zone of ``now``; nothing typed means now.

    A bare time is the latest such time that has passed; a date without a year likewise.

    Raises:
        TicketError: it reads as no moment.
    """
    text = " ".join(typed.replace(",", " ").split())
    if not text:
        return now
    for form in _WITH_YEAR:
        if found := _read(text, form):
            return found.replace(tzinfo=now.tzinfo)
    if found := _read(f"{now:%d.%m.%Y} {text}", SHOWN):
        moment = found.replace(tzinfo=now.tzinfo)
        return moment if moment <= now else moment - timedelta(days=1)
    for year in (now.year, now.year - 1):
        day, _, time = text.partition(" ")
        found = _read(f"{day.rstrip('.')}.{year} {time}", SHOWN)
        if found and found.replace(tzinfo=now.tzinfo) <= now:
            return found.replace(tzinfo=now.tzinfo)
    raise TicketError(
        f"«{text}» — не время. Напишите, когда поступило: 17:40, 20.11 17:40 или 20.11.2026 17:40."
    )


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007  the zone is set by the caller
    except ValueError:
        return None
