"""Features of a text for the linear ranker: stems, pairs of stems, 2–5-letter pieces, rows of its shape.

The last are for judges of how a thing is said, whatever it is about (``shape``).
Weights are tf-idf with logarithmic term counts, each family brought to length one, so that a long
letter and a two-word cry weigh alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.retrieval.lexical import terms_of
from assistant.retrieval.shape import shape_rows
from assistant.russian.normal import normalise

_LETTERS = (2, 5)
_MARKS = ".,!?;:()«»\"'"
# Families of pieces by their first letter: how many texts a piece of each must stand in to count.
MIN_TEXTS = {"w": 1, "c": 2, "s": 2}
_SHAPE = "s"
_WORDS_KEPT = 16_384


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
        letters = np.array([ord(name) for name in MIN_TEXTS])
        first = np.frombuffer("".join([piece[0] for piece in columns]).encode(), np.uint8)
        self._families = np.argmax(first[:, None] == letters, axis=1)
        # Words come again and again, and each is twenty look-ups in a large table.
        self._columns_of_word = lru_cache(maxsize=_WORDS_KEPT)(
            lambda word: tuple(self._known(pieces_of_word(word)))
        )
        self._is_shaped = bool(np.any(first == ord(_SHAPE)))

    @classmethod
    def from_folder(cls, folder: Path) -> FeatureSpace:
        """Read a saved space."""
        pieces = json.loads((folder / "features.json").read_text(encoding="utf-8"))
        weights = np.load(folder / "weights.npy", allow_pickle=False)
        return cls(dict(zip(pieces, range(len(pieces)), strict=True)), weights)

    def save(self, folder: Path) -> None:
        """Write the space as JSON and an array."""
        folder.mkdir(parents=True, exist_ok=True)
        pieces = json.dumps(list(self._columns), ensure_ascii=False, indent=0)
        (folder / "features.json").write_text(pieces + "\n", encoding="utf-8")
        np.save(folder / "weights.npy", self._weights, allow_pickle=False)

    def extended(self, pieces: Sequence[str], weights: npt.NDArray[np.float32]) -> FeatureSpace:
        """Return this space with more pieces behind those it has."""
        columns = {**self._columns, **{each: self.size + at for at, each in enumerate(pieces)}}
        return FeatureSpace(columns, np.concatenate([self._weights, weights]))

    def __contains__(self, piece: str) -> bool:
        return piece in self._columns

    @property
    def columns(self) -> Mapping[str, int]:
        """The column of each piece."""
        return self._columns

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self._columns)

    def vector(self, text: str) -> Sparse:
        """Features of a text; empty when nothing of it is known."""
        worded, words = _cut(text)
        found = self._known(worded)
        for word in words:
            found += self._columns_of_word(word)
        if self._is_shaped:
            found += self._known(pieces_of_shape(text))
        columns, times = np.unique(np.array(found, dtype=np.int64), return_counts=True)
        values = self.values_of(columns, times.astype(np.float64))
        return Sparse(columns.astype(np.int32), values)

    def _known(self, pieces: Sequence[str]) -> list[int]:
        columns = self._columns
        return [columns[piece] for piece in pieces if piece in columns]

    def values_of(
        self,
        columns: npt.NDArray[np.int64],
        times: npt.NDArray[np.float64],
        texts: npt.NDArray[np.int64] | int = 0,
        count: int = 1,
    ) -> npt.NDArray[np.float32]:
        """Values of columns that stand in a text so many times: of one text, or of ``count`` by number."""
        values = (1 + np.log(times)) * self._weights[columns]
        families = texts * len(MIN_TEXTS) + self._families[columns]
        lengths = np.sqrt(np.bincount(families, values * values, count * len(MIN_TEXTS)))
        return np.asarray(values / lengths[families], dtype=np.float32)


@lru_cache(maxsize=16)
def _cut(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """Pieces of the terms of a text, and its words; kept for a moment, since several judges hear it."""
    return pieces_of_terms(terms_of(text)), normalise(text).text.split()


def pieces_of(text: str) -> list[str]:
    """Pieces of the terms and words of a text, those that repeat included."""
    worded, words = _cut(text)
    return [*worded, *chain.from_iterable(map(pieces_of_word, words))]


def pieces_of_terms(terms: Sequence[str]) -> list[str]:
    """Stems and pairs of neighbours."""
    return [f"w{term}" for term in terms] + [
        f"w{first} {second}" for first, second in pairwise(terms)
    ]


def pieces_of_word(word: str) -> list[str]:
    """Pieces of 2–5 letters of a normalised word, its beginning and end marked by a space."""
    padded = f" {word.strip(_MARKS)} "
    pieces: list[str] = []
    for size in range(_LETTERS[0], _LETTERS[1] + 1):
        if size > len(padded):
            break
        pieces += [f"c{padded[at : at + size]}" for at in range(len(padded) - size + 1)]
    return pieces


def pieces_of_shape(text: str) -> list[str]:
    """Rows of the shape of a text."""
    return [f"{_SHAPE}{row}" for row in shape_rows(text)]
