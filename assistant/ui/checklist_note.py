"""The checklist outside the page: digests that keep ticks across reloads, and a note for the CRM."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from assistant.answer import Answer
from assistant.reply.checklist import ChecklistItem
from assistant.ui.words import LEVELS


def item_digest(item: ChecklistItem) -> str:
    """Name of a line that stays the same while its text and source do."""
    return hashlib.sha256(f"{item.source}\n{item.text}".encode()).hexdigest()[:16]


def is_done(item: ChecklistItem, ticks: Mapping[str, bool]) -> bool:
    """Whether a line is ticked: by the agent, else by the ticket's own evidence."""
    return ticks.get(item_digest(item), item.done)


def by_source(items: Sequence[ChecklistItem]) -> dict[str, list[ChecklistItem]]:
    """Lines grouped by the page item they come from, in order."""
    groups: dict[str, list[ChecklistItem]] = {}
    for item in items:
        groups.setdefault(item.source, []).append(item)
    return groups


def note_text(answer: Answer, ticks: Mapping[str, bool]) -> str:
    """The checklist as plain text: what was done, what is left."""
    number = f"Обращение № {answer.ticket.number}. " if answer.ticket.number else ""
    level = LEVELS.get(answer.sla.level.value, answer.sla.level.value)
    due = answer.sla.resolve.due
    done = [item for item in answer.checklist if is_done(item, ticks)]
    head = f"{number}{level}, решить до {due:%d.%m.%Y %H:%M}. Сделано {len(done)} из {len(answer.checklist)}."
    lines = [f"{'✓' if is_done(item, ticks) else '☐'} {item.text}" for item in answer.checklist]
    return "\n".join([head, *lines])
