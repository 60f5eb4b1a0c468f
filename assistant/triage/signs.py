"""Signs of an emergency weighed together: how much stands, for how many, and whether there is a way round.

The regulations name them («все или большинство пользователей», «обходного пути нет»); no single word
tells a quiet mass outage from a loud private one, their sum does. Weights and words: ``signs`` in
``docs/_data/triage.yml``; fitted on the examples of ``docs/_data/levels``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns

_PAGE = "_data/triage.yml"


@dataclass(frozen=True)
class Sign:
    """``weight`` is added where ``words`` fit; ``fact`` is the key of the fact that would settle it."""

    title: str
    weight: float
    fact: str
    words: Patterns


@dataclass(frozen=True, slots=True)
class Weighed:
    """``value`` above 0 speaks for an emergency; ``found`` are the signs with their words, heaviest first."""

    value: float
    found: tuple[tuple[Sign, Match], ...]


@dataclass(frozen=True)
class Signs:
    """All signs; ``judge`` is the weight of the judge's margin, ``start`` the sum without any sign.

    Below ``sure`` an emergency is doubtful; ``page`` is added where the request that fits is usually one.
    """

    judge: float
    start: float
    sure: float
    page: float
    signs: tuple[Sign, ...]

    @classmethod
    def from_figures(cls, figures: Figures) -> Signs:
        """Compile the signs.

        Raises:
            PageError: a part is missing or of the wrong type.
        """
        values = {
            name: figure(figures, f"triage.signs.{name}", float)
            for name in ("judge", "start", "sure", "page")
        }
        rows = figure(figures, "triage.signs.list", list)
        return cls(**values, signs=tuple(_sign(row) for row in rows))

    def weigh(self, text: NormalText, margin: float, *, is_usual: bool) -> Weighed:
        """Weigh a text (what stands now) with the judge's margin for «emergency».

        ``is_usual`` says that the request that fits is usually an emergency.
        """
        found = [(sign, match) for sign in self.signs if (match := sign.words.first(text))]
        value = self.start + self.judge * margin + self.page * is_usual
        value += sum(sign.weight for sign, _ in found)
        return Weighed(value, tuple(sorted(found, key=lambda each: -each[0].weight)))


def _sign(row: Any) -> Sign:
    if not isinstance(row, Mapping) or not {"title", "weight", "words"} <= row.keys():
        raise PageError(_PAGE, None, "в признаке нет title, weight или words", "допишите их")
    weight, words = row["weight"], row["words"]
    if not isinstance(weight, int | float) or not isinstance(words, list):
        raise PageError(
            _PAGE, None, f"признак «{row['title']}» не читается", "weight — число, words — список"
        )
    fact = str(row.get("fact", ""))
    return Sign(str(row["title"]), float(weight), fact, Patterns.from_lines(map(str, words)))
