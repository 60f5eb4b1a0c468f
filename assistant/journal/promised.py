"""What was promised to a client in earlier tickets: by replies sent from here, by resolutions of the CRM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import Connection, select

from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWERS, PAST_TICKETS, PROMISES
from assistant.reply.promises import Made, promises_in


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise of an earlier ticket: its masked words, when it was given, and its time where it has one."""

    number: str
    text: str
    made: datetime
    due: datetime | None


def promised_in(
    journal: Journal, numbers: Iterable[str], zone: tzinfo | None
) -> tuple[Promised, ...]:
    """Promises of the tickets with these numbers, in the order they were given.

    ``zone`` is that of the support: a resolution names its times without one.

    Raises:
        JournalError: the journal cannot be read.
    """
    wanted = sorted(set(numbers))
    if not wanted:
        return ()
    with journal.database.reading() as connection:
        found = [*_sent(connection, wanted), *_resolved(connection, wanted, zone)]
    return tuple(sorted(found, key=lambda each: each.made))


def _sent(connection: Connection, numbers: list[str]) -> Iterator[Promised]:
    rows = (
        select(ANSWERS.c.ticket_id, ANSWERS.c.copied, PROMISES.c.text, PROMISES.c.due)
        .join(PROMISES, PROMISES.c.answer_id == ANSWERS.c.id)
        .where(ANSWERS.c.ticket_id.in_(numbers))
        .order_by(ANSWERS.c.copied, PROMISES.c.place)
    )
    for row in connection.execute(rows):
        yield Promised(row.ticket_id, row.text, row.copied, row.due)


def _resolved(
    connection: Connection, numbers: list[str], zone: tzinfo | None
) -> Iterator[Promised]:
    rows = select(PAST_TICKETS).where(PAST_TICKETS.c.id.in_(numbers)).order_by(PAST_TICKETS.c.id)
    for row in connection.execute(rows):
        made = (row.closed or row.created).astimezone(zone)
        for promise in promises_in(row.resolution, Made(made)):
            yield Promised(row.id, promise.text, made, promise.due)
