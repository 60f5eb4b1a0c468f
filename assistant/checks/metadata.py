"""The metadata table: rows that are missing, states and dates that do not read, overdue reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from assistant.checks.finding import WARNING, Edit, Finding, severity_on
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.metadata import read_date
from assistant.russian.normal import fold_key

STATES = ("Черновик", "Актуально", "На пересмотре", "Архив")
_REQUIRED = ("Версия", "Дата последнего обновления", "Ответственный за актуальность", "Статус")
_DATES = ("Дата создания", "Дата последнего обновления", "Дата пересмотра")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def check_metadata(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Findings about the tables of all pages that have one."""
    for document in knowledge.documents.values():
        metadata = document.metadata
        if not metadata.rows:
            continue
        line = min(metadata.lines.values(), default=1)
        for name in _REQUIRED:
            if not metadata.get(name):
                yield Finding(
                    "metadata",
                    severity_on(document),
                    document.path,
                    line,
                    f"в метаданных нет строки «{name}»",
                    "допишите её в таблицу",
                )
        yield from _state(document)
        yield from _dates(document)
        yield from _overdue(document, today)


def _line_of(document: Document, name: str) -> int:
    wanted = fold_key(name)
    lines = document.metadata.lines
    return next((line for key, line in lines.items() if fold_key(key) == wanted), 1)


def _state(document: Document) -> Iterator[Finding]:
    state = document.metadata.state
    if not state or state in STATES:
        return
    line = _line_of(document, "Статус")
    close = get_close_matches(state.capitalize(), STATES, n=1, cutoff=0.6)
    edit = Edit(document.path, line, state, close[0]) if close else None
    yield Finding(
        "state",
        severity_on(document),
        document.path,
        line,
        f"статус «{state}» неизвестен",
        f"верно: «{close[0]}» (исправит check --fix)" if close else f"один из: {', '.join(STATES)}",
        edit,
    )


def _dates(document: Document) -> Iterator[Finding]:
    for name in _DATES:
        written = document.metadata.get(name)
        if not written or (_ISO.match(written) and read_date(written)):
            continue
        line = _line_of(document, name)
        found = read_date(written)
        edit = Edit(document.path, line, written, found.isoformat()) if found else None
        remedy = (
            f"верно: {found.isoformat()} (исправит check --fix)"
            if found
            else "пишите как 2026-11-20"
        )
        yield Finding(
            "date",
            severity_on(document),
            document.path,
            line,
            f"«{name}» — «{written}», это не дата ГГГГ-ММ-ДД",
            remedy,
            edit,
        )


def _overdue(document: Document, today: date) -> Iterator[Finding]:
    review = document.metadata.date("Дата пересмотра")
    if review is not None and review < today:
        yield Finding(
            "overdue",
            WARNING,
            document.path,
            _line_of(document, "Дата пересмотра"),
            f"срок пересмотра прошёл {review:%d.%m.%Y}",
            "перечитайте страницу и поставьте новую дату",
        )
