"""Word patterns that editors write in ``docs/_data``, compiled for the normalised text.

A pattern is words with spaces between them: ``слово`` stands for itself, ``слов*`` for any ending,
``вход|выход*`` for one of several (words that belong together inside it stand as ``не_мог*``), ``..`` for
up to four words in between. «ё» and case do not matter.
Nothing else has a meaning, so that an editor cannot write an expression that hangs.

Most patterns fit no word of most texts. So branches are filed by the letters they begin with, only those
a word of the text begins with are tried, and only at that word; what no text has asked for yet is not
even compiled, which keeps a cold start short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.russian.normal import NormalText

_BETWEEN = r"[^\w.!?;]+"
_GAP = rf"(?:{_BETWEEN}\w+){{0,4}}?"
# Between the words of what is said to be so stands no «не».
_AFFIRMED_GAP = rf"(?:{_BETWEEN}(?!(?:не|ни|нет|без)\b)\w+){{0,4}}?"
_AFFIRMED = r"(?<!\bне )(?<!\bни )"
# What a place where a pattern may begin begins with: some letters of a word, or a mark.
_LETTERS = 3
_OPENING = re.compile(rf"\w{{1,{_LETTERS}}}|[^\w\s]")
_PLACE = re.compile(rf"(?<!\w)(?:{_OPENING.pattern})")


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of a normalised text that a pattern fits: its range and the original words."""

    start: int
    end: int
    words: str


class Patterns:
    """Some patterns of which any may fit."""

    def __init__(self, branches: Iterable[_Branch], before: str) -> None:
        """Take branches, the preferred first; ``before`` is a look-behind that holds for each."""
        kept = tuple(branches)
        self._before = before
        self._letters = min((branch.letters for branch in kept), default=_LETTERS)
        self._groups: dict[str, list[_Branch]] = {}
        for branch in kept:
            self._groups.setdefault(branch.opening[: self._letters], []).append(branch)
        self._expressions: dict[str, re.Pattern[str]] = {}

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, affirmed: bool = False) -> Patterns:
        """Read patterns; no pattern at all fits nothing.

        ``affirmed`` patterns fit only what is said to be so: no «не» before them or in their gaps.
        """
        kept = (line for line in lines if line.strip())
        branches = (branch for line in kept for branch in _branches(line, affirmed))
        return cls(branches, _AFFIRMED if affirmed else "")

    def __bool__(self) -> bool:
        return bool(self._groups)

    def first(self, text: NormalText) -> Match | None:
        """The first place that fits."""
        spans = self._spans(text.text, 0, len(text.text))
        return next((_match(text, *span) for span in spans), None)

    def at(self, text: NormalText, start: int) -> Match | None:
        """A fit that begins where a word of the text does."""
        place = _PLACE.match(text.text, start)
        opening = place.group()[: self._letters] if place else ""
        if opening not in self._groups:
            return None
        match = self._expression(opening).match(text.text, start)
        return _match(text, *match.span()) if match else None

    def all(self, text: NormalText, start: int = 0, end: int | None = None) -> Iterable[Match]:
        """Every place that fits in a range of the text that cuts no word, in order."""
        last = len(text.text) if end is None else end
        return [_match(text, *span) for span in self._spans(text.text, start, last)]

    def _spans(self, twin: str, start: int, end: int) -> Iterable[tuple[int, int]]:
        if not self._letters:
            found = self._expression("").finditer(twin, start, end)
            return (match.span() for match in found)
        openings = _openings(twin, self._letters)
        awake = self._groups.keys() & openings.keys()
        if not awake:  # so it is for most patterns
            return ()
        places = [
            (at, opening)
            for opening in awake
            if opening in self._expressions or self._may_fit(opening, twin)
            for at in openings[opening]
            if start <= at
        ]
        return self._tried(twin, sorted(places), end)

    def _tried(
        self, twin: str, places: Iterable[tuple[int, str]], end: int
    ) -> Iterator[tuple[int, int]]:
        done = 0
        for at, opening in places:
            if at >= done and (match := self._expression(opening).match(twin, at, end)):
                done = match.end()
                yield at, done

    def _may_fit(self, opening: str, twin: str) -> bool:
        """Whether a text has a word for every word of a branch: else it need not be compiled for it."""
        openings = _openings(twin, _LETTERS).keys()
        return any(
            all(not openings.isdisjoint(choices) for choices in _needs(branch.others))
            for branch in self._groups[opening]
        )

    def _expression(self, opening: str) -> re.Pattern[str]:
        """The branches filed under an opening, compiled when a text first asks for them."""
        known = self._expressions.get(opening)
        if known is None:
            choices = "|".join(branch.expression() for branch in self._groups[opening])
            known = re.compile(rf"{self._before}(?<!\w)(?:{choices})(?!\w)")
            self._expressions[opening] = known
        return known


@dataclass(frozen=True, slots=True)
class _Branch:
    """A pattern with one choice of its first word."""

    first: str
    others: tuple[str, ...]
    affirmed: bool

    @property
    def opening(self) -> str:
        """What a place where it fits begins with, as ``_openings`` cuts it; empty where anything may."""
        return _opening(self.first)

    @property
    def letters(self) -> int:
        """How much of its opening is sure to stand there: «в*» fits «во», too, «в» does not."""
        return _sure_letters(self.first)

    def expression(self) -> str:
        """The branch as a regular expression."""
        gap = _AFFIRMED_GAP if self.affirmed else _GAP
        rest = "".join(gap if token == ".." else _BETWEEN + _choice(token) for token in self.others)
        return gap + rest if self.first == ".." else _word(self.first) + rest


@lru_cache(maxsize=4096)
def _branches(line: str, affirmed: bool) -> tuple[_Branch, ...]:
    """A pattern once for each choice of its first word."""
    first, *others = line.lower().replace("ё", "е").split()
    return tuple(_Branch(word, tuple(others), affirmed) for word in first.split("|") if word)


@lru_cache(maxsize=64)
def _openings(text: str, letters: int) -> Mapping[str, Sequence[int]]:
    """Where each opening stands in a text."""
    found: dict[str, list[int]] = {}
    for match in _PLACE.finditer(text):
        found.setdefault(match.group()[:letters], []).append(match.start())
    return found


@lru_cache(maxsize=16_384)
def _needs(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Openings of the choices of each word of a pattern, one of which a text has to have."""
    choices = ([choice for choice in word.split("|") if choice] for word in words if word != "..")
    return tuple(
        frozenset(map(_opening, each))
        for each in choices
        if all(_sure_letters(choice) == _LETTERS for choice in each)
    )


def _opening(choice: str) -> str:
    first = choice.partition("_")[0]
    found = None if first[:1] in ".*" else _OPENING.match(first)
    return found.group() if found else ""


def _sure_letters(choice: str) -> int:
    opening = _opening(choice)
    goes_on = not opening or choice.startswith(f"{opening}*")
    return len(opening) if goes_on else _LETTERS


def _match(text: NormalText, start: int, end: int) -> Match:
    return Match(start, end, text.cut(start, end))


def _choice(token: str) -> str:
    return f"(?:{'|'.join(_word(word) for word in token.split('|') if word)})"


def _word(choice: str) -> str:
    return _BETWEEN.join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
        for word in choice.split("_")
    )
