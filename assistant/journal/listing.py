"""Answers and past tickets as lists: what fits a filter, the newest first, masked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Table, func, select

from assistant.journal.journal import Journal
from assistant.journal.masking import folded
from assistant.journal.tables import ANSWER_REQUESTS, ANSWERS, PAST_TICKETS

_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; an empty part lets everything through.

    ``owner`` is whose answers, ``since`` the moment they were copied (tickets: came) at the earliest,
    ``words`` must all stand in the text, ``numbers`` are tickets found by meaning, best first.
    """

    owner: str = ""
    since: datetime | None = None
    level: str = ""
    kind: str = ""
    request_id: str = ""
    words: str = ""
    numbers: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in a list; ``request`` is the title of the best request, empty when none fitted."""

    id: str
    ticket_id: str
    copied: datetime
    agent: str
    level: str
    kind: str
    scope: str
    request: str
    edited_share: float
    rating: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A past ticket in a list."""

    id: str
    created: datetime
    closed: datetime | None
    text: str
    resolution: str


def answer_lines(
    journal: Journal, wanted: Filter, limit: int
) -> tuple[tuple[AnswerLine, ...], int]:
    """The newest answers that fit, at most ``limit`` of them, and how many fit in all.

    Raises:
        JournalError: the journal cannot be read.
    """
    conditions = _of_answers(wanted)
    best = ANSWER_REQUESTS
    found = (
        select(ANSWERS, best.c.title)
        .outerjoin(best, (best.c.answer_id == ANSWERS.c.id) & (best.c.place == 0))
        .where(*conditions)
        .order_by(ANSWERS.c.copied.desc(), ANSWERS.c.id)
        .limit(limit)
    )
    with journal.database.reading() as connection:
        rows = connection.execute(found).all()
        total = connection.execute(
            select(func.count()).select_from(ANSWERS).where(*conditions)
        ).scalar_one()
    lines = tuple(
        AnswerLine(
            row.id,
            row.ticket_id,
            row.copied,
            row.agent,
            row.level,
            row.kind,
            row.scope,
            "" if row.abstained else row.title or "",
            row.edited_share,
            row.rating,
            row.text,
        )
        for row in rows
    )
    return _ranked(lines, wanted, lambda line: line.ticket_id), total


def ticket_lines(
    journal: Journal, wanted: Filter, limit: int
) -> tuple[tuple[TicketLine, ...], int]:
    """The newest past tickets that fit, at most ``limit`` of them, and how many fit in all.

    Raises:
        JournalError: the journal cannot be read.
    """
    table = PAST_TICKETS
    conditions = _of_text(table, table.c.id, wanted)
    if wanted.since:
        conditions.append(table.c.created >= wanted.since)
    found = (
        select(table).where(*conditions).order_by(table.c.created.desc(), table.c.id).limit(limit)
    )
    with journal.database.reading() as connection:
        rows = connection.execute(found).all()
        total = connection.execute(
            select(func.count()).select_from(table).where(*conditions)
        ).scalar_one()
    lines = tuple(
        TicketLine(row.id, row.created, row.closed, row.text, row.resolution) for row in rows
    )
    return _ranked(lines, wanted, lambda line: line.id), total


def requests_answered(journal: Journal) -> tuple[tuple[str, str], ...]:
    """Identifier and title of each request an answer was given by, in order of the titles.

    Raises:
        JournalError: the journal cannot be read.
    """
    best = ANSWER_REQUESTS.c
    title = func.max(best.title)
    found = (
        select(best.request_id, title)
        .where(best.place == 0)
        .group_by(best.request_id)
        .order_by(title, best.request_id)
    )
    with journal.database.reading() as connection:
        return tuple((row[0], row[1]) for row in connection.execute(found))


def _of_answers(wanted: Filter) -> list[ColumnElement[bool]]:
    table, best = ANSWERS, ANSWER_REQUESTS.c
    conditions = _of_text(table, table.c.ticket_id, wanted)
    for column in ("owner", "level", "kind"):
        if value := getattr(wanted, column):
            conditions.append(table.c[column] == value)
    if wanted.since:
        conditions.append(table.c.copied >= wanted.since)
    if wanted.request_id:
        with_it = select(best.answer_id).where(
            best.request_id == wanted.request_id, best.place == 0
        )
        conditions.append(table.c.id.in_(with_it))
        conditions.append(table.c.abstained.is_(False))
    return conditions


def _of_text(table: Table, number: ColumnElement[str], wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        table.c.folded.contains(word, autoescape=True) for word in folded(wanted.words).split()
    ]
    if wanted.numbers is not None:
        conditions.append(number.in_(list(wanted.numbers)))
    return conditions


def _ranked(
    lines: tuple[_Line, ...], wanted: Filter, number: Callable[[_Line], str]
) -> tuple[_Line, ...]:
    """Lines by meaning first, where they were found by it."""
    if wanted.numbers is None:
        return lines
    place = {each: at for at, each in enumerate(wanted.numbers)}
    return tuple(sorted(lines, key=lambda line: place[number(line)]))
