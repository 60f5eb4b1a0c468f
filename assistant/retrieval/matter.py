"""A vector of what a ticket is about: its words' meaning beside the requests it could be.

Two customers tell the same matter in other words, and the embedding, which knows words alone, puts them apart.
The ranker has learnt from client phrases which words belong together; measured in docs/_dev/journal.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from assistant.retrieval.encoder import Encoder, Vectors
from assistant.retrieval.index import Index
from assistant.retrieval.ranker import Ranker

# Fitted on golden-tune and fresh-tune; the weight of the requests is 1.
_MEANING = 0.5
# Vectors of such a length are compared fastest.
_STEP = 16


class MatterEncoder:
    """An encoder whose cosine is the weighted mean of two: of meaning, and of fitting requests.

    A ranker that learnt anew from the same requests gives nearly the same vectors, so the revision
    follows the list of requests and not the ranker: past tickets are not read again at each build.
    """

    def __init__(self, encoder: Encoder, ranker: Ranker) -> None:
        self._encoder = encoder
        self._ranker = ranker
        requests = sorted(each for each in ranker.classes if each)
        order = {each: at for at, each in enumerate(ranker.classes)}
        self._columns = np.array([order[each] for each in requests], dtype=np.int64)
        self._digest = hashlib.sha256("\n".join(requests).encode()).hexdigest()[:16]

    @classmethod
    def of(cls, index: Index) -> MatterEncoder:
        """The encoder of an index."""
        return cls(index.encoder, index.ranker)

    @property
    def dimension(self) -> int:
        """Length of a vector: meaning, then requests, then zeros to a round number."""
        length = self._encoder.dimension + len(self._columns)
        return -(-length // _STEP) * _STEP

    @property
    def revision(self) -> str:
        """Of the encoder of meaning and of the list of requests."""
        return f"{self._encoder.revision}+{self._digest}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched for."""
        return self._joined(self._encoder.encode_queries(texts), texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is found."""
        return self._joined(self._encoder.encode_passages(texts), texts)

    def _joined(self, meaning: Vectors, texts: Sequence[str]) -> Vectors:
        """Both parts side by side, of length one; a text without a known word stays at zero."""
        joined = np.zeros((len(texts), self.dimension), dtype=np.float32)
        width, known = meaning.shape[1], meaning.any(axis=1)
        joined[:, :width] = np.sqrt(_MEANING) * meaning
        for row in np.flatnonzero(known):
            joined[row, width : width + len(self._columns)] = self._fits(texts[int(row)])
        lengths = np.linalg.norm(joined, axis=1, keepdims=True)
        return np.asarray(joined / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def _fits(self, text: str) -> Vectors:
        """How far each request fits better than the mean of them, of length one."""
        if not len(self._columns):
            return np.zeros(0, dtype=np.float32)
        margins = self._ranker.margins(self._ranker.space.vector(text))[self._columns]
        above = np.clip(margins, -1, 1)
        above = np.maximum(above - above.mean(), 0)
        return np.asarray(above / max(float(np.linalg.norm(above)), 1e-9), dtype=np.float32)
