"""Past tickets of the CRM: taken in by number, read as they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select

from assistant.journal.journal import Journal
from assistant.journal.masking import folded, hide, reveal
from assistant.journal.records import PastTicket
from assistant.journal.tables import PAST_TICKETS
from assistant.journal.upsert import upsert

_TEXTS = ("text", "resolution")
_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of tickets given to ``take``."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.new + other.new, self.changed + other.changed, self.same + other.same)


def take(journal: Journal, tickets: Sequence[PastTicket]) -> Taken:
    """Write tickets by number in one transaction; one that stands there as it is costs nothing.

    Raises:
        JournalError: they could not be written; none of them is in the journal then.
    """
    last = {ticket.id: ticket for ticket in tickets}
    digests = {number: _digest(journal, ticket) for number, ticket in last.items()}
    table = PAST_TICKETS
    with journal.database.writing() as connection:
        found = select(table.c.id, table.c.digest).where(table.c.id.in_(list(last)))
        known = {row.id: row.digest for row in connection.execute(found)}
        fresh = [number for number in last if known.get(number) != digests[number]]
        upsert(
            connection, table, [_row(journal, last[number], digests[number]) for number in fresh]
        )
    new = sum(number not in known for number in last)
    return Taken(new, len(fresh) - new, len(tickets) - len(fresh))


def read(journal: Journal, numbers: Iterable[str]) -> dict[str, PastTicket]:
    """Tickets by number; one that is not there is left out.

    Raises:
        JournalError: they cannot be read, or their personal data does not open.
    """
    wanted = select(PAST_TICKETS).where(PAST_TICKETS.c.id.in_(list(numbers)))
    with journal.database.reading() as connection:
        rows = connection.execute(wanted).mappings().all()
    return {row["id"]: _ticket(journal, row) for row in rows}


def every(journal: Journal) -> Iterator[PastTicket]:
    """All tickets in the order of their numbers, a few in memory at a time.

    Raises:
        JournalError: they cannot be read, or their personal data does not open.
    """
    for row in _rows(journal):
        yield _ticket(journal, row)


def every_masked(journal: Journal) -> Iterator[tuple[str, str]]:
    """Number and masked text of each ticket, for search by likeness."""
    for row in _rows(journal):
        yield row["id"], row["text"]


def _rows(journal: Journal) -> Iterator[RowMapping]:
    last = ""
    while True:
        following = (
            select(PAST_TICKETS)
            .where(PAST_TICKETS.c.id > last)
            .order_by(PAST_TICKETS.c.id)
            .limit(_READ_AT_ONCE)
        )
        with journal.database.reading() as connection:
            rows = connection.execute(following).mappings().all()
        yield from rows
        if len(rows) < _READ_AT_ONCE:
            return
        last = rows[-1]["id"]


def _ticket(journal: Journal, row: RowMapping) -> PastTicket:
    opened = reveal(journal.key, {name: row[name] for name in _TEXTS}, row["sealed"])
    return PastTicket(
        id=row["id"],
        client=opened.client,
        created=row["created"],
        closed=row["closed"],
        text=opened.texts["text"],
        resolution=opened.texts["resolution"],
    )


def _row(journal: Journal, ticket: PastTicket, digest: str) -> dict[str, Any]:
    hidden = hide(
        journal.key, ticket.client, {"text": ticket.text, "resolution": ticket.resolution}
    )
    return {
        "id": ticket.id,
        "client": journal.key.pseudonym(ticket.client),
        "created": ticket.created,
        "closed": ticket.closed,
        **hidden.texts,
        "folded": folded(ticket.id, *hidden.texts.values()),
        "digest": digest,
        "sealed": hidden.sealed,
    }


def _digest(journal: Journal, ticket: PastTicket) -> str:
    """A keyed digest of all of a ticket: sealing the same text twice gives two ciphers."""
    closed = ticket.closed.timestamp() if ticket.closed else None
    moments = [ticket.created.timestamp(), closed]
    told = json.dumps([ticket.client, ticket.text, ticket.resolution, *moments])
    return journal.key.digest(told)
