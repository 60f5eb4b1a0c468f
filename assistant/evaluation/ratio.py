"""A figure as a ratio of sums over tickets, with its bootstrap interval.

Shares, precision, recall and F1 are all one: hits of each ticket over chances of each ticket. So one
resampling of tickets serves them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 24
RESAMPLES = 1_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Ratio:
    """``parts`` and ``wholes`` hold a number for each ticket; the figure is sum over sum, in 0…1."""

    parts: tuple[float, ...]
    wholes: tuple[float, ...]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[float, float]]) -> Ratio:
        """From (part, whole) of each ticket."""
        kept = tuple(pairs)
        return cls(tuple(part for part, _ in kept), tuple(whole for _, whole in kept))

    @classmethod
    def from_hits(cls, hits: Iterable[bool]) -> Ratio:
        """A share: each ticket counts once."""
        return cls.from_pairs((float(hit), 1.0) for hit in hits)

    @property
    def value(self) -> float | None:
        """The figure, None where there was nothing to measure."""
        whole = sum(self.wholes)
        return sum(self.parts) / whole if whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Percentile bootstrap over tickets (95 %, seeded); None where there is no figure.

        Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13. A share of 0 or 1 gets an
        interval of no width: the bootstrap cannot see mistakes that did not happen.
        """
        if self.value is None:
            return None
        parts, wholes = np.array(self.parts), np.array(self.wholes)
        draws = _draws(len(parts))
        sums = wholes[draws].sum(axis=1)
        values = parts[draws].sum(axis=1)[sums > 0] / sums[sums > 0]
        tail = 100 * (1 - LEVEL) / 2
        low, high = np.percentile(values, [tail, 100 - tail])
        return float(low), float(high)


def _draws(count: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, count, size=(RESAMPLES, count))
