"""Vectors of tokens learnt by contrast: a text lies nearer to its own counterpart than to those of others.

A text is the mean of its tokens' vectors; the cosine of a pair, times 20, is set against the cosines of the
anchor with every other positive of the batch (cross entropy: what sentence-transformers calls
MultipleNegativesRankingLoss). Steps are Adam's, taken for the tokens of the batch alone. Numpy and scipy on
one thread: the same bytes on any number of cores, and no half minute for torch to start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.retrieval.encoder import Vectors

Tokens = Sequence[int]

_SCALE = np.float32(20)
_FORGET, _FORGET_SQUARES, _TINY = np.float32(0.9), np.float32(0.999), np.float32(1e-8)
# The rate falls in even steps from the whole of it to this share.
_LAST_RATE = 0.05


def contrasted(
    batches: Sequence[tuple[Sequence[Tokens], Sequence[Tokens]]],
    shape: tuple[int, int],
    rate: float,
    seed: int,
    progress: Callable[[int, int], None],
) -> Vectors:
    """Learn a table of vectors of a shape (tokens, dimension) from batches of anchors and positives.

    ``progress`` is told (steps done, steps in all).
    """
    from threadpoolctl import threadpool_limits

    table = np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)
    means, squares = np.zeros_like(table), np.zeros_like(table)
    with threadpool_limits(1):
        for step, (anchors, positives) in enumerate(batches, start=1):
            rows, slope = _slope(table, anchors, positives)
            means[rows] += (1 - _FORGET) * (slope - means[rows])
            squares[rows] += (1 - _FORGET_SQUARES) * (slope * slope - squares[rows])
            mean = means[rows] / (1 - _FORGET**step)
            spread = np.sqrt(squares[rows] / (1 - _FORGET_SQUARES**step)) + _TINY
            share = 1 - (1 - _LAST_RATE) * (step - 1) / len(batches)
            table[rows] -= np.float32(rate * share) * mean / spread
            progress(step, len(batches))
    return table


def _slope(
    table: Vectors, anchors: Sequence[Tokens], positives: Sequence[Tokens]
) -> tuple[npt.NDArray[np.int64], Vectors]:
    """Tokens of a batch and the slope of its loss in each of their vectors."""
    from scipy.sparse import csr_array

    texts = [*anchors, *positives]
    lengths = np.array([len(text) for text in texts])
    rows, places = np.unique(
        np.concatenate([np.array(t, np.int64) for t in texts]), return_inverse=True
    )
    shares = np.repeat((1 / np.maximum(lengths, 1)).astype(np.float32), lengths)
    counts = csr_array((shares, places, np.cumsum([0, *lengths])), shape=(len(texts), len(rows)))
    sums = counts @ table[rows]
    norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-12))
    units = sums / norms
    half = len(anchors)
    left, right = units[:half], units[half:]
    said = _SCALE * (left @ right.T)
    said = np.exp(said - said.max(axis=1, keepdims=True))
    said /= said.sum(axis=1, keepdims=True)
    said[np.arange(half), np.arange(half)] -= 1
    said *= _SCALE / np.float32(half)
    pull = np.concatenate([said @ right, said.T @ left])
    pull -= units * (units * pull).sum(axis=1, keepdims=True)
    return rows, np.asarray(counts.T @ (pull / norms), dtype=np.float32)
