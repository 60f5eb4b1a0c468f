"""What stands right before a piece of text, as recognisers ask it."""

from __future__ import annotations

from assistant.russian.expression import expression

_REACH = 40
# A number behind these words is one of the department's own: it must stay readable.
_TICKET = expression(
    r"(?:обращени|заявк|тикет|запрос|инцидент|задач|crm|верси|сборк|прошивк|билд|build|version"
    r"|ticket|task|case)[а-яa-z]{0,4}[\s:№#(«\"-]{0,6}(?:номер[а-я]{0,2}|n|id)?[\s:№#-]{0,4}\Z"
)


def before(text: str, at: int, reach: int = _REACH) -> str:
    """The characters of a normalised text before ``at``, no more than ``reach``."""
    return text[max(0, at - reach) : at]


def is_ticket_number(text: str, at: int) -> bool:
    """Whether the number at ``at`` is announced as one of a ticket or of a version."""
    return _TICKET.search(before(text, at)) is not None
