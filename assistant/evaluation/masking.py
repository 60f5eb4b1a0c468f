"""How much personal data slips through masking, and how much else it takes with it.

A leak is counted by document, as the reader of one would (``personal/marked.py`` tells how documents are marked).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from assistant.evaluation.ratio import Ratio
from assistant.personal.marked import Document, Label
from assistant.personal.own import Own
from assistant.personal.recognition import to_mask
from assistant.personal.span import Kind, Span

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Result:
    """What masking did to a document: the values that stayed readable, and the words lost for nothing."""

    document: Document
    leaked: tuple[tuple[Kind, str], ...]
    lost: tuple[str, ...]
    words: int
    milliseconds: float

    @classmethod
    def from_document(cls, document: Document, own: Own) -> Self:
        """Recognise the personal spans of a document and compare them with its labels."""
        started = time.perf_counter()
        spans = to_mask(document.text, own)
        taken = (time.perf_counter() - started) * 1_000
        masked = _covered(spans)
        personal = [label for label in document.labels if label.kind is not None]
        leaked = tuple(
            (label.kind, document.text[label.start : label.end])
            for label in personal
            if label.kind is not None and not _is_hidden(document.text, label, masked)
        )
        marked = {at for each in document.labels for at in range(each.start, each.end)}
        free = [word for word in _WORD.finditer(document.text) if word.start() not in marked]
        lost = tuple(word.group() for word in free if word.start() in masked)
        return cls(document, leaked, lost, len(free), taken)


def _covered(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _is_hidden(text: str, label: Label, masked: set[int]) -> bool:
    """Whether no letter and no digit of a label stayed."""
    return all(at in masked or not text[at].isalnum() for at in range(label.start, label.end))


@dataclass(frozen=True, slots=True)
class Masking:
    """Figures of some documents: ``leaking`` and ``spoiled`` by document, the others by value and word."""

    results: Sequence[Result]

    @classmethod
    def from_documents(cls, documents: Iterable[Document], own: Own) -> Self:
        """Measure each document."""
        return cls([Result.from_document(each, own) for each in documents])

    @property
    def leaking(self) -> Ratio:
        """Documents with a personal value left, of those that have one."""
        return Ratio.from_pairs(
            (float(bool(each.leaked)), float(any(label.kind for label in each.document.labels)))
            for each in self.results
        )

    @property
    def spoiled(self) -> Ratio:
        """Documents that lost a word which is not personal."""
        return Ratio.from_hits(bool(each.lost) for each in self.results)

    @property
    def lost_words(self) -> Ratio:
        """Words lost of those that are not personal."""
        return Ratio.from_pairs((len(each.lost), each.words) for each in self.results)

    @property
    def by_kind(self) -> dict[Kind, tuple[int, int]]:
        """For each kind, values left and values there are."""
        left = [kind for each in self.results for kind, _ in each.leaked]
        there = [label.kind for each in self.results for label in each.document.labels]
        return {kind: (left.count(kind), there.count(kind)) for kind in Kind if kind in there}

    @property
    def median_milliseconds(self) -> float:
        """Time of a document in the middle."""
        return float(np.median([each.milliseconds for each in self.results]))
