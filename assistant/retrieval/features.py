"""Features of a text for the linear ranker: stems, pairs of stems, 2–5-letter pieces, rows of its shape.

The last are for judges of how a thing is said, whatever it is about (``shape``).
Weights are tf-idf with logarithmic term counts, each family brought to length one, so that a long
letter and a two-word cry weigh alike.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.retrieval.lexical import terms_of
from assistant.retrieval.shape import shape_rows
from assistant.russian.normal import normalise

_LETTERS = (2, 5)
_MARKS = ".,!?;:()«»\"'"
_MIN_TEXTS = {"w": 1, "c": 2, "s": 2}
_SHAPE = "s"


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse vector: columns (ascending) and their values."""

    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]


class FeatureSpace:
    """The features seen in the knowledge base, with their columns and inverse text frequencies."""

    def __init__(self, columns: dict[str, int], weights: npt.NDArray[np.float32]) -> None:
        self._columns = columns
        self._weights = weights
        names = list(_MIN_TEXTS)
        self._families = np.array([names.index(piece[0]) for piece in columns], dtype=np.int64)
        self._is_shaped = any(piece[0] == _SHAPE for piece in columns)

    @classmethod
    def fitted(
        cls, texts: Sequence[str], *, shaped: bool = False
    ) -> tuple[FeatureSpace, list[Sparse]]:
        """Learn the space of some texts and give their vectors: pieces need two texts, words one."""
        counted = [_counted(text, shaped) for text in texts]
        space = cls.from_counts(counted)
        return space, [space.weigh(counts) for counts in counted]

    @classmethod
    def from_counts(cls, counted: Sequence[Counter[str]]) -> FeatureSpace:
        """Learn the space from the pieces of each text with their counts."""
        seen: Counter[str] = Counter()
        for counts in counted:
            seen.update(counts.keys())
        count = len(counted)
        kept = sorted(piece for piece, texts_ in seen.items() if texts_ >= _MIN_TEXTS[piece[0]])
        weights = [math.log((1 + count) / (1 + seen[piece])) + 1 for piece in kept]
        columns = {piece: at for at, piece in enumerate(kept)}
        return cls(columns, np.array(weights, dtype=np.float32))

    @classmethod
    def from_folder(cls, folder: Path) -> FeatureSpace:
        """Read a saved space."""
        pieces = json.loads((folder / "features.json").read_text(encoding="utf-8"))
        weights = np.load(folder / "weights.npy", allow_pickle=False)
        return cls({piece: at for at, piece in enumerate(pieces)}, weights)

    def save(self, folder: Path) -> None:
        """Write the space as JSON and an array."""
        folder.mkdir(parents=True, exist_ok=True)
        pieces = json.dumps(list(self._columns), ensure_ascii=False, indent=0)
        (folder / "features.json").write_text(pieces + "\n", encoding="utf-8")
        np.save(folder / "weights.npy", self._weights, allow_pickle=False)

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self._columns)

    def vector(self, text: str) -> Sparse:
        """Features of a text; empty when nothing of it is known."""
        return self.weigh(_counted(text, self._is_shaped))

    def weigh(self, counts: Counter[str]) -> Sparse:
        """Features of counted pieces."""
        known = self._columns
        found = {known[piece]: count for piece, count in counts.items() if piece in known}
        columns = np.fromiter(found.keys(), np.int64, len(found))
        order = np.argsort(columns)
        columns = columns[order]
        times = np.fromiter(found.values(), np.float64, len(found))[order]
        values = (1 + np.log(times)) * self._weights[columns]
        families = self._families[columns]
        lengths = np.sqrt(np.bincount(families, values * values, len(_MIN_TEXTS)))
        return Sparse(columns.astype(np.int32), (values / lengths[families]).astype(np.float32))


@lru_cache(maxsize=16)
def _counted(text: str, shaped: bool) -> Counter[str]:
    """Pieces of a text; kept for a moment, since several judges hear the same message."""
    counts = Counter(_pieces(text))
    if shaped:
        counts.update(f"{_SHAPE}{row}" for row in shape_rows(text))
    return counts


def _pieces(text: str) -> Sequence[str]:
    terms = terms_of(text)
    pieces = [f"w{term}" for term in terms]
    pieces += [f"w{first} {second}" for first, second in pairwise(terms)]
    for word in normalise(text).text.split():
        padded = f" {word.strip(_MARKS)} "
        for size in range(_LETTERS[0], _LETTERS[1] + 1):
            if size > len(padded):
                break
            pieces += [f"c{padded[at : at + size]}" for at in range(len(padded) - size + 1)]
    return pieces
