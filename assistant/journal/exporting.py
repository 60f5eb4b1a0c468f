"""The journal as a file for people and other programs: past tickets, or answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.journal.columns import FIELDS
from assistant.journal.records import GivenAnswer, PastTicket
from assistant.journal.spreadsheet import written

ANSWER_FIELDS = (
    "id",
    "ticket_id",
    "client",
    "channel",
    "agent",
    "received",
    "copied",
    "seconds_to_copy",
    "contact_by",
    "resolve_by",
    "scope",
    "category",
    "kind",
    "level",
    "urgent",
    "repeat",
    "previous_id",
    "abstained",
    "edited_share",
    "rating",
    "requests",
    "corrections",
    "promises",
    "text",
    "drafted",
    "sent",
    "revision",
)

Row = Mapping[str, Any]
Local = Callable[[datetime], datetime]


def ticket_row(ticket: PastTicket, local: Local) -> Row:
    """A past ticket by the names of the contract; moments are ISO, in the support's own zone."""
    return {
        "id": ticket.id,
        "client": ticket.client,
        "text": ticket.text,
        "created": local(ticket.created).isoformat(),
        "closed": local(ticket.closed).isoformat() if ticket.closed else None,
        "resolution": ticket.resolution,
    }


def answer_row(answer: GivenAnswer, local: Local) -> Row:
    """An answer by the names of ``ANSWER_FIELDS``."""
    verdict = answer.verdict
    return {
        "id": answer.id,
        "ticket_id": answer.ticket_id,
        "client": answer.client,
        "channel": answer.channel,
        "agent": answer.agent,
        "received": local(answer.received).isoformat(),
        "copied": local(answer.copied).isoformat(),
        "seconds_to_copy": answer.seconds_to_copy,
        "contact_by": local(answer.contact_by).isoformat() if answer.contact_by else None,
        "resolve_by": local(answer.resolve_by).isoformat(),
        "scope": verdict.scope,
        "category": verdict.category,
        "kind": verdict.kind,
        "level": verdict.level,
        "urgent": verdict.is_urgent,
        "repeat": verdict.is_repeat,
        "previous_id": verdict.previous_id,
        "abstained": answer.abstained,
        "edited_share": round(answer.edited_share, 4),
        "rating": answer.rating,
        "requests": [
            {"id": fit.request_id, "similarity": round(fit.similarity, 4)}
            for fit in answer.requests
        ],
        "corrections": [
            {"field": each.field, "was": each.was, "became": each.became, "reason": each.reason}
            for each in answer.corrections
        ],
        "promises": [
            replace(each, due=local(each.due) if each.due else None).to_json()
            for each in answer.promises
        ],
        "text": answer.text,
        "drafted": answer.drafted,
        "sent": answer.sent,
        "revision": answer.revision,
    }


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """One array of all objects."""
    yield "["
    for place, row in enumerate(rows):
        yield ("," if place else "") + "\n" + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def as_csv(rows: Iterable[Row], columns: Sequence[str] = FIELDS) -> Iterator[str]:
    """A table for spreadsheets that runs no formula; lists stand in their cell as JSON."""
    yield from written(columns, (_cells(row) for row in rows))


def _cells(row: Row) -> Row:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in row.items()
    }
