"""Learn the features of many texts at once: what ``FeatureSpace.vector`` gives for each, ten times as fast.

A word's pieces are cut once, however many texts it stands in, and weights and lengths are worked out for all
texts together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.features import (
    MIN_TEXTS,
    FeatureSpace,
    Sparse,
    pieces_of,
    pieces_of_shape,
    pieces_of_terms,
    pieces_of_word,
)
from assistant.retrieval.lexical import terms_of
from assistant.russian.normal import normalise

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class SparseRows:
    """Sparse vectors of texts; those of text N are ``columns`` and ``values`` from ``ends[N]`` to ``ends[N + 1]``."""

    columns: Numbers
    values: npt.NDArray[np.float32]
    ends: npt.NDArray[np.int64]

    @classmethod
    def from_vectors(cls, vectors: Sequence[Sparse]) -> SparseRows:
        """One below the other."""
        return cls(
            np.concatenate([np.empty(0, np.int32), *(each.columns for each in vectors)]),
            np.concatenate([np.empty(0, np.float32), *(each.values for each in vectors)]),
            np.cumsum([0, *(len(each.columns) for each in vectors)]),
        )

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[Sparse]:
        return (Sparse(self.columns_of(row), self.values_of(row)) for row in range(len(self)))

    def columns_of(self, row: int) -> Numbers:
        """Columns of a text, ascending."""
        return self.columns[self.ends[row] : self.ends[row + 1]]

    def values_of(self, row: int) -> npt.NDArray[np.float32]:
        """Their values."""
        return self.values[self.ends[row] : self.ends[row + 1]]

    def squares(self) -> npt.NDArray[np.float32]:
        """Squared length of each vector."""
        rows = np.repeat(np.arange(len(self)), np.diff(self.ends))
        return np.bincount(rows, self.values * self.values, len(self)).astype(np.float32)


def fitted(texts: Sequence[str], *, shaped: bool = False) -> tuple[FeatureSpace, SparseRows]:
    """Learn the space of some texts and give their vectors; ``shaped`` takes in how a thing is said.

    Pieces of letters and of shape need two texts, stems and pairs one.
    """
    pieces = _Pieces()
    rows = [pieces.of(text, shaped=shaped) for text in texts]
    names = sorted(pieces.numbers)
    place = np.empty(len(names), dtype=np.int64)
    place[[pieces.numbers[name] for name in names]] = np.arange(len(names))
    counted = [np.unique(place[row], return_counts=True) for row in rows]
    nothing = np.empty(0, dtype=np.int64)
    found = np.concatenate([nothing, *(each for each, _ in counted)])
    times = np.concatenate([nothing, *(each for _, each in counted)])
    of_text = np.repeat(np.arange(len(texts)), [len(each) for each, _ in counted])
    spread = np.bincount(found, minlength=len(names))
    is_known = spread >= np.array([MIN_TEXTS[name[0]] for name in names], dtype=np.int64)
    known = [names[at] for at in np.flatnonzero(is_known)]
    space = FeatureSpace(
        {name: column for column, name in enumerate(known)},
        _rarity(len(texts), spread[is_known]),
    )
    is_in = is_known[found]
    columns, of_text = (np.cumsum(is_known) - 1)[found[is_in]], of_text[is_in]
    values = space.values_of(columns, times[is_in].astype(np.float64), of_text, len(texts))
    ends = np.concatenate([[0], np.cumsum(np.bincount(of_text, minlength=len(texts)))])
    return space, SparseRows(columns.astype(np.int32), values, ends)


def new_pieces(
    texts: Sequence[str], space: FeatureSpace, beside: int
) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
    """Pieces of texts that a space lacks, with their rarity among these texts and so many ``beside`` them."""
    spread = Counter(piece for text in texts for piece in set(pieces_of(text)))
    fresh = sorted(
        piece
        for piece, count in spread.items()
        if piece not in space and count >= MIN_TEXTS[piece[0]]
    )
    counts = np.array([spread[piece] for piece in fresh], dtype=np.int64)
    return tuple(fresh), _rarity(beside + len(texts), counts)


class _Pieces:
    """Numbers of pieces in the order they are met; the pieces of a word are cut once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._words: dict[str, Numbers] = {}

    def of(self, text: str, *, shaped: bool) -> Numbers:
        """Numbers of the pieces of a text, those that repeat included."""
        loose = pieces_of_terms(terms_of(text))
        if shaped:
            loose += pieces_of_shape(text)
        words = [self._word(word) for word in normalise(text).text.split()]
        return np.concatenate([self._numbered(loose), *words])

    def _word(self, word: str) -> Numbers:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._numbered(pieces_of_word(word))
        return known

    def _numbered(self, pieces: Sequence[str]) -> Numbers:
        numbers = self.numbers
        return np.array([numbers.setdefault(each, len(numbers)) for each in pieces], dtype=np.int32)


def _rarity(texts: int, spread: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Inverse text frequency of pieces that stand in so many of the texts."""
    return np.array([math.log((1 + texts) / (1 + each)) + 1 for each in spread], dtype=np.float32)
