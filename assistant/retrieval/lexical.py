"""Words: BM25 over Russian stems.

The weights are computed by bm25s (this is the only file that imports it) when texts are indexed; a query
adds up columns of them, which takes numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.russian.normal import normalise
from assistant.russian.words import words_of

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
Terms = tuple[str, ...]

# Names as bm25s gives them.
_WEIGHTS, _ROWS, _ENDS = "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy"
_COLUMNS = "vocab.index.json"
_TERMS = "terms.txt"

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


@dataclass(frozen=True)
class LexicalIndex:
    """BM25 over texts; row N scores text N.

    A column for each term: ``columns`` gives its place, and from ``ends[place]`` to ``ends[place + 1]`` stand
    the ``rows`` of the texts that have it, each once, with their ``weights``. ``count`` is the number of texts.
    """

    columns: Mapping[str, int]
    ends: Places
    rows: Places
    weights: Scores
    count: int

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts."""
        return cls.from_terms([terms_of(text) for text in texts])

    @classmethod
    def from_terms(cls, terms: Sequence[Terms]) -> LexicalIndex:
        """Index texts by their stems (k1 and b: docs/_dev/search.md)."""
        import bm25s  # brings scipy with it: an answer must not wait for it

        model = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
        rows = [each or ("∅",) for each in terms]
        # Numbered here: bm25s numbers terms in the order of a set, another one in every process.
        vocabulary = {term: at for at, term in enumerate(sorted({t for row in rows for t in row}))}
        numbered = [[vocabulary[term] for term in row] for row in rows]
        model.index((numbered, vocabulary), show_progress=False)
        scores = model.scores
        return cls(vocabulary, scores["indptr"], scores["indices"], scores["data"], len(rows))

    @classmethod
    def from_folder(cls, folder: Path, count: int) -> LexicalIndex:
        """Load a saved index of ``count`` texts."""
        return cls(
            json.loads((folder / _COLUMNS).read_text(encoding="utf-8")),
            np.load(folder / _ENDS, allow_pickle=False),
            np.load(folder / _ROWS, allow_pickle=False),
            np.load(folder / _WEIGHTS, allow_pickle=False),
            count,
        )

    def save(self, folder: Path) -> None:
        """Write the index as plain arrays and JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        columns = json.dumps(self.columns, ensure_ascii=False, indent=0)
        (folder / _COLUMNS).write_text(columns + "\n", encoding="utf-8")
        np.save(folder / _ENDS, self.ends, allow_pickle=False)
        np.save(folder / _ROWS, self.rows, allow_pickle=False)
        np.save(folder / _WEIGHTS, self.weights, allow_pickle=False)

    def score(self, terms: Sequence[str]) -> Scores:
        """BM25 of every text for the terms of a query, shape ``(count,)``; 0 where nothing matches."""
        scores = np.zeros(self.count, dtype=np.float32)
        for place in map(self.columns.get, terms):
            if place is not None:
                there = slice(self.ends[place], self.ends[place + 1])
                scores[self.rows[there]] += self.weights[there]
        return scores


def save_terms(terms: Sequence[Terms], folder: Path) -> None:
    """Write the stems of one text a line beside the words made from them."""
    text = "".join(" ".join(each) + "\n" for each in terms)
    (folder / _TERMS).write_text(text, encoding="utf-8", newline="\n")


def load_terms(folder: Path) -> list[Terms]:
    """Read what ``save_terms`` wrote."""
    lines = (folder / _TERMS).read_text(encoding="utf-8").split("\n")[:-1]
    return [tuple(line.split()) for line in lines]
