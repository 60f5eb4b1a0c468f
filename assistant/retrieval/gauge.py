"""What search by codes loses, known at any time and not only on the day of the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.encoder import Vectors

Rows = npt.NDArray[np.int64]

NEIGHBOURS = 10
_QUERIES = 256
_BATCH = 4_096
_SEED = 24


@dataclass
class Gauge:
    """The true neighbours of some tickets, kept up while vectors come and go.

    ``queries`` are exact vectors of tickets and ``own`` their rows; ``similarities`` and ``rows``, each
    of shape ``(queries, 10)``, are what exact search finds for them, themselves left out.
    """

    queries: Vectors
    own: Rows
    similarities: Vectors
    rows: Rows

    @classmethod
    def from_vectors(cls, vectors: Vectors, standing: Rows) -> Gauge:
        """Draw queries among the ``standing`` rows of the exact vectors; other rows do not count."""
        count = min(_QUERIES, len(standing))
        own = np.sort(np.random.default_rng(_SEED).choice(standing, count, replace=False))
        shape = (count, NEIGHBOURS)
        similarities = np.full(shape, -np.inf, dtype=np.float32)
        gauge = cls(vectors[own], own, similarities, np.full(shape, -1, dtype=np.int64))
        for start in range(0, len(standing), _BATCH):
            rows = standing[start : start + _BATCH]
            gauge.add(rows, vectors[rows])
        return gauge

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """Take in the vectors of new rows."""
        fresh = self.queries @ vectors.T
        fresh[self.own[:, None] == rows] = -np.inf
        similarities = np.hstack([self.similarities, fresh])
        every = np.hstack([self.rows, np.broadcast_to(rows, fresh.shape)])
        best = np.argpartition(-similarities, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        self.similarities = np.take_along_axis(similarities, best, axis=1)
        self.rows = np.take_along_axis(every, best, axis=1)

    def remove(self, rows: Rows) -> None:
        """Let rows go; their places stay taken, since the eleventh neighbour is not known."""
        gone = np.isin(self.rows, rows)
        self.similarities[gone] = np.inf
        self.rows[gone] = -1

    def recall(self, search: Callable[[Vectors], Rows]) -> float:
        """Share of the true neighbours among the rows a search gives, best first; 0…1.

        ``search`` takes a vector of shape ``(1, dimension)`` and gives at least eleven rows.
        """
        found = wanted = 0
        for query, own, truth in zip(self.queries, self.own, self.rows, strict=True):
            rows = search(query[None])
            found += len(np.intersect1d(rows[rows != own][:NEIGHBOURS], truth))
            wanted += int((truth >= 0).sum())
        return found / wanted if wanted else 1.0
