"""What is known about the ticket a reply answers; a reply checked alone has nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.ticket.ticket import Ticket
from assistant.triage.calendar import WorkCalendar
from assistant.triage.level import Sla


@dataclass(frozen=True, slots=True)
class Situation:
    """``ticket`` is all the customer wrote, ``client`` the name in the CRM, ``drafted`` the draft.

    ``now`` is when the reply is written, ``due`` the end of its SLA; both with ``calendar`` or not at all.
    """

    ticket: str = ""
    client: str = ""
    drafted: str = ""
    now: datetime | None = None
    due: datetime | None = None
    calendar: WorkCalendar | None = None

    @classmethod
    def of(
        cls,
        ticket: Ticket,
        sla: Sla,
        calendar: WorkCalendar,
        drafted: str,
        now: datetime | None = None,
    ) -> Situation:
        """The situation of a ticket; without ``now`` the reply is taken to be written at once."""
        moment = now or ticket.received
        return cls(ticket.text, ticket.client, drafted, moment, sla.resolve.due, calendar)


ALONE = Situation()
