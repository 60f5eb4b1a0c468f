"""Search: the ranker's verdict, nearest phrases by meaning and by words, fused by weighted sum.

Score fusion, not rank fusion: a leg that knows little then weighs little (docs/_dev/search.md holds
the table of what was measured). Too weak a best hit is said out loud as ``abstained``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assistant.retrieval.index import Index
from assistant.retrieval.lexical import terms_of
from assistant.retrieval.pieces import statements_of
from assistant.retrieval.reranker import Reranker
from assistant.retrieval.synonyms import NO_SYNONYMS, Synonyms
from assistant.russian.expression import expression

Values = npt.NDArray[np.float32]

# Fitted on the tuning half of the golden set, reported on the other half (docs/_dev/search.md).
_RANKER, _DENSE, _LEXICAL = 1.0, 0.2, 0.2
# How far a request may stay behind «nothing», and how much the kind of the message weighs there: one that
# asks for nothing, or does not say for what, has to lead further.
_MIN_LEAD_OVER_NOTHING, _KIND = -0.15, 0.7
# Strangers' letters are told by themselves (``triage.kind``).
_EMPTY_KINDS, _STRANGER = frozenset({"not_a_request", "incomplete"}), "stranger"
_SYNONYM = 0.3
_WEAK, _LEVEL = -0.2, 0.05
_NEAREST = 200
# What the loudest statement of a letter weighs beside the whole, and how many are heard.
_LOUDEST = 0.2
_STATEMENTS = 12
_TOP = 3
# How many of the best a reranker reads, and what its word weighs beside the similarity.
_RERANKED, _RERANKER = 5, 0.2
_MAX_QUERY = 4_000
# The name of the site, and any other address: its letters say nothing of the matter.
_ADDRESS = expression(
    r"(?<![\w@.-])(?:(?:https?://|www\.)\S+|(?:[\w-]+\.){0,3}pass24\.online\b(?:/\S*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found: ``similarity`` in −1…1, larger is closer; ``why`` in words for the agent."""

    item_id: str
    similarity: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """Requests and sections, best first.

    ``abstained`` says that no request fits well enough, ``unsure`` that the two best are both weak and
    level: worth showing, not worth answering with. ``fit`` is the similarity of the best request before
    any reranking, −1 without one: whoever judges by how well something fits reads this one, so that a
    reranker changes the order alone.
    """

    requests: tuple[Hit, ...]
    sections: tuple[Hit, ...]
    abstained: bool
    unsure: bool
    fit: float


def _query(text: str) -> str:
    """What of a text is searched for; an address that stands alone is."""
    cut = text[:_MAX_QUERY]
    without = _ADDRESS.sub(" ", cut)
    return without if without.strip() else cut


