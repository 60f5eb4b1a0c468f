"""A moment typed by a person: ISO date and time, with or without a zone."""

from __future__ import annotations

from datetime import datetime

from assistant.errors import TicketError
from assistant.russian.expression import expression

_DOTTED = expression(r"[T ]\d\d[.,]")  # «17.30», which fromisoformat() takes for 17:00
_YEARS = range(2000, 2101)


def read_moment(text: str) -> datetime:
    """Read a moment; one without a zone stays so and is the support's own time.

    Raises:
        TicketError: it is no ISO date and time, or no year a ticket could come in.
    """
    try:
        moment = datetime.fromisoformat(_DOTTED.sub("?", text.strip()))
    except ValueError as error:
        raise TicketError(f"«{text}» — не время. Напишите так: 2026-11-20T17:00") from error
    if moment.year not in _YEARS:
        raise TicketError(f"«{text}» — не тот год: обращения бывают с 2000 по 2100-й.")
    return moment
