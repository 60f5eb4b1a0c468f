"""What a kept ranker, or a judge's, has learnt since it was trained, put upon it when it is loaded.

Beside the ranker's own files, which stay as they are, in the folder ``later``: pieces it had not seen,
where each present class comes from, and the rows of its weights that have moved.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.retrieval.ranker import Ranker

FOLDER = "later"
# Instead of the number of a class the kept ranker has: it has none.
NEW = -1
# Where the border of a class stands that has no example yet.
_FAR = -1.0


class LaterClass(NamedTuple):
    """A present class and its number in the kept ranker, ``NEW`` when it has none."""

    name: str
    before: int


@dataclass(frozen=True)
class Later:
    """``weights`` are those of the rows ``columns``, shape ``(columns, classes)``; other rows are as kept.

    ``pieces`` with their ``rarity`` come after the rows of the kept ranker; where those go beyond its space, as a
    judge's may (``judges``), there are none.
    """

    pieces: tuple[str, ...]
    rarity: npt.NDArray[np.float32]
    classes: tuple[LaterClass, ...]
    columns: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]

    @classmethod
    def from_folder(cls, folder: Path) -> Later:
        """Read what ``save`` wrote."""
        classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        return cls(
            tuple(json.loads((folder / "features.json").read_text(encoding="utf-8"))),
            np.load(folder / "weights.npy", allow_pickle=False),
            tuple(LaterClass(*each) for each in classes),
            np.load(folder / "columns.npy", allow_pickle=False),
            np.load(folder / "coefficients.npy", allow_pickle=False),
        )

    def save(self, folder: Path) -> None:
        """Write it as JSON and arrays, named as the ranker's."""
        folder.mkdir()
        _write(folder / "features.json", self.pieces)
        _write(folder / "classes.json", self.classes)
        np.save(folder / "weights.npy", self.rarity, allow_pickle=False)
        np.save(folder / "columns.npy", self.columns, allow_pickle=False)
        np.save(folder / "coefficients.npy", self.weights, allow_pickle=False)

    def upon(self, kept: Ranker) -> Ranker:
        """The kept ranker with what it has learnt since; itself unchanged."""
        before = np.array([each.before for each in self.classes], dtype=np.int64)
        size = len(kept.weights)
        weights = np.zeros((size + len(self.pieces), len(before)), dtype=np.float32)
        if before.tolist() == list(range(len(kept.classes))):
            weights[:size] = kept.weights  # far faster than class by class
        else:
            weights[:size, before != NEW] = kept.weights[:, before[before != NEW]]
        weights[self.columns] = self.weights
        bias = np.full(len(before), _FAR, dtype=np.float32)
        bias[before != NEW] = kept.bias[before[before != NEW]]
        space = kept.space.extended(self.pieces, self.rarity) if self.pieces else kept.space
        return Ranker(space, tuple(each.name for each in self.classes), weights, bias)


def load_ranker(folder: Path) -> Ranker:
    """The ranker of an index, with what it has learnt since it was trained."""
    kept = Ranker.from_folder(folder)
    later = folder / FOLDER
    return Later.from_folder(later).upon(kept) if later.is_dir() else kept


def _write(file: Path, values: Sequence[object]) -> None:
    file.write_text(json.dumps(values, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
