"""Learned fusion: a small regularised regression on what each leg says of a request."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.retrieval.passages import Passage
from tests.study import linear, meaning, words
from tests.study.trial import Scores, Trial, anchor_of

_SEED = 7
_SHARE = 5
_ASKED = ("phrase", "bank")


def learned(trial: Trial) -> Scores:
    """Chance of each request, by a regression fitted on phrases that its legs have not learnt."""
    told = _told(trial)
    chances = _fitted(trial.passages).decision_function(told.reshape(-1, told.shape[2]))
    scores = np.full((len(trial.queries), len(trial.anchors)), -np.inf, dtype=np.float32)
    scores[:, _requests(trial)] = chances.reshape(told.shape[:2])
    return scores


@lru_cache(maxsize=1)
def _fitted(passages: tuple[Passage, ...]) -> Pipeline:
    """Fitted once for the trials that share their passages: a fifth of the phrases is asked, the rest learnt."""
    asked = [each for each in passages if each.field in _ASKED and each.kind == "request"]
    asked = random.Random(_SEED).sample(asked, len(asked) // _SHARE)
    left = set(passages) - set(asked)
    trial = Trial(
        "held out",
        tuple(each for each in passages if each in left),
        tuple(each.text for each in asked),
        tuple((anchor_of(each),) for each in asked),
    )
    told = _told(trial)
    anchors = np.array(trial.anchors)[_requests(trial)]
    is_right = np.array([[anchor in right for anchor in anchors] for right in trial.right])
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(told.reshape(-1, told.shape[2]), is_right.ravel())


def _requests(trial: Trial) -> list[int]:
    return [at for at, anchor in enumerate(trial.anchors) if anchor]


def _told(trial: Trial) -> Scores:
    """What is told of each request: shape ``(queries, requests, 8)``, each leg's score and its lead over the best."""
    bm25 = words.bm25_stems(trial)
    legs = [
        np.clip(linear.machine(trial), -1, 1),
        meaning.static_nearest(trial),
        bm25 / np.maximum(bm25.max(axis=1, keepdims=True), 1e-9),
        words.letters(2, 5, trial),
    ]
    legs = [each[:, _requests(trial)] for each in legs]
    return np.stack([*legs, *(each - each.max(axis=1, keepdims=True) for each in legs)], axis=2)
