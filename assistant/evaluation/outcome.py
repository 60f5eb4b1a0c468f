"""A labelled ticket beside the answer the product gave, and what of it came out right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant import desk
from assistant.answer import Answer
from assistant.evaluation.labelled import Labelled
from assistant.library import Library
from assistant.ticket.ticket import Ticket

_RECEIVED = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001  local by the calendar's zone; a Friday
EMERGENCY = "emergency"


def open_ticket(each: Labelled, library: Library) -> Ticket:
    """The ticket as if it had come on a working morning."""
    return Ticket.from_text(each.text, library.calendar.local(_RECEIVED))


def answer_labelled(each: Labelled, library: Library) -> Answer:
    """The answer to a labelled ticket."""
    return desk.answer(open_ticket(each, library), library)


@dataclass(frozen=True)
class Outcome:
    """What was expected and what was answered."""

    ticket: Labelled
    answer: Answer

    @classmethod
    def from_ticket(cls, ticket: Labelled, library: Library) -> Outcome:
        """Answer a ticket."""
        return cls(ticket, answer_labelled(ticket, library))

    @property
    def rank(self) -> int:
        """Rank of the first right request, 0 when none is right."""
        return rank_of(self.ticket, [source.id for source in self.answer.requests])

    @property
    def first(self) -> str:
        """Anchor of the request put first, a dash when nothing was found."""
        requests = self.answer.requests
        return anchor_of(requests[0].id) if requests else "—"

    @property
    def asks_found(self) -> int:
        """How many of the right requests lead an ask of their own."""
        leading = {anchor_of(ask.requests[0].id) for ask in self.answer.asks if ask.requests}
        return len(leading & set(self.ticket.entries))

    @property
    def level(self) -> str:
        """The SLA level given."""
        return self.answer.sla.level.value

    @property
    def missing(self) -> frozenset[str]:
        """Keys of the facts asked for."""
        return frozenset(each.key for each in self.answer.missing)

    @property
    def asked_again(self) -> int:
        """How many facts were asked for that the ticket gives."""
        return len(self.missing & set(self.ticket.expected["facts_present"]))


def anchor_of(item_id: str) -> str:
    """The anchor of an identifier."""
    return item_id.partition("#")[2]


def rank_of(ticket: Labelled, found: list[str]) -> int:
    """Rank of the first right identifier among those found, 0 when none is right."""
    ranks = (at for at, item in enumerate(found, start=1) if anchor_of(item) in ticket.entries)
    return next(ranks, 0)
