"""Words: BM25 over Russian stems (the only file that imports bm25s)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from assistant.russian.normal import normalise
from assistant.russian.words import words_of

Scores = npt.NDArray[np.float32]

# Words that carry no subject; kept short on purpose: «не» and «нет» tell a fault from a question.
_STOP = frozenset(
    "и в во на с со к ко у о об от до по за из для же ли бы а но или то это этот эта эти как что"
    " я мы вы он она они мне нам вам меня нас вас ему ей им его ее их мой моя мое наш наша"
    " так там тут здравствуйте здравствуй добрый доброе день утро вечер пожалуйста спасибо"
    " уважение уважением коллеги привет".split()
)


@lru_cache(maxsize=512)
def terms_of(text: str) -> tuple[str, ...]:
    """Stems of a text's words in order, empty words left out."""
    words = words_of(normalise(text))
    return tuple(word.stem for word in words if word.form not in _STOP)


class LexicalIndex:
    """BM25 over texts; row N scores text N."""

    def __init__(self, model: bm25s.BM25, rows: int) -> None:
        self._model = model
        self._rows = rows

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts (k1 and b: docs/_dev/search.md)."""
        model = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
        rows = [terms_of(text) or ("∅",) for text in texts]
        # Numbered here: bm25s numbers terms in the order of a set, another one in every process.
        vocabulary = {term: at for at, term in enumerate(sorted({t for row in rows for t in row}))}
        numbered = [[vocabulary[term] for term in row] for row in rows]
        model.index((numbered, vocabulary), show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def from_folder(cls, folder: Path, rows: int) -> LexicalIndex:
        """Load a saved index of ``rows`` texts."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False, mmap=False), rows)

    def save(self, folder: Path) -> None:
        """Write the index as plain arrays and JSON."""
        self._model.save(str(folder), show_progress=False)

    def score(self, terms: Sequence[str]) -> Scores:
        """BM25 of every text for the terms of a query, shape ``(rows,)``; 0 where nothing matches."""
        known = [term for term in terms if term in self._model.vocab_dict]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)
