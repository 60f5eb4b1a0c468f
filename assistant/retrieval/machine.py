"""A linear support vector machine, one class against the rest, by dual coordinate descent for all classes at once.

The algorithm of LIBLINEAR (Hsieh et al. 2008, squared hinge loss), whose problems here share their
examples: an example is looked up once and moves the borders of all classes together, which takes numpy
less than half of what LIBLINEAR takes class by class. Nothing else decides the result than the examples,
their order and the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.fitting import SparseRows

Table = npt.NDArray[np.float32]

_TOLERANCE = 0.05
_SEED = 24
# Says what trained: borders of another one are not kept.
MACHINE = f"dual coordinates 1 {_TOLERANCE} {_SEED}"
_MAX_ROUNDS = 50
# A smaller step is not worth writing down.
_LEAST_STEP = 1e-4


@dataclass(frozen=True)
class Borders:
    """``weights`` has shape ``(columns, classes)``, ``bias`` ``(classes,)``: a margin is above 0 on a class's side."""

    weights: Table
    bias: Table

    @classmethod
    def flat(cls, columns: int, classes: int) -> Borders:
        """Borders that know nothing: every margin is 0."""
        return cls(
            np.zeros((columns, classes), dtype=np.float32), np.zeros(classes, dtype=np.float32)
        )

    def learn(self, rows: SparseRows, own: Sequence[int], regularisation: float) -> None:
        """Move the borders, in place, to where they separate examples from all other classes.

        ``own`` is the class of each row; a large ``regularisation`` (C) heeds each example more.
        """
        every = np.ones((len(rows), len(self.bias)), dtype=np.float32)
        self._descend(rows, own, regularisation, every, bias_pull=1.0)

    def learn_more(
        self, rows: SparseRows, own: Sequence[int], regularisation: float, listening: Table
    ) -> None:
        """Learn further examples; those learnt before keep the push they gave, and no bias moves.

        ``listening``, of shape ``(rows, classes)``, is 0 where a row does not move a class.
        """
        self._descend(rows, own, regularisation, listening, bias_pull=0.0)

    def _descend(
        self,
        rows: SparseRows,
        own: Sequence[int],
        regularisation: float,
        listening: Table,
        bias_pull: float,
    ) -> None:
        softness = np.float32(0.5 / regularisation)
        steepness = rows.squares() + np.float32(bias_pull) + softness
        pushes = np.zeros_like(listening)
        sides = np.full(len(self.bias), -1, dtype=np.float32)
        # numpy looks up rows by numbers of its own width, and would widen these at every visit.
        places = rows.columns.astype(np.intp)
        ends = rows.ends.tolist()
        # One place for the copies of a visit: a new one at each is slower the longer a process has run.
        longest = max(np.diff(rows.ends), default=0)
        room, change = np.empty((2, longest, len(self.bias)), dtype=np.float32)
        drawn = np.random.default_rng(_SEED)
        for _ in range(_MAX_ROUNDS):
            steepest = 0.0
            for row in drawn.permutation(len(rows)).tolist():
                columns = places[ends[row] : ends[row + 1]]
                values = rows.values_of(row)
                weights = self.weights.take(columns, 0, room[: len(columns)], "clip")
                # Not a product by BLAS: its sums depend on the number of threads.
                margins = np.einsum("i,ij->j", values, weights) + self.bias
                sides[own[row]] = 1
                pushed = pushes[row]
                slope = sides * margins - 1 + softness * pushed
                step = np.maximum(pushed - slope / steepness[row], 0) - pushed
                step *= listening[row]
                length = float(np.abs(step).max())
                if length > _LEAST_STEP:
                    steepest = max(steepest, length * float(steepness[row]))
                    pushed += step
                    step *= sides
                    self.bias[...] += bias_pull * step
                    weights += np.multiply(values[:, None], step, change[: len(columns)])
                    self.weights[columns] = weights
                sides[own[row]] = -1
            if steepest < _TOLERANCE:
                return
