"""Lines of a text with their ranges, read past the marks that mail programs leave.

Line ends of Windows, no-break spaces and invisible marks are seen as plain ones of the same length, so
that a range found here cuts the original.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_AS_SPACES = "\t\u00a0\u2007\u2009\u202f\u200b\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(_AS_SPACES, " " * len(_AS_SPACES))
_LONGEST_MARK = 400

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its range in the text, the line end left out, and its words without outer spaces.

    The words of a line too long to be the mark of any program are cut, so that no rule reads on.
    """

    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """The text as rules read it, as long as the original, character for character."""
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_PLAIN)


def lines_of(text: str) -> tuple[Line, ...]:
    """All lines of a text, empty ones included."""
    lines: list[Line] = []
    start = 0
    for words in plain(text).split("\n"):
        end = start + len(words)
        lines.append(Line(start, end, words.strip()[:_LONGEST_MARK]))
        start = end + 1
    return tuple(lines)


def joined(lines: Iterable[Line]) -> tuple[Range, ...]:
    """Ranges of lines in order, those of neighbours made one."""
    merged: list[Range] = []
    for line in lines:
        if merged and line.start == merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], line.end)
        else:
            merged.append((line.start, line.end))
    return tuple(merged)
