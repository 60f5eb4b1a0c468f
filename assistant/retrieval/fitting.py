"""Learn the features of many texts at once: what ``FeatureSpace.vector`` gives for each, ten times as fast.

A word's pieces are cut once, however many texts it stands in, a text's once, however many learn from it
(``Pieces``), and weights and lengths are worked out for all texts together.
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
Counts = npt.NDArray[np.int64]


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


class Pieces:
    """The pieces of texts by number, in the order they are met; a word and a text are cut once.

    One is shared by all that is trained in a build: ranker and judges learn from the same letters.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._words: dict[str, Numbers] = {}
        self._texts: dict[str, tuple[Numbers, Counts]] = {}
        self._shapes: dict[str, tuple[Numbers, Counts]] = {}

    def of(self, text: str, *, shaped: bool) -> tuple[Numbers, Counts]:
        """Numbers of the pieces of a text, each once, and how often each stands there."""
        known = self._texts.get(text)
        if known is None:
            words = [self._word(word) for word in normalise(text).text.split()]
            loose = self._numbered(pieces_of_terms(terms_of(text)))
            known = self._texts[text] = _counted(np.concatenate([loose, *words]))
        if not shaped:
            return known
        shape = self._shapes.get(text)
        if shape is None:
            shape = self._shapes[text] = _counted(self._numbered(pieces_of_shape(text)))
        return np.concatenate([known[0], shape[0]]), np.concatenate([known[1], shape[1]])

    def _word(self, word: str) -> Numbers:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._numbered(pieces_of_word(word))
        return known

    def _numbered(self, pieces: Sequence[str]) -> Numbers:
        numbers = self.numbers
        return np.array([numbers.setdefault(each, len(numbers)) for each in pieces], dtype=np.int32)


def fitted(
    texts: Sequence[str], *, shaped: bool = False, pieces: Pieces | None = None
) -> tuple[FeatureSpace, SparseRows]:
    """Learn the space of some texts and give their vectors; ``shaped`` takes in how a thing is said.

    Pieces of letters and of shape need two texts, stems and pairs one.
    """
    pieces = Pieces() if pieces is None else pieces
    found = [pieces.of(text, shaped=shaped) for text in texts]
    spread = np.zeros(len(pieces.numbers), dtype=np.int64)
    for numbers, _ in found:
        spread[numbers] += 1
    known = sorted(
        name for name, number in pieces.numbers.items() if spread[number] >= MIN_TEXTS[name[0]]
    )
    rarity = _rarity(len(texts), spread[[pieces.numbers[name] for name in known]])
    space = FeatureSpace({name: column for column, name in enumerate(known)}, rarity)
    return space, _rows(found, space, pieces)


def rows_in(space: FeatureSpace, texts: Sequence[str], pieces: Pieces) -> SparseRows:
    """Vectors of texts in a space that is there already and heeds no shape."""
    return _rows([pieces.of(text, shaped=False) for text in texts], space, pieces)


def _rows(
    found: Sequence[tuple[Numbers, Counts]], space: FeatureSpace, pieces: Pieces
) -> SparseRows:
    """Vectors of texts by the numbers of their pieces, those that the space knows."""
    column_of = np.full(len(pieces.numbers), -1, dtype=np.int64)
    for name, column in space.columns.items():
        number = pieces.numbers.get(name)
        if number is not None:
            column_of[number] = column
    columns, times = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for numbers, counts in found:
        own = column_of[numbers]
        order = np.argsort(own)[np.count_nonzero(own < 0) :]
        columns.append(own[order])
        times.append(counts[order])
    ends = np.cumsum([len(each) for each in columns])
    of_text = np.repeat(np.arange(len(found)), np.diff(ends))
    flat = np.concatenate(columns)
    often = np.concatenate(times).astype(np.float64)
    values = space.values_of(flat, often, of_text, len(found))
    return SparseRows(flat.astype(np.int32), values, ends)


def _counted(numbers: Numbers) -> tuple[Numbers, Counts]:
    return np.unique(numbers, return_counts=True)


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


def _rarity(texts: int, spread: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Inverse text frequency of pieces that stand in so many of the texts."""
    return np.array([math.log((1 + texts) / (1 + each)) + 1 for each in spread], dtype=np.float32)
