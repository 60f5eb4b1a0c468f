"""What the journal says of gaps in the knowledge base; masked texts only, nothing is unsealed for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWER_REQUESTS, ANSWERS, CORRECTIONS

_CHOICE = "request"
_NOTABLE = 0.05


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


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How agents take the drafts of a request: ``share`` is how much of a draft is changed, 0…1."""

    request_id: str
    title: str
    answers: int
    share: float


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
            CORRECTIONS.c.field == _CHOICE, CORRECTIONS.c.became != "", CORRECTIONS.c.made >= since
        )
        .order_by(CORRECTIONS.c.made.desc())
        .limit(limit)
    )
    with journal.database.reading() as connection:
        return tuple(Lesson(row.became, row.text) for row in connection.execute(found))


def rewritten(journal: Journal, since: datetime, limit: int) -> Sequence[Rewritten]:
    """Requests by how much of their drafts is changed in all: the share times the answers.

    Raises:
        JournalError: the journal cannot be read.
    """
    share = func.avg(ANSWERS.c.edited_share)
    count = func.count()
    best = ANSWER_REQUESTS.c
    found = (
        select(
            best.request_id, func.max(best.title).label("title"), count.label("n"), share.label("s")
        )
        .join(ANSWERS, ANSWERS.c.id == best.answer_id)
        .where(best.place == 0, ANSWERS.c.abstained.is_(False), ANSWERS.c.copied >= since)
        .group_by(best.request_id)
        .having(share >= _NOTABLE)
        .order_by((share * count).desc(), best.request_id)
        .limit(limit)
    )
    with journal.database.reading() as connection:
        return tuple(
            Rewritten(row.request_id, row.title, row.n, float(row.s))
            for row in connection.execute(found)
        )
