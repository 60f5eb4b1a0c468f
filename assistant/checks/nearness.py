"""Where each client phrase leads when its own request's copy of it is left out.

By meaning and words alone: the ranker has learnt every phrase by heart. Works on the documents as they
are now; of the index only the encoder is used and the vectors of texts that have not changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.checks.pages import Pages
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.index import Index
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.passages import Passage, passages_of

Values = npt.NDArray[np.float32]
FIRST = 3
_TOP = 3
_NEAREST = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A phrase of a request and the requests it leads to, nearest first; ``section`` is the nearest one."""

    item_id: str
    phrase: str
    nearest: tuple[str, ...]
    section: str

    @property
    def is_lost(self) -> bool:
        """Whether another request is nearer than its own."""
        return self.nearest[0] != self.item_id

    @property
    def is_unfound(self) -> bool:
        """Whether its own request is not even among the first three."""
        return self.item_id not in self.nearest


def ways_of(pages: Pages, index: Index) -> tuple[Way, ...]:
    """Follow every phrase of every request."""
    asked = [
        (item_id, phrase)
        for item_id, request in pages.knowledge.requests.items()
        for phrase in request.phrases
        if terms_of(phrase)
    ]
    if not asked:
        return ()
    passages = passages_of(pages.knowledge, PhraseBank.from_folder(pages.docs))
    vectors = _vectors([phrase for _, phrase in asked], index)
    requests = _Space([each for each in passages if each.kind == "request"], index)
    nearest = requests.nearest(asked, vectors)
    sections = [each for each in passages if each.kind == "section"]
    if sections:
        anyones = [("", phrase) for _, phrase in asked]
        beside = [found[0] for found in _Space(sections, index).nearest(anyones, vectors)]
    else:
        beside = ["" for _ in asked]
    return tuple(
        Way(*each, found, section)
        for each, found, section in zip(asked, nearest, beside, strict=True)
    )


class _Space:
    """Passages of one kind, by meaning and by words."""

    def __init__(self, passages: Sequence[Passage], index: Index) -> None:
        self._vectors = _vectors([each.text for each in passages], index)
        self._lexical = LexicalIndex.from_texts([each.text for each in passages])
        rows: dict[str, list[int]] = defaultdict(list)
        self._copies: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, passage in enumerate(passages):
            rows[passage.item_id].append(row)
            self._copies[passage.item_id, passage.text].append(row)
        self._items = tuple(rows)
        width = max([_TOP, *(len(each) for each in rows.values())], default=_TOP)
        self._table = np.full((len(rows), width), len(passages), dtype=np.int64)
        for at, each in enumerate(rows.values()):
            self._table[at, : len(each)] = each
        self._counts = np.array([min(_TOP, len(each)) for each in rows.values()], dtype=np.float32)

    def nearest(
        self, asked: Sequence[tuple[str, str]], vectors: Values
    ) -> Iterator[tuple[str, ...]]:
        """The nearest items for each (own item, phrase); copies of a phrase in its item do not count."""
        # In one go: a product for each phrase costs several times as much.
        meanings = vectors @ self._vectors.T
        edge = -min(_NEAREST, meanings.shape[1])
        for (own, phrase), row in zip(asked, meanings, strict=True):
            copies = self._copies.get((own, phrase), [])
            # Beyond the nearest all are equally far, as in the search itself.
            meaning = np.maximum(row, np.partition(row, edge)[edge])
            words = self._lexical.score(terms_of(phrase))
            words = words / max(float(words.max(initial=0.0)), 1e-9)
            meaning[copies] = words[copies] = 0.0
            closeness = self._of_items(meaning) + self._of_items(words)
            order = np.argsort(-closeness, kind="stable")[:FIRST]
            yield tuple(self._items[at] for at in order)

    def _of_items(self, values: Values) -> Values:
        """Mean of the three largest values of each item: one odd phrase decides nothing."""
        padded = np.append(values, np.float32(-np.inf))[self._table]
        top = np.partition(padded, padded.shape[1] - _TOP, axis=1)[:, -_TOP:]
        sums = np.where(np.isfinite(top), top, 0).sum(axis=1)
        return np.asarray(sums / self._counts, dtype=np.float32)


def _vectors(texts: Sequence[str], index: Index) -> Values:
    """Vectors of texts: those of the index where it has the text, new ones else."""
    stored: Mapping[str, int] = {each.text: row for row, each in enumerate(index.passages)}
    known = index.vectors.vectors()
    fresh = [text for text in texts if text not in stored]
    encoded = dict(zip(fresh, index.encoder.encode_passages(fresh), strict=True)) if fresh else {}
    rows = [encoded[text] if text in encoded else known[stored[text]] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), index.encoder.dimension)
