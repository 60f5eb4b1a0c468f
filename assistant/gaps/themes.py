"""Tickets nothing fits, gathered into themes that could become a page each.

Two tickets are alike by what they say (the index's encoder, and their words and letters) and by which
requests they come near to. Average linkage over that likeness makes the themes; a theme is called by the
ticket nearest to its middle, in its own words, with the words that set it apart.
``python -m tests.study --themes`` measures it on tickets whose own request is hidden.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from assistant.gaps.wording import plain, titled
from assistant.journal.evidence import Unfitted
from assistant.retrieval.encoder import Vectors
from assistant.retrieval.fitting import fitted
from assistant.retrieval.search import Searcher
from assistant.russian.normal import normalise
from assistant.russian.words import words_of

# Fitted on golden-tune and tickets-dev; a higher one makes more and purer themes.
MIN_LIKENESS = 0.55
_SHARPNESS = 4.0
_WORDS_SHOWN = 4
_EXAMPLES = 5
_MIN_WORD = 4

Likeness = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Theme:
    """Tickets about one thing: ``texts`` without personal data, the most typical first.

    ``words`` set it apart from the other themes. ``seconds`` is what its answers took in all, as far as
    that is known.
    """

    name: str
    words: tuple[str, ...]
    texts: tuple[str, ...]
    seconds: int

    @property
    def examples(self) -> tuple[str, ...]:
        """The most typical texts."""
        return self.texts[:_EXAMPLES]


def themes_of(tickets: Sequence[Unfitted], searcher: Searcher) -> tuple[Theme, ...]:
    """Themes, the biggest prize first: by number of tickets, then by the time they took."""
    usable = [(ticket, text) for ticket in tickets if (text := plain(ticket.text))]
    if not usable:
        return ()
    texts = [text for _, text in usable]
    alike = likeness(texts, np.array([searcher.leads(text) for text in texts]), searcher)
    words = [_word_set(text) for text in texts]
    spread = Counter(word for each in words for word in each)
    themes = []
    for rows in groups(alike):
        ordered = tuple(texts[row] for row in _by_middle(rows, alike))
        seconds = sum(usable[row][0].seconds or 0 for row in rows)
        telling = _telling([words[row] for row in rows], spread, len(texts))
        themes.append(Theme(titled(ordered[0]), telling, ordered, seconds))
    return tuple(sorted(themes, key=lambda each: (-len(each.texts), -each.seconds, each.name)))


def likeness(texts: Sequence[str], leads: Vectors, searcher: Searcher) -> Likeness:
    """How alike texts are, 0…1, shape ``(len(texts), len(texts))``.

    ``leads`` has a row a text: how far each request leads «nothing» on it (``Searcher.leads``); −inf
    leaves a request out.
    """
    meaning = searcher.index.encoder.encode_queries(texts)
    space, counted = fitted(texts)
    said = np.zeros((len(texts), space.size))
    for row, each in enumerate(counted):
        said[row, each.columns] = each.values
    said /= np.maximum(np.linalg.norm(said, axis=1, keepdims=True), 1e-9)
    near = np.exp(_SHARPNESS * leads.astype(np.float64))
    near = np.sqrt(near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9))
    alike = near @ near.T / 2 + meaning @ meaning.T / 4 + said @ said.T / 4
    return np.asarray(np.clip(alike, 0.0, 1.0), dtype=np.float64)


def groups(alike: Likeness) -> list[list[int]]:
    """Rows of each theme."""
    if len(alike) == 1:
        return [[0]]
    apart = 1.0 - (alike + alike.T) / 2
    np.fill_diagonal(apart, 0.0)
    labels = fcluster(linkage(squareform(apart), "average"), 1.0 - MIN_LIKENESS, "distance")
    found: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        found.setdefault(int(label), []).append(row)
    return list(found.values())


def _by_middle(rows: Sequence[int], alike: Likeness) -> list[int]:
    """Rows by how alike they are to all of them."""
    return sorted(rows, key=lambda row: (-float(alike[row, rows].sum()), row))


def _word_set(text: str) -> dict[str, str]:
    """Stems of a text, each with a form as it was written."""
    return {
        word.stem: word.form for word in words_of(normalise(text)) if len(word.form) >= _MIN_WORD
    }


def _telling(inside: Sequence[dict[str, str]], spread: Counter[str], total: int) -> tuple[str, ...]:
    """Words frequent in a theme and rare outside of it (tf-idf over tickets)."""
    counts = Counter(stem for each in inside for stem in each)
    forms = {stem: form for each in inside for stem, form in each.items()}
    weights = {stem: count * math.log((1 + total) / spread[stem]) for stem, count in counts.items()}
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_WORDS_SHOWN]
    return tuple(forms[stem] for stem in best)
