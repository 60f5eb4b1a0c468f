"""Vectors in FAISS (the only file that imports faiss).

Exact inner-product search over unit vectors, so a similarity is a cosine in −1…1. The file is read
only after its hash was checked (``manifest``): FAISS does not defend itself against damaged files.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from assistant.retrieval.encoder import Vectors

faiss.omp_set_num_threads(1)


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
    def from_file(cls, file: Path) -> VectorStore:
        """Read a file written by ``save`` whose hash has been checked."""
        return cls(faiss.deserialize_index(np.frombuffer(file.read_bytes(), dtype=np.uint8)))

    def save(self, file: Path) -> None:
        """Write the vectors.

        Python writes the file: FAISS knows no Russian folder names on Windows, and tells of a full
        disk by a ``RuntimeError``.
        """
        file.write_bytes(faiss.serialize_index(self._index).tobytes())

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
