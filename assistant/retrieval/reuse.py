"""What does not have to be worked out again: vectors and stems of texts that were in the index before.

Looked up by the text itself, so an edited text is never taken for the old one, whichever item it belongs to.
Some are worked out all the same and compared: after another release of a library nothing is taken over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.retrieval.encoder import Encoder, Vectors
from assistant.retrieval.lexical import Terms, load_terms, terms_of
from assistant.retrieval.passages import load_passages
from assistant.retrieval.store import VectorStore

_COMPARED = 64


@dataclass(frozen=True)
class Reuse:
    """``rows`` of texts among ``vectors`` and ``terms``."""

    rows: Mapping[str, int]
    vectors: Vectors
    terms: Sequence[Terms]

    @classmethod
    def from_files(cls, passages: Path, vectors: Path, lexical: Path) -> Reuse:
        """Read the parts of a whole index whose encoder is the present one."""
        rows = {each.text: at for at, each in enumerate(load_passages(passages))}
        return cls(rows, VectorStore.from_file(vectors).vectors(), load_terms(lexical))

    @classmethod
    def nothing(cls) -> Reuse:
        """Everything is worked out."""
        return cls({}, np.empty((0, 0), dtype=np.float32), ())

    def vectors_of(self, texts: Sequence[str], encoder: Encoder) -> Vectors:
        """What the encoder gives for passages."""
        known = [at for at, text in enumerate(texts) if text in self.rows]
        compared = known[:: max(1, len(known) // _COMPARED)]
        again = encoder.encode_passages([texts[at] for at in compared])
        rows = [self.rows[texts[at]] for at in compared]
        if not known or not np.array_equal(self.vectors[rows], again):
            return encoder.encode_passages(texts)
        found = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        found[known] = self.vectors[[self.rows[texts[at]] for at in known]]
        fresh = [at for at, text in enumerate(texts) if text not in self.rows]
        found[fresh] = encoder.encode_passages([texts[at] for at in fresh])
        return found

    def terms_of(self, texts: Sequence[str]) -> list[Terms]:
        """Stems of each text."""
        known = [text for text in texts if text in self.rows]
        compared = known[:: max(1, len(known) // _COMPARED)]
        if any(self.terms[self.rows[text]] != terms_of(text) for text in compared):
            return [terms_of(text) for text in texts]
        return [
            self.terms[self.rows[text]] if text in self.rows else terms_of(text) for text in texts
        ]
