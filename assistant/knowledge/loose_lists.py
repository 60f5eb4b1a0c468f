"""Lists whose marks CommonMark does not know: «— пункт», «а) пункт», «1.1. пункт», «1.Пункт», «-Пункт».

One such line may be a sentence; beside another of its kind, or right below a colon, it is an item. The mark
of a letter or of a compound number stays to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = (
    (re.compile(r"([ \t]*)[—–][ \t]+(?=\S)"), r"\1- "),
    (re.compile(r"([ \t]*)(?=[а-яa-z]\)[ \t]+\S)"), r"\1- "),
    (re.compile(r"([ \t]*)(?=\d{1,2}(?:\.\d{1,2})+[.)]?[ \t]+[^\W\d])"), r"\1- "),
    (re.compile(r"([ \t]*\d{1,2}[.)])(?=[А-ЯЁ«*])"), r"\1 "),
    (re.compile(r"([ \t]*)-(?=[А-ЯЁ«])"), r"\1- "),
)
_COLON = re.compile(r":(?:\*\*|__)?[ \t]*$")


def tidy_lists(lines: Sequence[str]) -> list[str]:
    """The lines with such marks written as those of a list."""
    kinds = [_kind(line) for line in lines]
    before = ["", *lines[:-1]]
    return [
        line
        if kind is None or not _has_company(at, kinds, before[at])
        else _KINDS[kind][0].sub(_KINDS[kind][1], line, count=1)
        for at, (line, kind) in enumerate(zip(lines, kinds, strict=True))
    ]


def _kind(line: str) -> int | None:
    if not line or line.lstrip()[:1] in ("", "#", "|", ">", "`"):
        return None
    return next((at for at, (mark, _) in enumerate(_KINDS) if mark.match(line)), None)


def _has_company(at: int, kinds: Sequence[int | None], before: str) -> bool:
    beside = (kinds[each] for each in (at - 1, at + 1) if 0 <= each < len(kinds))
    return kinds[at] in beside or _COLON.search(before) is not None
