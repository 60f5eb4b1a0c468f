"""The answer to a ticket as one value, and its JSON (contract version 1, docs/_dev/contracts.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.reply.checklist import ChecklistItem
from assistant.reply.draft import Draft
from assistant.reply.lint import Finding
from assistant.reply.promises import Promise
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind
from assistant.triage.level import Sla
from assistant.triage.missing import Missing
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Reason
from assistant.triage.scope import Scope

VERSION = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A page item the answer rests on.

    ``similarity`` is in −1…1; ``state`` the document's state; ``why`` what made it a hit.
    """

    id: str
    title: str
    url: str
    similarity: float
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One of the things asked for, with the requests that fit it, best first."""

    text: str
    requests: tuple[Source, ...]


@dataclass(frozen=True)
class Answer:
    """Everything the pipeline knows about one ticket."""

    ticket: Ticket
    asks: tuple[Ask, ...]
    scope: Scope
    kind: Kind
    sla: Sla
    repeat: Repeat
    requests: tuple[Source, ...]
    regulations: tuple[Source, ...]
    missing: tuple[Missing, ...]
    abstained: bool
    reply: Draft
    promises: tuple[Promise, ...]
    checklist: tuple[ChecklistItem, ...]
    lint: tuple[Finding, ...]

    def _reasons(self, reasons: Sequence[Reason]) -> list[dict[str, Any]]:
        return [
            {**asdict(each), "spans": [list(place) for place in each.places(self.ticket.text)]}
            for each in reasons
        ]

    def _repeat_kind(self) -> dict[str, Any] | None:
        kind = self.repeat.kind
        if kind is None:
            return None
        return {"value": kind.value, "title": kind.title, "why": self._reasons(kind.why)}

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON."""
        ticket, level = self.ticket, self.sla.level
        contact = self.sla.contact
        return {
            "version": VERSION,
            "ticket": {
                "id": ticket.number,
                "client": ticket.client,
                "channel": ticket.channel,
                "received": ticket.received.isoformat(),
                "message": ticket.message,
                "quoted": ticket.quoted,
                "signature": ticket.signature,
                "facts": [asdict(fact) for fact in ticket.facts],
            },
            "asks": [
                {"text": ask.text, "requests": [each.id for each in ask.requests]}
                for ask in self.asks
            ],
            "scope": {
                "value": self.scope.value,
                "category": self.scope.category.title if self.scope.category else None,
                "why": self._reasons(self.scope.why),
            },
            "kind": {"value": self.kind.value, "why": self._reasons(self.kind.why)},
            "sla": {
                "level": level.value,
                "urgent": level.urgent,
                "contact_by": contact.due.isoformat() if contact else None,
                "resolve_by": self.sla.resolve.due.isoformat(),
                "resolve_by_bound": self.sla.bound.due.isoformat() if self.sla.bound else None,
                "trail": self.sla.resolve.trail,
                "warnings": list(self.sla.resolve.warnings),
                "why": self._reasons(level.why),
                "doubtful": level.doubtful,
                "fact": level.fact or None,
            },
            "repeat": {
                "value": self.repeat.value,
                "previous_id": self.repeat.previous_id or None,
                "similar": [
                    {"id": each.ticket_id, "similarity": round(each.similarity, 4)}
                    for each in self.repeat.similar
                ],
                "why": self._reasons(self.repeat.why),
                "kind": self._repeat_kind(),
            },
            "requests": [
                {
                    "id": each.id,
                    "title": each.title,
                    "url": each.url,
                    "similarity": round(each.similarity, 4),
                    "state": each.state,
                    "why": each.why,
                }
                for each in self.requests
            ],
            "regulations": [
                {"id": each.id, "title": each.title, "url": each.url, "state": each.state}
                for each in self.regulations
            ],
            "missing": [asdict(each) for each in self.missing],
            "abstained": self.abstained,
            "reply": self.reply.to_json(),
            "promises": [promise.to_json() for promise in self.promises],
            "checklist": [item.to_json() for item in self.checklist],
            "lint": [asdict(finding) for finding in self.lint],
        }
