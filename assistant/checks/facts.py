"""Fact keys named on pages («Нужные данные») that the catalogue does not know."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from assistant.checks.finding import Edit, Finding, severity_on
from assistant.knowledge.base import Knowledge


def check_facts(knowledge: Knowledge) -> Iterator[Finding]:
    """Unknown keys, with the likeliest one."""
    known = list(knowledge.figures.get("facts", {}))
    for document in knowledge.documents.values():
        lines = document.source.text.split("\n")
        for request in document.requests:
            for key in (key for need in request.needs for key in need.keys):
                if key in known:
                    continue
                line = _line_of(f"`{key}`", lines, request.line)
                close = get_close_matches(key, known, n=1, cutoff=0.8)
                edit = Edit(document.path, line, f"`{key}`", f"`{close[0]}`") if close else None
                remedy = (
                    f"верно: {close[0]} (исправит check --fix)"
                    if close
                    else "возьмите ключ из справочника или добавьте его в _data/facts.yml"
                )
                yield Finding(
                    "fact-key",
                    severity_on(document),
                    document.path,
                    line,
                    f"ключ факта {key} неизвестен",
                    remedy,
                    edit,
                )


def _line_of(text: str, lines: list[str], start: int) -> int:
    """Line of a text at or after a line, else that line."""
    found = (at for at in range(start, len(lines) + 1) if text in lines[at - 1])
    return next(found, start)
