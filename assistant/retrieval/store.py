"""Vectors in FAISS (the only file that imports faiss).

Inner-product search over unit vectors, so a similarity is a cosine in −1…1: exact (``VectorStore``), or
by codes where exact search is too slow and too large (``CodedStore``). A file is read only after its
hash was checked (``manifest``): FAISS does not defend itself against damaged files.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Self

import faiss
import numpy as np
import numpy.typing as npt

from assistant.retrieval.encoder import Vectors

faiss.omp_set_num_threads(1)

_BUFFER = 1 << 20
# Codes of 8 bits are compared 16 at a time; another length takes a loop that is seven times slower.
_LANES = 16
_NUMBERS_IN_A_CODE = 4


class VectorStore:
    """Unit vectors, row N for passage N."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> VectorStore:
        """Index vectors of shape ``(rows, dimension)``."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read a file written by ``save`` whose hash has been checked."""
        return cls(faiss.deserialize_index(np.frombuffer(file.read_bytes(), dtype=np.uint8)))

    @classmethod
    def from_stream(cls, stream: BinaryIO) -> Self:
        """Read what ``save`` wrote, hash checked, without holding it twice in memory."""
        reader = faiss.PyCallbackIOReader(stream.read, _BUFFER)  # type: ignore[attr-defined]  # no stub
        return cls(faiss.read_index(reader))

    def save(self, file: Path) -> None:
        """Write the vectors.

        Python writes the file: FAISS knows no Russian folder names on Windows, and tells of a full
        disk by a ``RuntimeError``.
        """
        with file.open("wb") as stream:
            writer = faiss.PyCallbackIOWriter(stream.write, _BUFFER)  # type: ignore[attr-defined]  # no stub
            faiss.write_index(self._index, writer)

    def add(self, vectors: Vectors) -> None:
        """Put vectors after the last row."""
        self._index.add(vectors)

    @property
    def rows(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """All vectors, shape ``(rows, dimension)``."""
        return np.asarray(self._index.reconstruct_n(0, self.rows), dtype=np.float32)

    def search(
        self, query: Vectors, count: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Similarities and rows of the nearest vectors, best first, for one query ``(1, dim)``."""
        similarities, rows = self._index.search(query, min(count, self.rows))
        return similarities[0], rows[0]


class CodedStore(VectorStore):
    """Vectors as codes, for a number that exact search cannot carry.

    Codes of 4 bits for every four numbers (32 bytes for a vector of 256, so a million nearly fit the
    processor's cache) are all compared; the best ``depth`` are compared again by codes of 8 bits a
    number. Nothing is left out by a partition, so a vector added later is found like the first.
    What was measured against inverted lists: docs/_dev/scale.md.
    """

    def __init__(self, index: faiss.Index) -> None:
        super().__init__(index)
        self.depth = 1_000

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> CodedStore:
        """Learn the codes from vectors of shape ``(rows, dimension)`` and index these."""
        length = -(-vectors.shape[1] // _LANES) * _LANES
        small = faiss.IndexPQFastScan(
            length, length // _NUMBERS_IN_A_CODE, 4, faiss.METRIC_INNER_PRODUCT
        )
        large = faiss.IndexScalarQuantizer(
            length, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        store = cls(faiss.IndexRefine(small, large))
        store._index.train(store._padded(vectors))
        store.add(vectors)
        return store

    def add(self, vectors: Vectors) -> None:
        """Put vectors after the last row."""
        super().add(self._padded(vectors))

    def search(
        self, query: Vectors, count: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """As ``VectorStore``; a similarity is right to about 0.01, and rows may be fewer than asked."""
        count = min(count, self.rows)
        factor = faiss.IndexRefineSearchParameters()
        factor.k_factor = max(1.0, self.depth / max(count, 1))
        similarities, rows = self._index.search(self._padded(query), count, params=factor)
        found = rows[0] >= 0
        return similarities[0][found], rows[0][found]

    def _padded(self, vectors: Vectors) -> Vectors:
        """Zeros up to the length of the codes: they change no product."""
        missing = self.dimension - vectors.shape[1]
        return np.pad(vectors, ((0, 0), (0, missing))) if missing else vectors
