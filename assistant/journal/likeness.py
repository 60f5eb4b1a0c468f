"""Past tickets of the journal by likeness: the archive of vectors, kept in step with the tables.

The vectors are of masked texts without their tokens, so that nothing personal is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from assistant.errors import IndexProblem
from assistant.journal.journal import Journal
from assistant.journal.past import every_masked
from assistant.journal.tables import ANSWERS, PAST_TICKETS
from assistant.retrieval.archive import PastTickets, Similar
from assistant.retrieval.encoder import Encoder

_TOKEN = re.compile(r"⟦[^⟦⟧]*⟧")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A past ticket like another: ``similarity`` in −1…1, ``is_same_client`` whether one wrote both.

    ``text`` and ``resolution`` are masked.
    """

    number: str
    similarity: float
    is_same_client: bool
    created: datetime
    text: str
    resolution: str


def refresh(journal: Journal, folder: Path, encoder: Encoder) -> PastTickets:
    """The archive of a journal's tickets, brought in step with it and saved.

    Made anew when it is missing, damaged, of another encoder, or holds what was erased: its vectors would
    stay behind.

    Raises:
        JournalError: the journal cannot be read.
        IndexProblem: the folder cannot be written.
    """
    wanted = {number for number, _ in _texts(journal)}
    try:
        archive = PastTickets.from_folder(folder, encoder)
        is_rebuilt = not archive.ids <= wanted
    except IndexProblem:
        is_rebuilt = True
    if is_rebuilt:
        archive = PastTickets.empty(encoder)
    if archive.add(_texts(journal)) or is_rebuilt:
        archive.save(folder, is_rebuilt=is_rebuilt)
    return archive


def neighbours(journal: Journal, found: tuple[Similar, ...], client: str) -> tuple[Neighbour, ...]:
    """What is known of tickets found by likeness, in their order; the erased are left out.

    Raises:
        JournalError: the journal cannot be read.
    """
    own = journal.key.pseudonym(client)
    numbers = [each.ticket_id for each in found]
    wanted = select(PAST_TICKETS).where(PAST_TICKETS.c.id.in_(numbers))
    given = select(ANSWERS).where(ANSWERS.c.ticket_id.in_(numbers)).order_by(ANSWERS.c.copied)
    known: dict[str, Neighbour] = {}
    similarity = {each.ticket_id: each.similarity for each in found}
    with journal.database.reading() as connection:
        for row in connection.execute(given):
            known[row.ticket_id] = Neighbour(
                row.ticket_id,
                similarity[row.ticket_id],
                bool(own) and row.client == own,
                row.received,
                row.text,
                row.sent,
            )
        for row in connection.execute(wanted):
            known[row.id] = Neighbour(
                row.id,
                similarity[row.id],
                bool(own) and row.client == own,
                row.created,
                row.text,
                row.resolution,
            )
    return tuple(known[number] for number in numbers if number in known)


def _texts(journal: Journal) -> Iterator[tuple[str, str]]:
    """Number and text of each ticket: those answered here, then those of the CRM, which know more."""
    answered = select(ANSWERS.c.ticket_id, ANSWERS.c.text).where(
        ANSWERS.c.ticket_id != "",
        ANSWERS.c.ticket_id.not_in(select(PAST_TICKETS.c.id)),
    )
    with journal.database.reading() as connection:
        rows = connection.execute(answered.order_by(ANSWERS.c.copied)).all()
    last = {row.ticket_id: row.text for row in rows}
    for number, text in last.items():
        yield number, _plain(text)
    for number, text in every_masked(journal):
        yield number, _plain(text)


def _plain(text: str) -> str:
    return _TOKEN.sub(" ", text)
