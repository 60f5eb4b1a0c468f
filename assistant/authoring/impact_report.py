"""The impact of a change in words: for a person at a terminal, and as Markdown for a merge request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import unified_diff

from assistant.impact import BETTER, DRAFT, WORSE, Change, Impact, Move

_SHOWN_LINES = 14
_SHOWN_TEXT = 90
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def as_text(impact: Impact) -> str:
    """For a person: a block a ticket, drafts by the lines that differ."""
    if not impact.moves:
        return f"Ответы не изменились (обращений: {impact.tickets})."
    lines = [f"{_head(impact)}.", f"Что: {_counts(impact)}."]
    shown: dict[tuple[str, ...], str] = {}
    for move in impact.moves:
        lines += ["", f"{move.ticket}  «{_cut(move.text)}»"]
        lines += [f"  {_sentence(each)}" for each in move.changes if each.what != DRAFT]
        diff = _diff(move)
        first = shown.setdefault(diff, move.ticket)
        if diff and first != move.ticket:
            lines.append(f"  {DRAFT}: изменился так же, как у {first}")
        elif diff:
            lines += [f"  {DRAFT}:", *(f"    {line}" for line in diff)]
    return "\n".join(lines)


def as_markdown(impact: Impact) -> str:
    """For a merge request: a table of verdicts, drafts folded away, each difference once."""
    if not impact.moves:
        return f"Ответы ассистента не изменились (обращений: {impact.tickets}).\n"
    lines = [f"### {_head(impact)}", "", f"{_counts(impact).capitalize()}.", ""]
    rows = [
        f"| {_plain(move.ticket)} | {each.what} | {_plain(each.before)} | {_plain(each.after)} "
        f"| {each.verdict} |"
        for move in impact.moves
        for each in move.changes
        if each.what != DRAFT
    ]
    if rows:
        lines += ["| Обращение | Что | Было | Стало | |", "|---|---|---|---|---|", *rows, ""]
    for diff, tickets in _drafts(impact).items():
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", "\n".join(diff)) or [""]))
        named = ", ".join(_plain(each) for each in tickets)
        lines += ["<details>", f"<summary>Черновик: {named}</summary>", ""]
        lines += [f"{fence}diff", *diff, fence, "", "</details>", ""]
    return "\n".join(lines)


def _head(impact: Impact) -> str:
    return f"Изменились ответы: {len(impact.moves)} из {impact.tickets}"


def _counts(impact: Impact) -> str:
    """«запись — 3 (лучше 2, хуже 1), черновик — 5»."""
    changes = [each for move in impact.moves for each in move.changes]
    told: list[str] = []
    for what, count in Counter(each.what for each in changes).items():
        verdicts = Counter(each.verdict for each in changes if each.what == what)
        judged = ", ".join(f"{word} {verdicts[word]}" for word in (BETTER, WORSE) if verdicts[word])
        told.append(f"{what} — {count}" + (f" ({judged})" if judged else ""))
    return ", ".join(told)


def _sentence(change: Change) -> str:
    verdict = f" — {change.verdict}" if change.verdict else ""
    return f"{change.what}: {change.before} → {change.after}{verdict}"


def _drafts(impact: Impact) -> Mapping[tuple[str, ...], list[str]]:
    """Tickets by the difference of their drafts: one edit of a template moves many alike."""
    found: dict[tuple[str, ...], list[str]] = {}
    for move in impact.moves:
        diff = _diff(move)
        if diff:
            found.setdefault(diff, []).append(move.ticket)
    return found


def _diff(move: Move) -> tuple[str, ...]:
    """Lines of the draft that went (−) and came (+), empty when it did not move."""
    change = next((each for each in move.changes if each.what == DRAFT), None)
    if change is None:
        return ()
    lines = list(_changed_lines(change.before, change.after))
    more = len(lines) - _SHOWN_LINES
    return (*lines[:_SHOWN_LINES], *([f"… и ещё строк: {more}"] if more > 0 else []))


def _changed_lines(before: str, after: str) -> Iterator[str]:
    diff = unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    # The first two lines name files there are none of; «@@» tells places.
    for at, line in enumerate(diff):
        if at >= 2 and not line.startswith("@@") and line[1:].strip():
            yield f"{line[0]} {line[1:]}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else f"{text[:_SHOWN_TEXT].rstrip()}…"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
