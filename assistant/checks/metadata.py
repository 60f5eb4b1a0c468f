"""The metadata table: rows that are missing, states and dates that do not read, overdue reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.knowledge.metadata import read_date
from assistant.russian.normal import fold_key

STATES = ("Черновик", "Актуально", "На пересмотре", "Архив")
_REQUIRED = ("Версия", "Дата последнего обновления", "Ответственный за актуальность", "Статус")
_CREATED, _UPDATED, _REVIEW = "Дата создания", "Дата последнего обновления", "Дата пересмотра"
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def check_metadata(pages: Pages, today: date) -> Iterator[Finding]:
    """Findings about the tables of all pages that have one."""
    for page in pages:
        if page.document.metadata.rows:
            yield from _missing(page)
            yield from _state(page)
            yield from _dates(page)
            yield from _order(page, today)
            yield from _overdue(page, today)


def _line_of(page: Page, name: str) -> int:
    """Typed line of a row, or of the first one."""
    wanted = fold_key(name)
    lines = page.document.metadata.lines
    found = next((line for key, line in lines.items() if fold_key(key) == wanted), None)
    return page.typed_line(found or min(lines.values()))


def _missing(page: Page) -> Iterator[Finding]:
    for name in _REQUIRED:
        if not page.document.metadata.get(name):
            problem = f"в метаданных нет строки «{name}»"
            yield page.finding("metadata", _line_of(page, name), problem, "допишите её в таблицу")


def _state(page: Page) -> Iterator[Finding]:
    state = page.document.metadata.state
    if not state or state in STATES:
        return
    line = _line_of(page, "Статус")
    close = get_close_matches(state.capitalize(), STATES, n=1, cutoff=0.6)
    remedy = f"верно: «{close[0]}»" if close else f"один из: {', '.join(STATES)}"
    edit = page.edit(line, state, close[0], _value_column(page, line)) if close else None
    yield page.finding("state", line, f"статус «{state}» неизвестен", remedy, edit)


def _dates(page: Page) -> Iterator[Finding]:
    for name in (_CREATED, _UPDATED, _REVIEW):
        written = page.document.metadata.get(name)
        if not written or (_ISO.match(written) and read_date(written)):
            continue
        line = _line_of(page, name)
        found = read_date(written)
        # A date among other words («01.02.2026, вторник») is for the editor to sort out.
        is_whole = found is not None and re.fullmatch(r"[\d.\s-]+(?:г\.?|года)?", written)
        edit = (
            page.edit(line, written, found.isoformat(), _value_column(page, line))
            if found and is_whole
            else None
        )
        remedy = f"верно: {found.isoformat()}" if found else "пишите как 2026-11-20"
        problem = f"«{name}» — «{written}», это не дата ГГГГ-ММ-ДД"
        yield page.finding("date", line, problem, remedy, edit)


def _value_column(page: Page, line: int) -> int:
    """Column of the second cell of a table row."""
    text = page.lines[line - 1]
    first = text.find("|", len(text) - len(text.lstrip().removeprefix("|")))
    return max(first, 0)


def _order(page: Page, today: date) -> Iterator[Finding]:
    metadata = page.document.metadata
    created, updated = metadata.date(_CREATED), metadata.date(_UPDATED)
    if created and updated and updated < created:
        problem = f"обновлена {updated:%d.%m.%Y}, а создана позже, {created:%d.%m.%Y}"
        yield page.finding("date-order", _line_of(page, _UPDATED), problem, "сверьте обе даты")
    for name, day in ((_CREATED, created), (_UPDATED, updated)):
        if day and day > today:
            problem = f"«{name}» ещё не наступила: {day:%d.%m.%Y}"
            yield page.finding("date-order", _line_of(page, name), problem, "поставьте день правки")


def _overdue(page: Page, today: date) -> Iterator[Finding]:
    review = page.document.metadata.date(_REVIEW)
    if review is not None and review < today:
        problem = f"срок пересмотра прошёл {review:%d.%m.%Y}"
        remedy = "перечитайте страницу и поставьте новую дату"
        yield page.finding("overdue", _line_of(page, _REVIEW), problem, remedy)
