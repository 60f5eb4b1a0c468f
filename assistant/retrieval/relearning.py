"""What a kept ranker, or a kept judge, learns from the examples that came after it was trained.

The borders of the kept ranker are moved by the new examples alone, by the same algorithm that trained it;
what it learnt before keeps its push, and no bias moves, since the examples that would hold it are not there.
A request that was not there is learnt from its own phrases, held back by some of the old examples. A renamed
one is the class it was. What went is left alone: knowing it harms nobody. A judge has the labels it had, and
hears the pieces it knew: those its space lacks say little of how a thing is said.

The result depends on the kept ranker and on the present examples only, not on the edits between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from assistant.retrieval.examples import Example
from assistant.retrieval.fitting import SparseRows, new_pieces
from assistant.retrieval.judges import Judge
from assistant.retrieval.later import NEW, Later, LaterClass
from assistant.retrieval.machine import Borders
from assistant.retrieval.ranker import REGULARISATION, Ranker

# The largest share of examples that a kept ranker may learn so; beyond, it is trained anew.
MAX_NEW = 0.02
# How many examples of a new request are learnt, and how many of the old ones, spread evenly, hold it back.
# Learning 160 against them took 5–8 % of other requests' tickets, 20–40 at most 1.5 %.
_OF_A_NEW_REQUEST = 30
_HOLDING = 500


def news_of(before: Sequence[Example], now: Sequence[Example]) -> tuple[Example, ...]:
    """The examples a ranker trained on those ``before`` does not know; of a renamed item, none."""
    names = _renamed(before, now)
    known = {Example(names.get(item, item), text) for item, text in before}
    return tuple(each for each in now if each not in known)


def learnt_since(kept: Ranker, before: Sequence[Example], now: Sequence[Example]) -> Later:
    """What is to be put upon a ranker trained on the examples ``before``."""
    names = _renamed(before, now)
    before = [Example(names.get(item, item), text) for item, text in before]
    number = {names.get(item, item): at for at, item in enumerate(kept.classes)}
    items = sorted({each.item_id for each in now})
    texts = _first_of_each(news_of(before, now), number)
    pieces, rarity = new_pieces([text for _, text in texts], kept.space, len(before))
    classes = tuple(LaterClass(item, number.get(item, NEW)) for item in items)
    untaught = Later(
        pieces, rarity, classes, np.empty(0, np.int32), np.empty((0, len(items)), np.float32)
    )
    columns, weights = _taught(untaught.upon(kept), classes, texts, before)
    return replace(untaught, columns=columns, weights=weights)


def judged_since(kept: Judge, news: Sequence[tuple[str, str]], regularisation: float) -> Later:
    """What (message, label) pairs that came after a judge was trained put upon its ranker."""
    ranker = kept.labels
    number = {label: at for at, label in enumerate(ranker.classes)}
    rows = SparseRows.from_vectors([kept.features(text) for text, _ in news])
    listening = np.ones((len(news), len(number)), dtype=np.float32)
    borders = Borders(ranker.weights.copy(), ranker.bias)
    borders.learn_more(rows, [number[label] for _, label in news], regularisation, listening)
    columns = np.unique(rows.columns)
    classes = tuple(LaterClass(label, at) for label, at in number.items())
    return Later((), np.empty(0, np.float32), classes, columns, borders.weights[columns])


def _first_of_each(news: Sequence[Example], known: Container[str]) -> Sequence[Example]:
    """The examples without all but the first of requests that are new."""
    seen: Counter[str] = Counter()
    kept = []
    for example in news:
        seen[example.item_id] += 1
        if example.item_id in known or seen[example.item_id] <= _OF_A_NEW_REQUEST:
            kept.append(example)
    return kept


def _taught(
    ranker: Ranker,
    classes: Sequence[LaterClass],
    texts: Sequence[Example],
    before: Sequence[Example],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Teach a ranker new examples; the columns whose weights have moved, and their weights."""
    is_new = np.array([each.before == NEW for each in classes])
    held = _holding(before, ranker.classes) if is_new.any() else ()
    learnt = (*texts, *held)
    rows = SparseRows.from_vectors([ranker.space.vector(text) for _, text in learnt])
    # What holds new classes back was heard by the others already.
    listening = np.ones((len(learnt), len(classes)), dtype=np.float32)
    listening[len(texts) :, ~is_new] = 0
    number = {item: at for at, item in enumerate(ranker.classes)}
    borders = Borders(ranker.weights, ranker.bias)
    borders.learn_more(rows, [number[item] for item, _ in learnt], REGULARISATION, listening)
    columns = np.unique(rows.columns)
    return columns, ranker.weights[columns]


def _holding(before: Sequence[Example], items: Sequence[str]) -> Sequence[Example]:
    """Some of the old examples of present items, spread evenly."""
    present = set(items)
    old = [each for each in before if each.item_id in present]
    return old[:: max(1, len(old) // _HOLDING)]


def _renamed(before: Sequence[Example], now: Sequence[Example]) -> Mapping[str, str]:
    """Item that went → item that came with more than half of its texts."""
    were, are = _texts(before), _texts(now)
    came = {item: texts for item, texts in are.items() if item not in were}
    names: dict[str, str] = {}
    for item in sorted(were.keys() - are.keys()):
        shared = {new: len(were[item] & texts) for new, texts in came.items()}
        best = max(sorted(shared), key=lambda new: shared[new], default="")
        if best and shared[best] > len(were[item]) / 2 and best not in names.values():
            names[item] = best
    return names


def _texts(examples: Sequence[Example]) -> Mapping[str, set[str]]:
    texts: dict[str, set[str]] = {}
    for item, text in examples:
        texts.setdefault(item, set()).add(text)
    return texts
