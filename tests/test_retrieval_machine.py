"""The support vector machine: a case worked out by hand, and the same borders as LIBLINEAR's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from assistant.retrieval.fitting import SparseRows, fitted
from assistant.retrieval.machine import Borders

PHRASES = {
    "код": ["не приходит код", "код из смс не пришёл", "жду код уже час", "нет кода"],
    "шлагбаум": ["шлагбаум закрыт", "не открылся шлагбаум", "стою у шлагбаума"],
    "пароль": ["забыл пароль", "неверный пароль", "пароль не подходит, код не приходит"],
}
TEXTS = [text for texts in PHRASES.values() for text in texts]
OWN = [at for at, texts in enumerate(PHRASES.values()) for _ in texts]


def test_two_examples_worked_out_by_hand() -> None:
    # x = (1, 0) and (0, 1), a class each, C = 0.5. By symmetry the bias is 0 and w = (a, −a) for the
    # first; (1/2)·2a² + 2·0.5·(1 − a)² is least at a = 1/2.
    rows = SparseRows(
        np.array([0, 1], dtype=np.int32), np.ones(2, dtype=np.float32), np.array([0, 1, 2])
    )
    borders = Borders.flat(2, 2)
    borders.learn(rows, [0, 1], 0.5)
    assert borders.weights == pytest.approx(np.array([[0.5, -0.5], [-0.5, 0.5]]), abs=0.02)
    assert borders.bias == pytest.approx(np.zeros(2), abs=0.02)


@pytest.mark.parametrize("regularisation", [0.1, 1.0])
def test_borders_are_those_of_liblinear(regularisation: float) -> None:
    space, rows = fitted(TEXTS)
    borders = Borders.flat(space.size, len(PHRASES))
    borders.learn(rows, OWN, regularisation)
    matrix = csr_matrix((rows.values, rows.columns, rows.ends), shape=(len(rows), space.size))
    model = LinearSVC(C=regularisation, tol=1e-6, max_iter=100_000).fit(matrix, OWN)
    margins = matrix @ borders.weights + borders.bias
    assert np.abs(margins - model.decision_function(matrix)).max() < 0.05
    assert margins.argmax(axis=1).tolist() == OWN