class Searcher:
    """Searches one loaded index; ``reranker`` reads the best again, None leaves them as they are."""

    def __init__(
        self, index: Index, synonyms: Synonyms = NO_SYNONYMS, reranker: Reranker | None = None
    ) -> None:
        self.index = index
        self.reranker = reranker
        self._synonyms = synonyms
        self._requests = _Groups(index, "request")
        self._section_groups = _Groups(index, "section")
        order = {item: at for at, item in enumerate(index.ranker.classes)}
        self._ranker_columns = np.array(
            [order.get(item, -1) for item in self._requests.items], dtype=np.int64
        )
        self._nothing_column = order.get("", -1)

    def find(self, text: str, count: int = 5) -> Found:
        """Find what fits a text; a text without a known word fits nothing."""
        query = _query(text)
        terms = terms_of(query)
        lexical = self._words(terms)
        meaning = self.index.encoder.encode_queries([query])
        cosine = self._cosines(meaning)
        own, nothing = self._heard(query)
        items = self._requests.items
        dense = self._requests.nearest(cosine)
        words = self._requests.nearest(lexical)
        words = words / max(float(lexical.max(initial=0.0)), 1e-9)
        fused = _RANKER * np.clip(own, -1, 1) + _DENSE * dense + _LEXICAL * words
        fused /= _RANKER + _DENSE + _LEXICAL
        order = np.argsort(-fused, kind="stable")[: max(count, _RERANKED)]
        requests = tuple(
            Hit(items[at], float(fused[at]), self._why(int(at), cosine, terms)) for at in order
        )
        abstained = not requests or not terms or self._is_empty(query, own[order[0]] - nothing)
        unsure = abstained or _is_level(requests)
        fit = requests[0].similarity if requests else -1.0
        if self.reranker is not None and requests:
            texts = [self._shown(int(at), cosine) for at in order[:_RERANKED]]
            requests = _reranked(requests, self.reranker.relevance(query, texts))
        sections = self._sections(cosine, lexical, count)
        return Found(requests[:count], sections, abstained, unsure, fit)

    @property
    def requests(self) -> Sequence[str]:
        """Identifiers of the requests, in the order of the index."""
        return self._requests.items

    def leads(self, text: str) -> Values:
        """How far each request leads the class «nothing» on a text, by the ranker alone.

        One value a request, in the order of the index; margins are clipped to −1…1.
        """
        own, nothing = self._margins(_query(text))
        return np.asarray(np.clip(own, -1, 1) - max(nothing, -1.0), dtype=np.float32)

    def _heard(self, query: str) -> tuple[Values, float]:
        """Margins of the whole with a share of each request's loudest statement.

        The matter of a letter is often one sentence among others.
        """
        own, nothing = self._margins(query)
        statements = statements_of(query)[:_STATEMENTS]
        if len(statements) < 2:
            return own, nothing
        loudest = np.max([self._margins(each)[0] for each in statements], axis=0)
        return (1 - _LOUDEST) * own + _LOUDEST * loudest, nothing

    def _is_empty(self, query: str, lead: float) -> bool:
        """Whether nothing fits a message whose best request leads «nothing» by ``lead``."""
        kinds = self.index.judges.margins("kinds", query)
        empty = [margin for kind, margin in kinds.items() if kind in _EMPTY_KINDS]
        asking = [
            margin for kind, margin in kinds.items() if kind not in {*_EMPTY_KINDS, _STRANGER}
        ]
        emptiness = max(empty) - max(asking) if empty and asking else 0.0
        return lead < _MIN_LEAD_OVER_NOTHING + _KIND * emptiness

    def _margins(self, query: str) -> tuple[Values, float]:
        """The ranker's margin of each request and of «nothing»; −1 for what it has not learnt."""
        margins = self.index.ranker.margins_of(query)
        own = np.where(self._ranker_columns >= 0, margins[self._ranker_columns], -1.0)
        nothing = float(margins[self._nothing_column]) if self._nothing_column >= 0 else -1.0
        return own, nothing

    def _words(self, terms: tuple[str, ...]) -> Values:
        """BM25 of every passage; synonyms of the query's words count for less than the words."""
        lexical = self.index.lexical.score(terms)
        others = self._synonyms.of(terms)
        return lexical + _SYNONYM * self.index.lexical.score(others) if others else lexical

    def rival_of(self, phrase: str, item_id: str) -> str:
        """The request whose other phrases lie nearer to a phrase than its own request's, else empty.

        By meaning and words alone: the ranker has learnt the phrase by heart.
        """
        if not self._requests.items:
            return ""
        terms = terms_of(phrase)
        cosine = self._cosines(self.index.encoder.encode_queries([phrase]))
        lexical = self.index.lexical.score(terms)
        lexical = lexical / max(float(lexical.max(initial=0.0)), 1e-9)
        for row, passage in enumerate(self.index.passages):
            if passage.text == phrase:
                cosine[row] = lexical[row] = 0.0
        fused = self._requests.nearest(cosine) + self._requests.nearest(lexical)
        best = self._requests.items[int(np.argmax(fused))]
        return "" if best == item_id else best

    def _cosines(self, meaning: Values) -> Values:
        """Similarity of each passage; those beyond the nearest get that of the last of them."""
        similarities, rows = self.index.vectors.search(meaning, _NEAREST)
        found = rows >= 0
        floor = float(similarities[found].min(initial=1.0))
        cosine = np.full(len(self.index.passages), floor, dtype=np.float32)
        cosine[rows[found]] = similarities[found]
        return cosine

    def _sections(self, cosine: Values, lexical: Values, count: int) -> tuple[Hit, ...]:
        items = self._section_groups.items
        if not items:
            return ()
        words = self._section_groups.nearest(lexical)
        words = words / max(float(words.max(initial=0.0)), 1e-9)
        fused = (words + np.clip(self._section_groups.nearest(cosine), 0, 1)) / 2
        order = np.argsort(-fused, kind="stable")[:count]
        return tuple(Hit(items[at], float(fused[at]), "") for at in order if fused[at] > 0)

    def _shown(self, item: int, cosine: Values) -> str:
        """What a reranker reads of a request: its title and nearest client phrase."""
        title = self.index.passages[self._requests.rows[item][0]].text
        return f"{title}. {self._nearest_phrase(item, cosine)}"

    def _nearest_phrase(self, item: int, cosine: Values) -> str:
        rows = self._requests.rows[item]
        row = int(rows[int(np.argmax(cosine[rows]))])
        return self.index.passages[row].text

    def _why(self, item: int, cosine: Values, terms: tuple[str, ...]) -> str:
        """Nearest client phrase and the words it shares with the ticket."""
        phrase = self._nearest_phrase(item, cosine)
        said = frozenset(terms)
        shared = [word for word, own in _words_of(phrase) if not said.isdisjoint(own)]
        words = ", ".join(dict.fromkeys(word.strip(".,!?«»").lower() for word in shared))
        return f"Похоже на «{phrase}»" + (f"; общие слова: {words}" if words else "")


