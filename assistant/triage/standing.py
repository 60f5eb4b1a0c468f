"""What of a message speaks of something that stands wrong now.

An outage may be over, planned, supposed, or somebody else's; such sentences set off no alarm. What the
message says beside them still does: doubt goes up (regulation «Классификация и приоритизация
обращений»), so a sentence is put aside only where its own words say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns

_PAGE = "_data/triage.yml"
# Ends of a sentence, and a turn within it: what follows «но», «однако» may be another state of things.
_ENDS = expression(r"[.!?;\n]+(?=\s|$)|\n|,?\s(?=(?:но|однако|зато|теперь)\s)|,\s(?=а\s)|\s[—–-]\s")
# In a chat a sentence may run over several lines.
_SENTENCE_ENDS = expression(r"[.!?;]+(?=\s|$)|\n\s*\n")
OVER = "over"
SUPPOSED = "supposed"
PLANNED = "planned"
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Standing:
    """``text`` is the message with what is not so now blanked out, of the same length.

    ``aside`` holds why each part was put aside (``OVER``, ``SUPPOSED``, ``PLANNED``, ``ELSEWHERE``)
    with the words that say so.
    """

    text: NormalText
    aside: Mapping[str, Match]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was put aside."""
        return not self.aside


@dataclass(frozen=True)
class Tenses:
    """Words that tell what is so now from what is not (``standing`` in ``triage.yml``)."""

    over: Patterns
    past: Patterns
    now: Patterns
    condition: Patterns
    future: Patterns
    planned: Patterns
    elsewhere: Patterns
    own: Patterns

    @classmethod
    def from_figures(cls, figures: Figures) -> Tenses:
        """Compile the words.

        Raises:
            PageError: a list is missing or is none.
        """
        lists = figure(figures, "triage.standing", dict)
        return cls(**{name: _words(lists, name) for name in cls.__dataclass_fields__})

    def standing(self, text: NormalText) -> Standing:
        """Put aside what is not so now.

        Of a message that says that all is well again, everything up to those words goes, and what
        follows stays unless it is about a day gone by.
        """
        over = next(iter(self.over.all(text)), None)
        aside: dict[str, Match] = {}
        blanked = list(text.text)
        for start, end in _parts(text.text, _ENDS):
            sentence = _cut(text, start, end)
            why, match = self._why_aside(sentence, over, start)
            if match is None:
                continue
            aside.setdefault(why, match)
            blanked[start:end] = "." * (end - start)
        return Standing(replace(text, text="".join(blanked)), aside)

    def _why_aside(
        self, sentence: NormalText, over: Match | None, start: int
    ) -> tuple[str, Match | None]:
        if over is not None and (start < over.end or self.past.first(sentence)):
            return OVER, over
        if self.now.first(sentence):
            return "", None
        if self.condition.first(sentence) and (found := self.future.first(sentence)):
            return SUPPOSED, found
        if found := self.planned.first(sentence):
            return PLANNED, found
        if self.own.first(sentence) is None and (found := self.elsewhere.first(sentence)):
            return ELSEWHERE, found
        return "", None


def sentences(text: NormalText) -> Iterator[NormalText]:
    """The whole sentences of a text, turns within them included."""
    for start, end in _parts(text.text, _SENTENCE_ENDS):
        yield _cut(text, start, end)


def _parts(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in ends.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _cut(text: NormalText, start: int, end: int) -> NormalText:
    return NormalText(text.original, text.text[start:end], text.offsets[start:end])


def _words(lists: Mapping[str, Any], name: str) -> Patterns:
    lines = lists.get(name)
    if not isinstance(lines, list):
        raise PageError(_PAGE, None, f"«standing.{name}» — не список образцов", "начните с дефиса")
    return Patterns.from_lines((str(line) for line in lines), affirmed=name == "over")
