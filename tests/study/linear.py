"""Linear rankers: several features, C; and sums with other ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from assistant.retrieval.lexical import terms_of
from assistant.retrieval.passages import Passage
from assistant.russian.normal import normalise
from tests.study.trial import Scores, Trial, anchor_of

_SPOKEN = re.compile(r"\w+")
_MARKS = ".,!?;:()«»\"'"
Analyser = Callable[[str], list[str]]
Untaught = Callable[[], LinearSVC | OneVsRestClassifier]


def words(text: str) -> list[str]:
    return list(terms_of(text))


def pairs(text: str) -> list[str]:
    terms = terms_of(text)
    return [*terms, *(f"{a} {b}" for a, b in pairwise(terms))]


def pieces(low: int, high: int) -> Analyser:
    """Letter pieces inside words."""

    def analyse(text: str) -> list[str]:
        found: list[str] = []
        for word in normalise(text).text.split():
            padded = f" {word.strip(_MARKS)} "
            for size in range(low, min(high, len(padded)) + 1):
                found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
        return found

    return analyse


PRESENT: tuple[Analyser, ...] = (pairs, pieces(2, 5))


@dataclass(frozen=True)
class Machine:
    """Linear support vectors, one against the rest, over families of features of length one each."""

    spaces: tuple[TfidfVectorizer, ...]
    model: LinearSVC | OneVsRestClassifier

    def margins(self, texts: Sequence[str]) -> Scores:
        rows = csr_matrix(hstack([space.transform(texts) for space in self.spaces]))
        return np.asarray(self.model.decision_function(rows), dtype=np.float32)


@lru_cache(maxsize=2)
def learnt(
    passages: tuple[Passage, ...], analysers: tuple[Analyser, ...], model: Untaught
) -> Machine:
    """Taught once for the trials that share their passages."""
    texts = [each.text for each in passages]
    spaces, rows = [], []
    for analyse in analysers:
        minimum = 1 if analyse in (words, pairs) else 2
        space = TfidfVectorizer(
            analyzer=analyse, min_df=minimum, sublinear_tf=True, dtype=np.float32
        )
        rows.append(space.fit_transform(texts))
        spaces.append(space)
    labels = [anchor_of(each) for each in passages]
    return Machine(tuple(spaces), model().fit(csr_matrix(hstack(rows)), labels))


@cache
def vectors(c: float) -> Untaught:
    """Support vectors held back by C."""
    return partial(LinearSVC, C=c, tol=0.05, random_state=24)


def machine(
    trial: Trial,
    analysers: tuple[Analyser, ...] = PRESENT,
    c: float = 0.2,
    letters: tuple[Passage, ...] = (),
) -> Scores:
    """The margins of a ranker that learns the passages, and whole letters beside them."""
    return learnt((*trial.passages, *letters), analysers, vectors(c)).margins(trial.queries)


def logistic(trial: Trial, c: float) -> Scores:
    return learnt(trial.passages, PRESENT, _regression(c)).margins(trial.queries)


@cache
def _regression(c: float) -> Untaught:
    one = LogisticRegression(C=c, solver="liblinear", dual=True, tol=0.05)
    return partial(OneVsRestClassifier, one)


def spoken(text: str) -> list[str]:
    """Words as they are said, small ones included, and pairs of neighbours."""
    said = _SPOKEN.findall(normalise(text).text)
    return [*said, *(f"{a} {b}" for a, b in pairwise(said))]
