"""What a message leans to: which requests its words are near, and how it is laid out.

The judge of kinds learns from this beside the words: a message near «пожелание» or «акт сверки» is seldom
a fault, whatever verbs it has, and one that ends in a question mark asks (docs/_dev/search.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.features import Sparse
from assistant.retrieval.fitting import Pieces, SparseRows, rows_in
from assistant.retrieval.ranker import Ranker
from assistant.russian.expression import expression
from assistant.russian.normal import normalise

# How sharply the nearest request stands out, and what the layout weighs beside it; cross-validated.
_SHARPNESS = 3.0
_LAYOUT = 0.5
_FAR = -1.0
_SHORT, _LONG, _MANY_SENTENCES = 10, 40, 5
_SENTENCE = expression(r"(?<=[.!?\n])\s+")
_WORD = expression(r"\w+")
_DIGIT = re.compile(r"\d")
RECIPE = f"leaning 1 {_SHARPNESS} {_LAYOUT}"
LAYOUT_SIZE = 8


@dataclass(frozen=True)
class Leaning:
    """Measures how messages lean by a ranker of the requests; ``items`` are those it is told by."""

    ranker: Ranker
    items: Sequence[str]

    @property
    def size(self) -> int:
        """How many values a message gets."""
        return len(self.items) + LAYOUT_SIZE

    def beside(self, words: Sparse, text: str, at: int) -> Sparse:
        """The features of a text with what it leans to in the columns from ``at`` on."""
        return self._beside(words, text, at, self.ranker.margins_of(text))

    def beside_all(
        self, rows: SparseRows, texts: Sequence[str], at: int, pieces: Pieces
    ) -> SparseRows:
        """The same for many texts at once."""
        ranked = map(self.ranker.margins, rows_in(self.ranker.space, texts, pieces))
        each = zip(rows, texts, ranked, strict=True)
        return SparseRows.from_vectors(
            [self._beside(words, text, at, margins) for words, text, margins in each]
        )

    def _beside(
        self, words: Sparse, text: str, at: int, margins: npt.NDArray[np.float32]
    ) -> Sparse:
        columns = np.arange(at, at + self.size, dtype=np.int32)
        values = np.concatenate([self._requests(margins), _layout(text)])
        return Sparse(
            np.concatenate([words.columns, columns]), np.concatenate([words.values, values])
        )

    def _requests(self, margins: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """How near each request is by the ranker's margins, as a vector of length one."""
        known = dict(zip(self.ranker.classes, margins, strict=True))
        nearness = np.array([known.get(item, _FAR) for item in self.items], dtype=np.float32)
        nearness = np.exp(_SHARPNESS * (nearness - nearness.max(initial=_FAR)))
        return np.asarray(nearness / max(float(np.linalg.norm(nearness)), 1e-9), dtype=np.float32)


def _layout(text: str) -> npt.NDArray[np.float32]:
    """Length, sentences, marks, capitals and digits of a text."""
    words = len(_WORD.findall(normalise(text).text))
    sentences = [each for each in _SENTENCE.split(text) if each.strip()] or [text]
    layout = (
        min(1.0, words / _SHORT),
        min(1.0, words / _LONG),
        min(1.0, len(sentences) / _MANY_SENTENCES),
        "?" in text,
        "?" in sentences[-1],
        "!" in text,
        text.isupper(),
        _DIGIT.search(text) is not None,
    )
    return np.array(layout, dtype=np.float32) * np.float32(_LAYOUT)
