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
        parts = [_compile(line) for line in lines if line.strip()]
        return cls(re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None)

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
def _compile(line: str) -> str:
    """The expression of a pattern, the choices of its first word written out.

    A branch that begins with a letter is passed over at once where the text has another one.
    """
    first, *others = line.lower().replace("ё", "е").split()
    rest = "".join(_GAP if token == ".." else _BETWEEN + _choice(token) for token in others)
    if first == "..":
        return _GAP + rest
    return "|".join(_word(word) + rest for word in first.split("|") if word)


def _choice(token: str) -> str:
    return f"(?:{'|'.join(_word(word) for word in token.split('|') if word)})"


def _word(word: str) -> str:
    stem = word.removesuffix("*")
    return re.escape(stem) + (r"\w*" if word.endswith("*") else "")
