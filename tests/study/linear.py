"""Linear rankers: several features, C, wrapped copies; and sums with other ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from assistant.retrieval import wrapping
from assistant.retrieval.lexical import terms_of
from assistant.russian.normal import normalise
from tests.study.trial import Scores, Trial

_MARKS = ".,!?;:()«»\"'"
_COURTESIES = frozenset(
    "здравствуйте здравствуй добрый доброе доброго день дня утро утра вечер вечера ночи привет"
    " приветствую пожалуйста спасибо заранее уважение уважением коллеги".split()
)
Analyser = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    return list(terms_of(text))


def pairs(text: str) -> list[str]:
    terms = terms_of(text)
    return [*terms, *(f"{a} {b}" for a, b in pairwise(terms))]


def pieces(low: int, high: int, *, courtesies: bool = True) -> Analyser:
    """Letter pieces inside words."""

    def analyse(text: str) -> list[str]:
        found: list[str] = []
        for word in normalise(text).text.split():
            bare = word.strip(_MARKS)
            if not courtesies and bare in _COURTESIES:
                continue
            padded = f" {bare} "
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


def wrapped(trial: Trial, c: float = 0.1, *, courtesies: bool = True) -> Scores:
    """The product's ranker: a copy of every phrase between a greeting and a signature."""
    labels = trial.labels.tolist()
    asking = [(text, label) for text, label in zip(trial.texts, labels, strict=True) if label]
    texts = [*trial.texts, *(wrapping.wrapped(text) for text, _ in asking)]
    labels = [*labels, *(label for _, label in asking)]
    analysers = (pairs, pieces(2, 5, courtesies=courtesies))
    examples, queries = matrices(analysers, texts, trial.queries)
    model = LinearSVC(C=c, tol=0.05, random_state=24).fit(examples, labels)
    return np.asarray(model.decision_function(queries), dtype=np.float32)


def logistic(trial: Trial, c: float) -> Scores:
    examples, queries = matrices(PRESENT, trial.texts, trial.queries)
    one = LogisticRegression(C=c, solver="liblinear", dual=True, tol=0.05)
    model = OneVsRestClassifier(one).fit(examples, trial.labels)
    return np.asarray(model.decision_function(queries), dtype=np.float32)
