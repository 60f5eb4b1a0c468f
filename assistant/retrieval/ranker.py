"""A linear ranker of the typical requests, trained on client phrases as intent tools do.

Each request is a class with the page's title, phrases and screen texts and the bank's phrases as
examples; messages that nothing fits are one more class. Trained at each build (``machine``), so a new
request works from its first phrase.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.retrieval.features import FeatureSpace, Sparse
from assistant.retrieval.fitting import Pieces, SparseRows, fitted
from assistant.retrieval.machine import Borders

REGULARISATION = 0.2
WEIGHTS = "coefficients.npy"
_TEXTS_KEPT = 32


@dataclass(frozen=True)
class Ranker:
    """``weights`` has shape ``(features, classes)``, ``bias`` ``(classes,)``; class "" is «nothing»."""

    space: FeatureSpace
    classes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    # Search and judges ask about the same text in turn.
    _heard: Callable[[str], npt.NDArray[np.float32]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        heard = lru_cache(maxsize=_TEXTS_KEPT)(lambda text: self.margins(self.space.vector(text)))
        object.__setattr__(self, "_heard", heard)

    @classmethod
    def from_examples(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        regularisation: float = REGULARISATION,
        pieces: Pieces | None = None,
    ) -> Ranker:
        """Train on texts with the item each belongs to; with nothing to choose between every margin is 0."""
        space, rows = fitted(texts, pieces=pieces)
        return cls.from_rows(space, rows, space.size, labels, regularisation)

    @classmethod
    def from_rows(
        cls,
        space: FeatureSpace,
        rows: SparseRows,
        columns: int,
        labels: Sequence[str],
        regularisation: float,
    ) -> Ranker:
        """Train on rows of so many columns: those of the space and, behind them, any others."""
        classes = tuple(sorted(set(labels)))
        borders = Borders.flat(columns, len(classes))
        if len(classes) > 1:
            number = {label: at for at, label in enumerate(classes)}
            borders.learn(rows, [number[label] for label in labels], regularisation)
        return cls(space, classes, borders.weights, borders.bias)

    @classmethod
    def from_folder(cls, folder: Path) -> Ranker:
        """Read a saved ranker."""
        classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        return cls(
            FeatureSpace.from_folder(folder),
            tuple(classes),
            np.load(folder / WEIGHTS, allow_pickle=False),
            np.load(folder / "bias.npy", allow_pickle=False),
        )

    def save(self, folder: Path) -> None:
        """Write the ranker as JSON and arrays."""
        self.space.save(folder)
        classes = json.dumps(self.classes, ensure_ascii=False, indent=0)
        (folder / "classes.json").write_text(classes + "\n", encoding="utf-8")
        np.save(folder / WEIGHTS, self.weights, allow_pickle=False)
        np.save(folder / "bias.npy", self.bias, allow_pickle=False)

    def margins_of(self, text: str) -> npt.NDArray[np.float32]:
        """Margin of each class for a text; not to be written to."""
        return self._heard(text)

    def margins(self, features: Sparse) -> npt.NDArray[np.float32]:
        """Margin of each class: above 0 its own side of the border, about −1 far from it."""
        if not len(features.columns):
            return self.bias
        return np.asarray(features.values @ self.weights[features.columns] + self.bias)
