"""Answers that were given: written when a reply is copied, opened again, corrected, rated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import JournalError
from assistant.journal.journal import Journal
from assistant.journal.masking import folded, hide, reveal
from assistant.journal.records import Correction, Fit, GivenAnswer, Verdict
from assistant.journal.tables import ANSWER_REQUESTS, ANSWERS, CORRECTIONS, PROMISES
from assistant.journal.upsert import upsert
from assistant.reply.promises import Promise

_TEXTS = ("text", "drafted", "sent")
_VERDICT = ("scope", "category", "kind", "level", "is_urgent", "is_repeat", "previous_id")
_PLAIN = (
    "id",
    "ticket_id",
    "channel",
    "agent",
    "owner",
    "received",
    "copied",
    "seconds_to_copy",
    "contact_by",
    "resolve_by",
    "abstained",
    "edited_share",
    "revision",
)


def record(journal: Journal, answer: GivenAnswer) -> None:
    """Write an answer; one copied again takes the place of what was written before.

    Its rating and the corrections made after it was copied stay. When this returns the answer is on disk.

    Raises:
        JournalError: it could not be written; nothing of it is in the journal then.
    """
    row = _row(journal, answer)
    if answer.seconds_to_copy is None:
        # Copied once more from the journal: what was measured the first time stays.
        del row["seconds_to_copy"]
    fits = [
        {"answer_id": answer.id, "place": place, **asdict(fit)}
        for place, fit in enumerate(answer.requests)
    ]
    corrections = [_correction_row(journal, answer.id, each) for each in answer.corrections]
    promises = [
        {
            "answer_id": answer.id,
            "place": place,
            "due": each.due,
            "source": each.source,
            "text": _masked(journal, each.text),
        }
        for place, each in enumerate(answer.promises)
    ]
    with journal.database.writing() as connection:
        upsert(connection, ANSWERS, [row])
        for table, rows in ((ANSWER_REQUESTS, fits), (PROMISES, promises)):
            connection.execute(delete(table).where(table.c.answer_id == answer.id))
            if rows:
                connection.execute(insert(table), rows)
        of_desk = CORRECTIONS.c.answer_id == answer.id, CORRECTIONS.c.is_from_desk
        connection.execute(delete(CORRECTIONS).where(*of_desk))
        if corrections:
            connection.execute(insert(CORRECTIONS), corrections)


def load(journal: Journal, identifier: str) -> GivenAnswer | None:
    """An answer with its texts as they were, None when there is none.

    Raises:
        JournalError: it cannot be read, or its personal data does not open.
    """
    with journal.database.reading() as connection:
        found = select(ANSWERS).where(ANSWERS.c.id == identifier)
        row = connection.execute(found).mappings().one_or_none()
        if row is None:
            return None
        fits = _belonging(connection, ANSWER_REQUESTS, identifier, "place")
        promises = _belonging(connection, PROMISES, identifier, "place")
        corrections = _belonging(connection, CORRECTIONS, identifier, "id")
    opened = reveal(journal.key, {name: row[name] for name in _TEXTS}, row["sealed"])
    return GivenAnswer(
        **{name: row[name] for name in _PLAIN},
        client=opened.client,
        verdict=Verdict(**{name: row[name] for name in _VERDICT}),
        requests=tuple(Fit(each["request_id"], each["title"], each["similarity"]) for each in fits),
        promises=tuple(Promise(each["text"], each["due"], each["source"]) for each in promises),
        rating=row["rating"],
        corrections=tuple(
            Correction(
                each["made"],
                each["agent"],
                each["field"],
                each["was"],
                each["became"],
                each["reason"],
                each["is_from_desk"],
            )
            for each in corrections
        ),
        text=opened.texts["text"],
        drafted=opened.texts["drafted"],
        sent=opened.texts["sent"],
    )


def every(journal: Journal) -> Iterator[GivenAnswer]:
    """All answers, the first copied first, a few in memory at a time.

    Raises:
        JournalError: they cannot be read, or their personal data does not open.
    """
    with journal.database.reading() as connection:
        order = select(ANSWERS.c.id).order_by(ANSWERS.c.copied, ANSWERS.c.id)
        identifiers = connection.execute(order).scalars().all()
    found = (load(journal, identifier) for identifier in identifiers)
    yield from filter(None, found)


def correct(journal: Journal, identifier: str, *corrections: Correction) -> None:
    """Add corrections to an answer, all or none.

    Raises:
        JournalError: it cannot be written, or there is no such answer.
    """
    rows = [_correction_row(journal, identifier, each) for each in corrections]
    with journal.database.writing() as connection:
        _must_be_there(connection, identifier)
        connection.execute(insert(CORRECTIONS), rows)


def rate(journal: Journal, identifier: str, rating: int | None) -> None:
    """Say whether a draft was good (1), bad (−1) or take it back (None).

    Raises:
        JournalError: it cannot be written, or there is no such answer.
    """
    with journal.database.writing() as connection:
        _must_be_there(connection, identifier)
        connection.execute(update(ANSWERS).where(ANSWERS.c.id == identifier).values(rating=rating))


def _row(journal: Journal, answer: GivenAnswer) -> dict[str, Any]:
    hidden = hide(journal.key, answer.client, {name: getattr(answer, name) for name in _TEXTS})
    return {
        **{name: getattr(answer, name) for name in _PLAIN},
        **{name: getattr(answer.verdict, name) for name in _VERDICT},
        **hidden.texts,
        "client": journal.key.pseudonym(answer.client),
        "folded": folded(answer.ticket_id, hidden.texts["text"], hidden.texts["sent"]),
        "sealed": hidden.sealed,
    }


def _correction_row(journal: Journal, identifier: str, correction: Correction) -> dict[str, Any]:
    reason = _masked(journal, correction.reason)
    return {**asdict(correction), "reason": reason, "answer_id": identifier}


def _masked(journal: Journal, text: str) -> str:
    """A text that nobody needs to read with its personal data."""
    return hide(journal.key, "", {"text": text}).texts["text"]


def _belonging(connection: Connection, table: Any, identifier: str, order: str) -> Sequence[Any]:
    rows = select(table).where(table.c.answer_id == identifier).order_by(table.c[order])
    return connection.execute(rows).mappings().all()


def _must_be_there(connection: Connection, identifier: str) -> None:
    found = select(ANSWERS.c.id).where(ANSWERS.c.id == identifier)
    if connection.execute(found).scalar() is None:
        raise JournalError("Такого ответа в журнале нет: его удалили. Обновите список.")
