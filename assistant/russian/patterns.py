"""Word patterns that editors write in ``docs/_data``, compiled for the normalised text.

A pattern is words with spaces between them: ``слово`` stands for itself, ``слов*`` for any ending,
``вход|выход*`` for one of several, ``..`` for up to four words in between. «ё» and case do not matter.
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
    def from_lines(cls, lines: Iterable[str]) -> Patterns:
        """Compile patterns; no pattern at all fits nothing."""
        branches = [branch for line in lines if line.strip() for branch in _branches(line)]
        if not branches:
            return cls(None)
        return cls(re.compile(rf"(?<!\w)(?:{_by_first_letter(branches)})(?!\w)"))

    def __bool__(self) -> bool:
        return self._expression is not None

    def first(self, text: NormalText) -> Match | None:
        """The first place that fits."""
        return next(iter(self.all(text)), None)

    def all(self, text: NormalText) -> Iterable[Match]:
        """Every place that fits, in order."""
        if self._expression is None:
            return
        for match in self._expression.finditer(text.text):
            yield Match(match.start(), match.end(), text.cut(match.start(), match.end()))


@lru_cache(maxsize=4096)
def _branches(line: str) -> tuple[str, ...]:
    """Expressions of a pattern, one for each choice of its first word."""
    first, *others = line.lower().replace("ё", "е").split()
    rest = "".join(_GAP if token == ".." else _BETWEEN + _choice(token) for token in others)
    if first == "..":
        return (_GAP + rest,)
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


def _word(word: str) -> str:
    stem = word.removesuffix("*")
    return re.escape(stem) + (r"\w*" if word.endswith("*") else "")
