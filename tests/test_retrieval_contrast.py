"""Training by contrast: the slope against the loss itself, and texts that come to lie together."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.contrast import _slope, contrasted

ANCHORS = ([0, 1], [2], [3, 3, 4])
POSITIVES = ([5], [6, 2], [1])


def loss(table: np.ndarray) -> float:
    """Cross entropy of the cosines times 20, as its definition says."""

    def units(texts: tuple[list[int], ...]) -> np.ndarray:
        means = np.array([table[text].mean(axis=0) for text in texts])
        return means / np.linalg.norm(means, axis=1, keepdims=True)

    said = 20 * units(ANCHORS) @ units(POSITIVES).T
    return float(np.mean(np.log(np.exp(said).sum(axis=1)) - np.diag(said)))


def test_slope_is_that_of_the_loss() -> None:
    table = np.random.default_rng(1).standard_normal((7, 4))
    rows, slope = _slope(table.astype(np.float32), ANCHORS, POSITIVES)
    assert rows.tolist() == list(range(7))
    for row in range(7):
        for column in range(4):
            nudge = np.zeros_like(table)
            nudge[row, column] = 1e-5
            measured = (loss(table + nudge) - loss(table - nudge)) / 2e-5
            assert slope[row, column] == pytest.approx(measured, abs=1e-3)


def test_pairs_come_together_and_others_apart() -> None:
    told: list[tuple[int, int]] = []
    batches = [(ANCHORS, POSITIVES)] * 60
    table = contrasted(batches, (7, 16), 0.1, 24, lambda *step: told.append(step))
    assert loss(table) < 0.05
    assert told == [(step, 60) for step in range(1, 61)]


def test_text_without_a_known_token_harms_nothing() -> None:
    table = contrasted([(([], [0]), ([1], []))], (2, 16), 0.1, 24, lambda *_: None)
    assert np.isfinite(table).all()
