"""Ways of searching by meaning: word vectors of the natasha wheel, the static encoder."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assistant.retrieval.encoder import StaticEncoder
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.passages import Passage
from assistant.retrieval.training import (
    Recipe,
    batches_of,
    teach,
    train_tokenizer,
    training_pairs,
)
from assistant.russian.normal import normalise
from assistant.russian.words import words_of
from tests.study.noise import noised
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


def static_nearest(
    trial: Trial, *, from_navec: bool = False, noisy: bool = False, hard: bool = False
) -> Scores:
    """The embedded encoder trained anew on the passages of the trial.

    ``from_navec``: whole words of its vocabulary begin with their navec vectors; ``noisy``: half the anchors
    are spoilt as customers spoil them; ``hard``: each row has the nearest phrase of another request as well.
    """
    encoder = _trained(trial.passages, from_navec=from_navec, noisy=noisy, hard=hard)
    queries = encoder.encode_queries(list(trial.queries))
    return trial.nearest(queries @ encoder.encode_passages(trial.texts).T)


@lru_cache(maxsize=1)
def _trained(
    passages: tuple[Passage, ...], *, from_navec: bool, noisy: bool, hard: bool
) -> StaticEncoder:
    """Trained once for the trials that share their passages."""
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    recipe = replace(Recipe(), dimension=_vectors()[0].pq.dim) if from_navec else Recipe()
    shuffled = random.Random(recipe.seed)
    tokenizer = train_tokenizer([each.text for each in passages], recipe)
    embedding = StaticEmbedding(tokenizer, embedding_weights=_start(tokenizer, recipe, from_navec))
    against = _rivals(passages) if hard else {}
    batches = [
        [
            (noised(each.anchor, shuffled) if noisy else each.anchor, each.positive)
            + ((against[each.anchor],) if each.anchor in against else ())
            for each in batch
            if not hard or each.anchor in against
        ]
        for batch in batches_of(training_pairs(passages), recipe, shuffled)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "encoder"
        taught = [batch for batch in batches if len(batch) > 1]
        teach(embedding, taught, folder, recipe, lambda done, total: None)
        return StaticEncoder.from_folder(folder)


def _start(tokenizer: Tokenizer, recipe: Recipe, from_navec: bool) -> Scores:
    """Vectors to begin with: normally distributed, or navec's, brought to the same spread, for whole words."""
    size = tokenizer.get_vocab_size()
    drawn = np.random.default_rng(recipe.seed).standard_normal((size, recipe.dimension))
    if from_navec:
        navec, _ = _vectors()
        known = {token: at for token, at in tokenizer.get_vocab().items() if token in navec}
        spread = float(np.std([navec[token] for token in known]))
        for token, at in known.items():
            drawn[at] = navec[token] / spread
    return drawn.astype(np.float32)


def _rivals(passages: tuple[Passage, ...]) -> dict[str, str]:
    """The phrase of another request that shares most words with each."""
    phrases = [each for each in passages if each.kind == "request"]
    index = LexicalIndex.from_texts([each.text for each in phrases])
    items = np.array([each.item_id for each in phrases])
    found: dict[str, str] = {}
    for each in phrases:
        scores = np.where(items == each.item_id, -1.0, index.score(terms_of(each.text)))
        found[each.text] = phrases[int(np.argmax(scores))].text
    return found


def _unit(rows: Scores) -> Scores:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
