"""What the journal says of gaps in the knowledge base; masked texts only, nothing is unsealed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assistant.journal.correcting import CHOICE
from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWERS, CORRECTIONS


@dataclass(frozen=True, slots=True)
class Unfitted:
    """A ticket no request fitted: its masked text, and the seconds an answer took (None: unknown)."""

    text: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A masked text that an agent answered by another request than the one that was found."""

    request_id: str
    text: str


def unfitted(journal: Journal, since: datetime, limit: int) -> tuple[Unfitted, ...]:
    """Tickets nothing fitted, the newest ``limit`` of them.

    Raises:
        JournalError: the journal cannot be read.
    """
    found = (
        select(ANSWERS.c.text, ANSWERS.c.seconds_to_copy)
        .where(ANSWERS.c.abstained, ANSWERS.c.scope != "out", ANSWERS.c.copied >= since)
        .order_by(ANSWERS.c.copied.desc())
        .limit(limit)
    )
    with journal.database.reading() as connection:
        return tuple(Unfitted(row.text, row.seconds_to_copy) for row in connection.execute(found))


def lessons(journal: Journal, since: datetime, limit: int) -> tuple[Lesson, ...]:
    """What agents answered by a request of their own choice, newest first.

    Raises:
        JournalError: the journal cannot be read.
    """
    found = (
        select(CORRECTIONS.c.became, ANSWERS.c.text)
        .join(ANSWERS, ANSWERS.c.id == CORRECTIONS.c.answer_id)
        .where(
            CORRECTIONS.c.field == CHOICE, CORRECTIONS.c.became != "", CORRECTIONS.c.made >= since
        )
        .order_by(CORRECTIONS.c.made.desc())
        .limit(limit)
    )
    with journal.database.reading() as connection:
        return tuple(Lesson(row.became, row.text) for row in connection.execute(found))
