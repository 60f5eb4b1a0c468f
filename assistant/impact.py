"""What a change of the documents would do to the answers: the golden tickets before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer import Answer
from assistant.evaluation import Labelled, answer_labelled
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Move:
    """What moved for one ticket: (what, before, after) in words."""

    ticket: str
    text: str
    changes: tuple[tuple[str, str, str], ...]


def library_of(docs: Path, index: Path, settings: Settings) -> Library:
    """A library of other documents, its index brought up to date in a folder of its own."""
    build_index(docs, index)
    return Library.from_settings(replace(settings, docs=docs, index=index))


def compare(tickets: Sequence[Labelled], before: Library, after: Library) -> tuple[Move, ...]:
    """Answer every ticket with both and list what differs."""
    moves = []
    for each in tickets:
        old, new = (_facets(answer_labelled(each, library)) for library in (before, after))
        changes = tuple((name, old[name], new[name]) for name in old if old[name] != new[name])
        if changes:
            moves.append(Move(each.id, each.text.strip().replace("\n", " ")[:100], changes))
    return tuple(moves)


def _facets(answer: Answer) -> dict[str, str]:
    return {
        "уровень": answer.sla.level.value,
        "круг задач": answer.scope.value,
        "вид": answer.kind.value,
        "повтор": "да" if answer.repeat.value else "нет",
        "запись": answer.requests[0].title if answer.requests else "ничего не подходит",
        "срок": f"{answer.sla.resolve.due:%d.%m.%Y %H:%M}",
        "спросим": ", ".join(each.key for each in answer.missing) or "ничего",
        "черновик": answer.reply.text,
    }


def as_text(moves: Sequence[Move]) -> str:
    """For a person: a block a ticket; drafts are shown by their first differing line."""
    if not moves:
        return "Ответы не изменились."
    lines = [f"Изменились ответы: {len(moves)}"]
    for move in moves:
        lines.append(f"\n{move.ticket}: {move.text}")
        lines += [f"  {name}: {_short(old, new)}" for name, old, new in move.changes]
    return "\n".join(lines)


def as_markdown(moves: Sequence[Move]) -> str:
    """For a merge request: a table."""
    if not moves:
        return "Ответы на эталонные обращения не изменились.\n"
    rows = ["| Обращение | Что | Было → стало |", "|---|---|---|"]
    for move in moves:
        for name, old, new in move.changes:
            rows.append(f"| {move.ticket} | {name} | {_short(old, new).replace('|', '&#124;')} |")
    return f"### Изменились ответы: {len(moves)}\n\n" + "\n".join(rows) + "\n"


def _short(old: str, new: str) -> str:
    """The two values, or of two texts the first lines that differ."""
    pairs = zip(old.split("\n"), new.split("\n"), strict=False)
    first = next(((a, b) for a, b in pairs if a != b), (old[-80:], new[-80:]))
    return f"{first[0][:120]} → {first[1][:120]}"
