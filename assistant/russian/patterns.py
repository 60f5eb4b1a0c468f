"""Word patterns that editors write in ``docs/_data``, compiled for the normalised text.

A pattern is words with spaces between them: ``слово`` stands for itself, ``слов*`` for any ending,
``вход|выход*`` for one of several (words that belong together inside it stand as ``не_мог*``), ``..`` for
up to four words in between. «ё» and case do not matter.
Nothing else has a meaning, so that an editor cannot write an expression that hangs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.russian.normal import NormalText

_BETWEEN = r"[^\w.!?;]+"
_GAP = rf"(?:{_BETWEEN}\w+){{0,4}}?"
# Between the words of what is said to be so stands no «не».
_AFFIRMED_GAP = rf"(?:{_BETWEEN}(?!(?:не|ни|нет|без)\b)\w+){{0,4}}?"
_AFFIRMED = r"(?<!не )(?<!ни )"


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of a normalised text that a pattern fits: its range and the original words."""

    start: int
    end: int
    words: str


class Patterns:
    """Some patterns of which any may fit."""

    def __init__(self, expression: re.Pattern[str] | None) -> None:
        self._expression = expression

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, affirmed: bool = False) -> Patterns:
        """Compile patterns; no pattern at all fits nothing.

        ``affirmed`` patterns fit only what is said to be so: no «не» before them or in their gaps.
        """
        kept = [line for line in lines if line.strip()]
        branches = [branch for line in kept for branch in _branches(line, affirmed)]
        if not branches:
            return cls(None)
        before = _AFFIRMED if affirmed else ""
        return cls(re.compile(rf"{before}(?<!\w)(?:{_by_first_letter(branches)})(?!\w)"))

    def __bool__(self) -> bool:
        return self._expression is not None

    def first(self, text: NormalText) -> Match | None:
        """The first place that fits."""
        return next(iter(self.all(text)), None)

    def at(self, text: NormalText, start: int) -> Match | None:
        """A fit that begins where a word of the text does."""
        match = self._expression.match(text.text, start) if self._expression else None
        return match and Match(match.start(), match.end(), text.cut(match.start(), match.end()))

    def all(self, text: NormalText, start: int = 0, end: int | None = None) -> Iterable[Match]:
        """Every place that fits in a range of the text, in order."""
        if self._expression is None:
            return
        last = len(text.text) if end is None else end
        for match in self._expression.finditer(text.text, start, last):
            yield Match(match.start(), match.end(), text.cut(match.start(), match.end()))


@lru_cache(maxsize=4096)
def _branches(line: str, affirmed: bool) -> tuple[str, ...]:
    """Expressions of a pattern, one for each choice of its first word."""
    gap = _AFFIRMED_GAP if affirmed else _GAP
    first, *others = line.lower().replace("ё", "е").split()
    rest = "".join(gap if token == ".." else _BETWEEN + _choice(token) for token in others)
    if first == "..":
        return (gap + rest,)
    return tuple(_word(word) + rest for word in first.split("|") if word)


def _by_first_letter(branches: list[str]) -> str:
    """One expression that looks only at the branches which begin as the text does.

    Branches with other first letters never fit at the same place, so their order does not matter.
    """
    if not all(branch[0].isalnum() for branch in branches):
        return "|".join(branches)
    groups: dict[str, list[str]] = {}
    for branch in branches:
        groups.setdefault(branch[0], []).append(branch[1:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in groups.items())


def _choice(token: str) -> str:
    return f"(?:{'|'.join(_word(word) for word in token.split('|') if word)})"


def _word(choice: str) -> str:
    return _BETWEEN.join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
        for word in choice.split("_")
    )