@lru_cache(maxsize=16_384)
def _words_of(phrase: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words of a phrase of the index as they are written, each with its terms."""
    return tuple((word, terms_of(word)) for word in phrase.split())


def _reranked(requests: Sequence[Hit], relevance: Values) -> tuple[Hit, ...]:
    """Requests by the weighted mean of similarity and relevance; those not read stay behind the others.

    ``relevance`` is 0…1 for each of the first requests, so that the mean stays in −1…1.
    """
    said = [*map(float, relevance), *[0.0] * (len(requests) - len(relevance))]
    blended = [
        replace(hit, similarity=(hit.similarity + _RERANKER * each) / (1 + _RERANKER))
        for hit, each in zip(requests, said, strict=True)
    ]
    return tuple(sorted(blended, key=lambda hit: -hit.similarity))


def _is_level(requests: tuple[Hit, ...]) -> bool:
    """Whether the two best requests are both weak and close together."""
    if len(requests) < 2:
        return False
    best, second = requests[0].similarity, requests[1].similarity
    return best < _WEAK and best - second < _LEVEL


class _Groups:
    """Rows of the passages of each item, padded to a table so that numpy takes them in one go."""

    def __init__(self, index: Index, kind: str) -> None:
        rows: dict[str, list[int]] = {}
        for at, passage in enumerate(index.passages):
            if passage.kind == kind:
                rows.setdefault(passage.item_id, []).append(at)
        self.items = tuple(rows)
        self.rows = tuple(np.array(each, dtype=np.int64) for each in rows.values())
        width = max([_TOP, *(len(each) for each in self.rows)])
        beyond = len(index.passages)
        self._table = np.full((len(rows), width), beyond, dtype=np.int64)
        for at, each in enumerate(self.rows):
            self._table[at, : len(each)] = each
        self._top = np.array([min(_TOP, len(each)) for each in self.rows], dtype=np.float32)

    def nearest(self, values: Values) -> Values:
        """Mean of the three largest values of each item: one odd phrase decides nothing."""
        padded = np.append(values, np.float32(-np.inf))[self._table]
        top = np.partition(padded, padded.shape[1] - _TOP, axis=1)[:, -_TOP:]
        sums = np.where(np.isfinite(top), top, 0).sum(axis=1)
        return np.asarray(sums / self._top, dtype=np.float32)
