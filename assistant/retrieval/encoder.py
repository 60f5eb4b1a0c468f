"""Encoders: text to unit vectors.

The embedded encoder is read here by numpy and tokenizers, so that answering never imports torch. It is
the same folder that sentence-transformers saves and loads (``training``); a test holds both to equal
vectors. Other models come through ``hub``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from assistant.errors import IndexProblem

Vectors = npt.NDArray[np.float32]
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"


class Encoder(Protocol):
    """Text to vectors of length one, shape ``(len(texts), dimension)``."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def revision(self) -> str:
        """What changes when the same text would get another vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched for."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is found."""


class StaticEncoder:
    """A static embedding model: a text's vector is the mean of its tokens' vectors, normalised."""

    def __init__(self, tokenizer: Tokenizer, table: Vectors, revision: str) -> None:
        self._tokenizer = tokenizer
        self._table = table
        self._revision = revision

    @classmethod
    def from_folder(cls, folder: Path) -> StaticEncoder:
        """Load a model folder saved by sentence-transformers.

        Raises:
            IndexProblem: the folder holds no such model.
        """
        weights, tokenizer = folder / _WEIGHTS, folder / _TOKENIZER
        if not weights.is_file() or not tokenizer.is_file():
            raise IndexProblem(
                f"В папке {folder} нет модели поиска. Постройте индекс: python build_index.py"
            )
        table = load_file(weights)["embedding.weight"]
        model = Tokenizer.from_file(str(tokenizer))
        model.no_padding()
        digest = hashlib.sha256(weights.read_bytes() + tokenizer.read_bytes()).hexdigest()
        return cls(model, np.ascontiguousarray(table, dtype=np.float32), digest[:16])

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    @property
    def revision(self) -> str:
        """Hash of weights and tokenizer."""
        return self._revision

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched for."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is found; a static model treats both alike."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        whole = [whole_letters(text) for text in texts]
        batch = self._tokenizer.encode_batch(whole, add_special_tokens=False)
        for row, encoding in enumerate(batch):
            if encoding.ids:
                vectors[row] = self._table[encoding.ids].mean(axis=0)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def whole_letters(text: str) -> str:
    """The text with each half of a letter as «?»: tokenizers refuse it.

    A half is a lone surrogate, as broken clients send emoji.
    """
    return text.encode("utf-8", "replace").decode()
