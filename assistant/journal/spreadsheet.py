"""Cells of a CSV file that a spreadsheet program will open.

A cell that begins with «=», «+», «-», «@» or a tab would be run as a formula (OWASP, «CSV Injection»), so an
apostrophe goes in front of it; ``plain`` takes it away again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DELIMITERS = (";", ",", "\t")
# Russian spreadsheets expect a semicolon, and UTF-8 only with a mark.
DELIMITER = ";"
MARK = "\ufeff"


def neutral(value: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{value}" if _is_risky(value) else value


def plain(cell: str) -> str:
    """What ``neutral`` was given."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(value: str) -> bool:
    """Apostrophes of its own do not count: taking one away would make it a formula."""
    return value.lstrip("'").startswith(_RISKY)


def written(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A table as lines of CSV, the names of the columns first."""
    yield MARK + _line(columns)
    for row in rows:
        cells = ["" if row[name] is None else str(row[name]) for name in columns]
        yield _line(cells)


def delimiter_of(head: str) -> str:
    """The delimiter of a table by its first line: the one that parts it most often."""
    return max(_DELIMITERS, key=head.count)


def _line(cells: Sequence[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=DELIMITER).writerow([neutral(cell) for cell in cells])
    return buffer.getvalue()
