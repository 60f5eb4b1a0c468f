"""Fences as editors type them: the text that clings to the three marks is text of the fence.

CommonMark takes «```Здравствуйте!» for the name of a language, and goes on past «…поддержки.```» to the
end of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LANGUAGE = re.compile(
    r"\s*(?:[a-z][\w+#.-]*(?:\s.*)?|\w*\s*|\{.*\}\s*)$", re.IGNORECASE | re.DOTALL
)
_MARK = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})([^`]*)$")
_CLINGING_END = re.compile(r"^(?=.*[^`\s])[^`]*(`{3,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence with what clings to its marks: its content, the language it names.

    ``height`` counts its lines on the page, the opening mark included, where text clings to the end;
    it is 0 where CommonMark knows.
    """

    lines: tuple[str, ...]
    info: str
    height: int


def whole_fence(content: str, info: str, mark: str) -> Fence:
    """Take the text that clings to the marks of a fence into it."""
    lines = content.removesuffix("\n").split("\n") if content else []
    ends = (at for at, line in enumerate(lines) if _end_mark(line) == mark)
    height = 0
    if (last := next(ends, None)) is not None:
        lines = [*lines[:last], lines[last].rstrip().removesuffix(mark).rstrip()]
        height = last + 2
    if _LANGUAGE.match(info):
        return Fence(tuple(lines), info, height)
    return Fence((info.strip(), *lines), "", height)


def _end_mark(line: str) -> str:
    """The mark that clings to the end of a line of text, empty when none does."""
    match = _CLINGING_END.match(line)
    return match[1] if match else ""


def fenced(lines: Sequence[str]) -> list[bool]:
    """Whether each line is a fence's mark or stands in one, as far as lines alone can tell."""
    found: list[bool] = []
    opened = ""
    for line in lines:
        mark = _MARK.match(line)
        found.append(bool(opened or mark))
        if not opened:
            opened = mark[1] if mark else ""
        elif _end_mark(line) == opened or (
            mark and mark[1].startswith(opened) and not mark[2].strip()
        ):
            opened = ""
    return found
