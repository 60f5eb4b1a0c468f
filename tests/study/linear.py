"""Linear rankers: several features, C; and sums with other ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from assistant.retrieval.lexical import terms_of
from assistant.russian.normal import normalise
from tests.study.trial import Scores, Trial

_SPOKEN = re.compile(r"\w+")
_MARKS = ".,!?;:()«»\"'"
Analyser = Callable[[str], list[str]]


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


def matrices(
    analysers: Sequence[Analyser], texts: Sequence[str], queries: Sequence[str]
) -> tuple[csr_matrix, csr_matrix]:
    """Tf-idf of texts and queries, each family of features of length one."""
    left, right = [], []
    for analyse in analysers:
        minimum = 1 if analyse in (words, pairs) else 2
        space = TfidfVectorizer(
            analyzer=analyse, min_df=minimum, sublinear_tf=True, dtype=np.float32
        )
        left.append(space.fit_transform(texts))
        right.append(space.transform(queries))
    return csr_matrix(hstack(left)), csr_matrix(hstack(right))


def machine(trial: Trial, analysers: Sequence[Analyser] = PRESENT, c: float = 0.2) -> Scores:
    """Linear support vectors, one against the rest."""
    examples, queries = matrices(analysers, trial.texts, trial.queries)
    model = LinearSVC(C=c, tol=0.05, random_state=24).fit(examples, trial.labels)
    return np.asarray(model.decision_function(queries), dtype=np.float32)


def spoken(text: str) -> list[str]:
    """Words as they are said, small ones included, and pairs of neighbours."""
    said = _SPOKEN.findall(normalise(text).text)
    return [*said, *(f"{a} {b}" for a, b in pairwise(said))]


def logistic(trial: Trial, c: float) -> Scores:
    examples, queries = matrices(PRESENT, trial.texts, trial.queries)
    one = LogisticRegression(C=c, solver="liblinear", dual=True, tol=0.05)
    model = OneVsRestClassifier(one).fit(examples, trial.labels)
    return np.asarray(model.decision_function(queries), dtype=np.float32)
