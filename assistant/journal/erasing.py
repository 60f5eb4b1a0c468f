"""What is taken out of the journal for good: a client, or what is older than it may be kept."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, text

from assistant.journal.database import Database, connect
from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWERS, PAST_TICKETS
from assistant.journal.trouble import told


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows went."""

    answers: int
    tickets: int

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to erase."""
        return not self.answers + self.tickets


def erase_client(journal: Journal, name: str) -> Erased:
    """Erase all that is kept of a client; the order of the name's words does not matter.

    Raises:
        JournalError: the journal cannot be written; nothing is erased then.
    """
    client = journal.key.pseudonym(name)
    if not client:
        return Erased(0, 0)
    return _erase(journal, ANSWERS.c.client == client, PAST_TICKETS.c.client == client)


def prune(journal: Journal, before: datetime) -> Erased:
    """Erase answers copied and tickets closed (or, while open, created) before a moment.

    Raises:
        JournalError: the journal cannot be written; nothing is erased then.
    """
    ended = func.coalesce(PAST_TICKETS.c.closed, PAST_TICKETS.c.created)
    return _erase(journal, ANSWERS.c.copied < before, ended < before)


def _erase(journal: Journal, answers: ColumnElement[bool], tickets: ColumnElement[bool]) -> Erased:
    with journal.database.writing() as connection:
        erased = Erased(
            connection.execute(delete(ANSWERS).where(answers)).rowcount,
            connection.execute(delete(PAST_TICKETS).where(tickets)).rowcount,
        )
    if not erased.nothing:
        _compact(journal.database)
    return erased


def _compact(database: Database) -> None:
    """Give the room back; on a file nothing of what was erased is left, in its log neither."""
    with told(database.place):
        if database.file is None:
            alone = database.engine.execution_options(isolation_level="AUTOCOMMIT")
            with alone.connect() as server:
                server.execute(text("VACUUM"))
            return
        with closing(connect(database.file)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
