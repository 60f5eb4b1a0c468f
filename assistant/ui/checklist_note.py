"""The checklist outside the page: digests that keep ticks across reloads, and a note for the CRM."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from itertools import groupby
from operator import attrgetter

from assistant.answer import Answer
from assistant.journal.promised import Promised
from assistant.library import Library
from assistant.reply.checklist import ChecklistItem
from assistant.triage.repeat import Repeat
from assistant.ui.choice import Place
from assistant.ui.words import LEVELS

_NO_BBCODE = str.maketrans("[]", "()")


def item_digest(item: ChecklistItem) -> str:
    """Name of a line that stays the same while its text and source do."""
    return hashlib.sha256(f"{item.source}\n{item.text}".encode()).hexdigest()[:16]


def is_done(item: ChecklistItem, ticks: Mapping[str, bool]) -> bool:
    """Whether a line is ticked: by the agent, else by the ticket's own evidence."""
    return ticks.get(item_digest(item), item.done)


def by_source(items: Sequence[ChecklistItem]) -> list[tuple[str, list[ChecklistItem]]]:
    """Lines in their order, those that follow one another from one page item together."""
    return [(source, list(lines)) for source, lines in groupby(items, attrgetter("source"))]


def note_text(
    answer: Answer,
    ticks: Mapping[str, bool],
    library: Library,
    promised: Sequence[Promised] = (),
) -> str:
    """The checklist for the CRM: what was done and what proves it, what is left, where it comes from.

    Of a repeat also its kind, what to do with it, and what was ``promised`` before.

    Plain text that a CRM reading BBCode shows as it is: what stands in the ticket can be no markup there.
    """
    number = f"Обращение № {answer.ticket.number}. " if answer.ticket.number else ""
    level = LEVELS.get(answer.sla.level.value, answer.sla.level.value)
    due = answer.sla.resolve.due
    done = [item for item in answer.checklist if is_done(item, ticks)]
    count = f"Сделано {len(done)} из {len(answer.checklist)}."
    lines = [f"{number}{level}, решить до {due:%d.%m.%Y %H:%M}. {count}"]
    lines += _repeat_lines(answer.repeat, promised, answer.ticket.received.tzinfo)
    for source, items in by_source(answer.checklist):
        place = Place.of(source, library)
        lines.append(f"\n{place.title}: {place.url}")
        lines += [_line(item, ticks) for item in items]
    return "\n".join(lines).translate(_NO_BBCODE)


def _line(item: ChecklistItem, ticks: Mapping[str, bool]) -> str:
    evidence = f" ({item.evidence})" if item.evidence else ""
    return f"{'✓' if is_done(item, ticks) else '☐'} {item.text}{evidence}"


def _repeat_lines(repeat: Repeat, promised: Sequence[Promised], zone: tzinfo | None) -> list[str]:
    if repeat.kind is None:
        return []
    number = f" (прежнее обращение № {repeat.previous_id})" if repeat.previous_id else ""
    lines = [f"Повтор{number}: {repeat.kind.title}. {repeat.kind.todo}"]
    for each in promised:
        made = f"{each.made.astimezone(zone):%d.%m.%Y}"
        due = f", срок {each.due.astimezone(zone):%d.%m.%Y %H:%M}" if each.due else ""
        lines.append(f"Обещано в № {each.number} {made}{due}: «{each.text}»")
    return lines
