"""What a page says, line by line, without Markdown's marks: sentences, and cells of tables.

Lines as typed: what a macro puts in cannot part from ``_data``. Worked examples are passed over, since
their figures are events of the example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.page import Page

_EXAMPLES = ("пример", "метаданные", "история изменений")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:<[^>]*>|[^()]*(?:\([^()]*\)[^()]*)*)\)")
_START = re.compile(r"^\s*(?:(?:[-*+]|\d+[.)]|#{1,6}|>)\s+)*(?:\[[ xXхХ]\]\s+)?")
# «г. Москва» and «ул. Ленина» go on: what ends a sentence is longer than an abbreviation.
_SENTENCE = re.compile(
    r"(?<=\w\w\w[.!?])\s+(?=[^\W\d_])|(?<=[)»\d][.!?])\s+(?=[A-ZА-ЯЁ])|(?<=;)\s+"
)
_RULE = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a table cell.

    ``around`` is what else names its subject, the nearest first: for a cell the row's first cell and the
    column's head. ``headings`` are those above it, the nearest first, the page's title last.
    """

    text: str
    line: int
    around: tuple[str, ...]
    headings: tuple[str, ...]
    is_cell: bool


def pieces_of(page: Page) -> Iterator[Piece]:
    """Sentences and cells of a page in order."""
    headings = _headings(page)
    heads: tuple[str, ...] = ()
    for number, typed in enumerate(page.lines, start=1):
        above = headings.get(number)
        text = _plain(typed)
        is_row = text.startswith("|")
        if not is_row:
            heads = ()
        if above is None or not text or _RULE.match(text):
            continue
        if not is_row:
            yield from (
                Piece(each, number, (), above, is_cell=False) for each in _SENTENCE.split(text)
            )
            continue
        cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
        if not heads:
            heads = cells
            continue
        yield from _row(cells, heads, number, above)


def _row(
    cells: tuple[str, ...], heads: tuple[str, ...], number: int, above: tuple[str, ...]
) -> Iterator[Piece]:
    for at, cell in enumerate(cells):
        first = (cells[0],) if at else ()
        yield Piece(cell, number, (*first, *heads[at : at + 1]), above, is_cell=True)


def _plain(line: str) -> str:
    return _START.sub("", _LINK.sub(r"\1", line)).replace("**", "").replace("`", "").strip()


def _headings(page: Page) -> dict[int, tuple[str, ...]]:
    """Headings above each typed line; lines of examples and of the metadata are left out."""
    found: dict[int, tuple[str, ...]] = {}
    for section in page.document.sections:
        names = (section.title, *reversed(section.trail), page.document.title)
        kept = tuple(dict.fromkeys(name for name in names if name))
        is_example = any(word in " / ".join(kept[:-1]).lower() for word in _EXAMPLES)
        for line in range(page.typed_line(section.line), page.typed_line(section.end_line - 1) + 1):
            if is_example:
                found.pop(line, None)
            else:
                found[line] = kept
    return found
