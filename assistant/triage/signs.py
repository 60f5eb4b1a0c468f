"""Signs of an emergency weighed together: how much stands, for how many, and whether there is a way round.

The regulations name them («все или большинство пользователей», «обходного пути нет»); no single word
tells a quiet mass outage from a loud private one, their sum does. Weights and words: ``signs`` in
``docs/_data/triage.yml``; fitted on the examples of ``docs/_data/levels``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns

_PAGE = "_data/triage.yml"
_ENDS = expression(r"[.!?;\n](?=\s|$)")


@dataclass(frozen=True)
class Sign:
    """``weight`` is added where ``words`` fit; ``fact`` is the key of the fact that would settle it."""

    title: str
    weight: float
    fact: str
    words: Patterns


@dataclass(frozen=True, slots=True)
class Weighed:
    """``value`` above 0 speaks for an emergency; ``found`` are the signs for it with their words, heaviest first."""

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
        found = [(sign, list(sign.words.all(text))) for sign in self.signs]
        against = [(sign, fits[0]) for sign, fits in found if fits and sign.weight < 0]
        speaking = [(sign, fits) for sign, fits in found if fits and sign.weight > 0]
        together = _heaviest(speaking, [end.start() for end in _ENDS.finditer(text.text)])
        value = self.start + self.judge * margin + self.page * is_usual
        value += sum(sign.weight for sign, _ in (*together, *against))
        return Weighed(value, tuple(sorted(together, key=lambda each: -each[0].weight)))


def _heaviest(
    speaking: Sequence[tuple[Sign, Sequence[Match]]], ends: Sequence[int]
) -> list[tuple[Sign, Match]]:
    """The signs, with their first words, of those two neighbouring sentences that weigh most.

    ``ends`` are places where sentences end. In a long letter signs of several matters add up to nothing.
    """
    placed = [(bisect_left(ends, fit.start), sign, fit) for sign, fits in speaking for fit in fits]
    windows = []
    for first in sorted({at for at, _, _ in placed}):
        inside: dict[str, tuple[Sign, Match]] = {}
        for at, sign, fit in placed:
            if first <= at <= first + 1:
                inside.setdefault(sign.title, (sign, fit))
        windows.append(list(inside.values()))
    return max(windows, key=lambda window: sum(sign.weight for sign, _ in window), default=[])


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
