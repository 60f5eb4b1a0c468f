"""A rule: one pattern that finds facts of one key, and the words without which it cannot match.

Most rules do not concern most tickets. A rule names cheap substrings (``hints``), one of which
stands in every text it matches; where none does, the pattern is not run, and a pattern that no
ticket has asked for yet is not even compiled, which keeps a cold start short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.russian.expression import deferred

# A space of a pattern, in a class, a look-behind or outside of both.
_SPACE_OR_CLASS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[=!][^()]*\)| ", re.DOTALL)
_SPACES = r"(?:\s{1,3})"


@dataclass(frozen=True, slots=True)
class Rule:
    """``source`` is a pattern over the normalised twin; its group ``value``, if any, is the fact.

    ``hints`` are one or two sets of substrings, each of which has to give one to any match.
    """

    key: str
    hints: tuple[frozenset[str], ...]
    source: str
    needs: frozenset[str]

    @classmethod
    def of(cls, key: str, hints: str, source: str, *, needs: str = "") -> Rule:
        """Make a rule; ``source`` is read by ``compile_spaced``.

        ``hints`` are words split at «|»; «&» parts two lists, each of which has to give one
        word. ``needs`` are words, one of which has to stand anywhere in the text: without
        «заявка» near by «молчат» is not the status of a request.
        """
        groups = tuple(_split(group) for group in hints.split("&") if group)
        return cls(key, groups, source, _split(needs))

    def is_in_context(self, text: str) -> bool:
        """Whether one of the needed words, where there are any, stands anywhere in a text."""
        for word in self.needs:  # a plain loop: any() with a generator costs twice as much here
            if word in text:
                return True
        return not self.needs

    def spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Ranges of the facts of this rule in a range of a normalised text, in order."""
        pattern = compile_spaced(self.source)
        match = pattern.search(text, start, end)
        if match is None:  # so it is for most rules; a search costs half of an iterator
            return []
        narrowed = "value" in pattern.groupindex
        return [
            found.span("value" if narrowed and found.group("value") is not None else 0)
            for found in pattern.finditer(text, match.start(), end)
        ]


def _split(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split("|") if word)


@cache
def compile_spaced(source: str) -> re.Pattern[str]:
    """A pattern whose plain spaces stand for up to three white spaces of any kind.

    Customers double spaces and break lines mid-phrase. In a look-behind, whose width is fixed,
    and in a class a space is one white space. Compiled when it is first used.
    """
    return deferred(lambda: re.compile(_SPACE_OR_CLASS.sub(_spaced, source)))


def _spaced(match: re.Match[str]) -> str:
    piece = match.group()
    if piece == " ":
        return _SPACES
    return piece.replace(" ", r"\s") if piece[0] in "[(" else piece
