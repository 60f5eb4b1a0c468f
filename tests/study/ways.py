"""The ways by name; sums of others are made from scores already there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

import numpy as np

from assistant.retrieval.passages import Passage
from tests.study import fusion, linear, meaning, words
from tests.study.trial import Scores, Trial

Way = Callable[[Trial], Scores]
SINGLE: Mapping[str, Way] = {
    "BM25, stems, three best phrases": words.bm25_stems,
    "BM25, stems, one best phrase": words.bm25_best_phrase,
    "BM25, stems, all phrases of a request as one text": words.bm25_whole_page,
    "BM25, stems, titles and screen texts twice": partial(
        words.bm25_fields, {"title": 2.0, "screen": 2.0}
    ),
    "BM25, stems, causes and screen texts half": partial(
        words.bm25_fields, {"causes": 0.5, "screen": 0.5}
    ),
    "BM25, stems, with synonyms": words.bm25_synonyms,
    "BM25, pymorphy3 lemmas": words.bm25_lemmas,
    "BM25, stems, typos repaired": words.bm25_typos_repaired,
    "BM25, stems, wrong layout turned": words.bm25_layout_turned,
    "letters 3–5, cosine": partial(words.letters, 3, 5),
    "letters 2–5, cosine": partial(words.letters, 2, 5),
    "navec averages": partial(meaning.navec_nearest, weighted=False),
    "navec averages, frequency weights": partial(meaning.navec_nearest, weighted=True),
    "static encoder, random start": meaning.static_nearest,
    "static encoder, from navec": partial(meaning.static_nearest, from_navec=True),
    "static encoder, half the anchors spoilt": partial(meaning.static_nearest, noisy=True),
    "static encoder, hard negatives": partial(meaning.static_nearest, hard=True),
    "static encoder, from navec, spoilt, hard negatives": partial(
        meaning.static_nearest, from_navec=True, noisy=True, hard=True
    ),
    "ranker, words, C 0.2": partial(linear.machine, analysers=(linear.words,)),
    "ranker, words and pairs, C 0.2": partial(linear.machine, analysers=(linear.pairs,)),
    "ranker, letters 2–5, C 0.2": partial(linear.machine, analysers=(linear.pieces(2, 5),)),
    "ranker, letters 3–6, C 0.2": partial(linear.machine, analysers=(linear.pieces(3, 6),)),
    "ranker, pairs + letters 2–5, C 0.05": partial(linear.machine, c=0.05),
    "ranker, pairs + letters 2–5, C 0.1": partial(linear.machine, c=0.1),
    "ranker, pairs + letters 2–5, C 0.2": linear.machine,
    "ranker, pairs + letters 2–5, C 0.5": partial(linear.machine, c=0.5),
    "ranker, pairs + letters 2–5, C 1": partial(linear.machine, c=1.0),
    "ranker, pairs + letters 3–6, C 0.2": partial(
        linear.machine, analysers=(linear.pairs, linear.pieces(3, 6))
    ),
    "logistic regression, pairs + letters 2–5, C 5": partial(linear.logistic, c=5.0),
    "ranker, pairs + letters 2–5 + words with small ones, C 0.2": partial(
        linear.machine, analysers=(*linear.PRESENT, linear.spoken)
    ),
    "learned fusion of ranker, static, BM25, letters": fusion.learned,
}
_LETTERED = "ranker, pairs + letters 2–5, C 0.2, whole letters learnt"
_RANKER = "ranker, pairs + letters 2–5, C 0.2"
_BM25, _STATIC = "BM25, stems, three best phrases", "static encoder, random start"
_PAGES = "BM25, stems, all phrases of a request as one text"
_LOGISTIC, _LETTERS = "logistic regression, pairs + letters 2–5, C 5", "letters 2–5, cosine"
# Name → way → weight; scores are added.
SUMS: Mapping[str, Mapping[str, float]] = {
    "sum: BM25 + static": {_BM25: 1.0, _STATIC: 1.0},
    "sum: ranker + 0.2 static + 0.3 BM25": {_RANKER: 1.0, _STATIC: 0.2, _BM25: 0.3},
    "sum: ranker + 0.5 static": {_RANKER: 1.0, _STATIC: 0.5},
    "sum: ranker + 0.3 logistic + letters": {_RANKER: 1.0, _LOGISTIC: 0.3, _LETTERS: 1.0},
    "sum: ranker + 0.2 static + 0.3 BM25 of whole pages": {
        _RANKER: 1.0,
        _STATIC: 0.2,
        _PAGES: 0.3,
    },
    "sum: ranker + 0.1 static + 0.1 BM25": {_RANKER: 1.0, _STATIC: 0.1, _BM25: 0.1},
    "sum: ranker with whole letters + 0.2 static + 0.2 BM25": {
        _LETTERED: 1.0,
        _STATIC: 0.2,
        _BM25: 0.2,
    },
}
RANKS: Mapping[str, Sequence[str]] = {
    "ranks (RRF): ranker, static, BM25": (_RANKER, _STATIC, _BM25)
}
_RRF = 60  # Cormack, Clarke and Büttcher 2009


class Ways:
    """Scores of each way on each trial, made once."""

    def __init__(self, trials: Sequence[Trial], letters: tuple[Passage, ...]) -> None:
        self._trials = trials
        single = {**SINGLE, _LETTERED: partial(linear.machine, letters=letters)}
        self._single = cache(lambda name, at: single[name](self._trials[at]))
        self.names = (*single, *SUMS, *RANKS)

    def hits(self, name: str) -> list[tuple[float, float]]:
        """hit@1 and hit@3 on each trial."""
        return [trial.hits(self._scores(name, at)) for at, trial in enumerate(self._trials)]

    def _scores(self, name: str, at: int) -> Scores:
        if name in SUMS:
            return sum(w * self._scaled(each, at) for each, w in SUMS[name].items())
        if name in RANKS:
            ranks = [np.argsort(np.argsort(-self._single(each, at))) for each in RANKS[name]]
            return sum(1 / (_RRF + 1 + each) for each in ranks)
        return self._single(name, at)

    def _scaled(self, name: str, at: int) -> Scores:
        """BM25 over its best, so that weights mean the same for short and long queries."""
        scores = self._single(name, at)
        if name not in (_BM25, _PAGES):
            return scores
        return scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-9)
