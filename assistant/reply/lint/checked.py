"""The text of a reply made ready for the rules: what is no wording of ours is blanked out.

A slot in brackets is reported as empty and judged no further; what stands in «ёлочки» is quoted from a
screen or from the customer.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from assistant.knowledge.templates import find_slots
from assistant.reply.lint.finding import Finding
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText, normalise
from assistant.russian.words import Word, words_of

_QUOTED = expression(r"«[^«»\n]{1,200}»")
_END = expression(r"[.!?…]+(?=\s|\Z)|\n\s*\n|\n(?=[ \t]*(?:[•–—*-]|\d+[.)])\s)")


@dataclass(frozen=True)
class CheckedText:
    """``original`` as typed; every range of the rules is of the twin ``normal``."""

    original: str

    @cached_property
    def normal(self) -> NormalText:
        """The normalised twin."""
        return normalise(self.original)

    @cached_property
    def bare(self) -> NormalText:
        """The twin with slots blanked out, letter for letter."""
        return _blanked(self.normal, [(each.start, each.end) for each in find_slots(self.original)])

    @cached_property
    def own(self) -> NormalText:
        """The twin with slots and quotations blanked out: our own wording."""
        quoted = [match.span() for match in _QUOTED.finditer(self.original)]
        return _blanked(self.bare, quoted)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words of the twin with their stems, slots left out."""
        return words_of(self.bare)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Range of the sentence or list item around a range of the twin."""
        text = self.normal.text
        first = max((match.end() for match in _END.finditer(text, 0, start)), default=0)
        last = _END.search(text, end)
        return first, last.start() if last else len(text)

    def finding(self, severity: str, code: str, message: str, start: int, end: int) -> Finding:
        """A finding at a range of the twin."""
        return Finding(severity, code, message, *self.normal.span(start, end))


def _blanked(text: NormalText, ranges: list[tuple[int, int]]) -> NormalText:
    """A twin with ranges of the original blanked out."""
    if not ranges:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in ranges:
        first, last = bisect_left(text.offsets, start), bisect_left(text.offsets, end)
        pieces += (text.text[done:first], " " * (last - first))
        done = last
    return NormalText(text.original, "".join(pieces) + text.text[done:], text.offsets)
