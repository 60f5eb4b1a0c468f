"""Under which anchor a request was known before its page was replaced.

The phrase bank and ``docs/_data/scope.yml`` name requests by our anchors. A document of the department that
replaces one of ours has others, made from its headings; its requests are then known by their titles,
which the first line of each file of the bank repeats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from assistant.knowledge.requests import Request
from assistant.retrieval.lexical import terms_of
from assistant.retrieval.synonyms import Synonyms

# Of the 1 770 pairs of our own 60 titles the likest two (both about codes by SMS) reach 0.39.
_LIKE = 0.5
_LEAD = 0.1
_REMARK = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class _Titles:
    """Titles as sets of stems with the weight of each stem, the rarer the heavier."""

    weights: Mapping[str, float]
    unknown: float

    @classmethod
    def from_words(cls, titles: Iterable[frozenset[str]]) -> _Titles:
        known = tuple(titles)
        counts = Counter(word for words in known for word in words)
        weights = {word: log(1 + len(known) / count) for word, count in counts.items()}
        return cls(weights, log(1 + len(known)))

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weight of the words two titles share over that of all their words, 0…1."""
        whole = self._weight(one | other)
        return self._weight(one & other) / whole if whole else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self.weights.get(word, self.unknown) for word in words)


def carried_anchors(
    requests: Iterable[Request], titles: Mapping[str, str], synonyms: Synonyms
) -> Mapping[str, str]:
    """Present anchor → our anchor, for requests whose title is that of one no page has any more.

    ``titles`` are those of our requests by anchor. Titles that agree by half or less carry nothing over,
    nor does one that two others are about equally like.
    """
    present = {request.anchor: request.title for request in requests}
    ours = {anchor: _words(title, synonyms) for anchor, title in titles.items()}
    weighing = _Titles.from_words(ours.values())
    lost = {anchor: words for anchor, words in ours.items() if anchor not in present}
    fresh = {
        anchor: _words(title, synonyms)
        for anchor, title in present.items()
        if lost and anchor not in ours
    }
    forward = {new: _nearest(words, lost, weighing) for new, words in fresh.items()}
    back = {old: _nearest(words, fresh, weighing) for old, words in lost.items()}
    return {new: old for new, old in forward.items() if old and back[old] == new}


def _nearest(words: frozenset[str], others: Mapping[str, frozenset[str]], weighing: _Titles) -> str:
    """The anchor of the likest title, empty when none is like enough or two are."""
    likest = sorted(
        ((weighing.likeness(words, each), anchor) for anchor, each in others.items()), reverse=True
    )
    best, second = [*likest, (0.0, ""), (0.0, "")][:2]
    return best[1] if best[0] >= _LIKE and best[0] - second[0] >= _LEAD else ""


def _words(title: str, synonyms: Synonyms) -> frozenset[str]:
    """Stems of a title without its remark in brackets, each as the first of those that say the same."""
    terms = terms_of(_REMARK.sub(" ", title)) or terms_of(title)
    return frozenset(min((term, *synonyms.by_stem.get(term, ()))) for term in terms)
