"""Ways of searching by meaning: word vectors of the natasha wheel, the static encoder."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from assistant.retrieval.encoder import StaticEncoder
from assistant.retrieval.training import Recipe, train_encoder, training_pairs
from assistant.russian.normal import normalise
from assistant.russian.words import words_of
from tests.study.trial import Scores, Trial

_SMOOTH = 1e-3  # Arora, Liang and Ma 2017: weight a / (a + share of the word)


@lru_cache(maxsize=1)
def _vectors():
    folder = Path(find_spec("natasha").origin).parent
    navec = import_module("navec").Navec.load(str(next(folder.glob("data/emb/navec_*.tar"))))
    total = sum(navec.vocab.counts)
    shares = {w: n / total for w, n in zip(navec.vocab.words, navec.vocab.counts, strict=True)}
    return navec, shares


def _averages(texts: list[str], *, weighted: bool) -> Scores:
    navec, shares = _vectors()
    rows = np.zeros((len(texts), navec.pq.dim), dtype=np.float32)
    for row, text in enumerate(texts):
        forms = [each.form for each in words_of(normalise(text)) if each.form in navec]
        if forms:
            weights = [_SMOOTH / (_SMOOTH + shares[w]) if weighted else 1.0 for w in forms]
            rows[row] = np.average([navec[w] for w in forms], axis=0, weights=weights)
    return rows


def navec_nearest(trial: Trial, *, weighted: bool) -> Scores:
    """Nearest phrases; with weights, the mean of all phrases is taken off as well."""
    left = _averages(trial.texts, weighted=weighted)
    right = _averages(list(trial.queries), weighted=weighted)
    middle = left.mean(axis=0) if weighted else np.zeros(left.shape[1], dtype=np.float32)
    return trial.nearest(_unit(right - middle) @ _unit(left - middle).T)


def static_nearest(trial: Trial) -> Scores:
    """The embedded encoder, trained anew on the passages of the trial."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "encoder"
        pairs = training_pairs(trial.passages)
        train_encoder(trial.texts, pairs, folder, Recipe(), lambda done, total: None)
        encoder = StaticEncoder.from_folder(folder)
        queries = encoder.encode_queries(list(trial.queries))
        return trial.nearest(queries @ encoder.encode_passages(trial.texts).T)


def _unit(rows: Scores) -> Scores:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
