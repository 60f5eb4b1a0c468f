"""The trained parts of an index: kept from the one before as long as they fit, else trained.

A ranker is kept while few of its examples are new (``MAX_NEW``), and learns those; beyond, it is trained
anew. The judges of a subject are trained anew whenever its examples change, or the trained ranker that one
of them heeds: that takes a second.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.retrieval.examples import (
    Example,
    load_examples,
    save_examples,
)
from assistant.retrieval.fitting import Pieces
from assistant.retrieval.judges import Examples, Judge, recipe_of
from assistant.retrieval.later import FOLDER as LATER
from assistant.retrieval.machine import MACHINE
from assistant.retrieval.ranker import REGULARISATION, Ranker
from assistant.retrieval.relearning import MAX_NEW, learnt_since, news_of

RECIPE = "recipe.txt"
_RANKER = f"{MACHINE} {REGULARISATION}\n"
_NOTHING_TO_CHOOSE = 2


def train_ranker(examples: Sequence[Example], folder: Path, pieces: Pieces) -> None:
    """Train a ranker on examples into a folder that is not there yet."""
    texts, items = [text for _, text in examples], [item for item, _ in examples]
    ranker = Ranker.from_examples(texts, items, pieces=pieces)
    ranker.save(folder)
    save_examples(examples, folder)
    (folder / RECIPE).write_text(_RANKER, encoding="utf-8")


def keep_ranker(kept: Path | None, now: Sequence[Example], folder: Path) -> float | None:
    """Copy a trained ranker, with what it has to learn since; share of the examples new to it, 0…1.

    None when it does not fit, and nothing is written then.
    """
    if kept is None or _read(kept / RECIPE) != _RANKER:
        return None
    before = load_examples(kept)
    share = len(news_of(before, now)) / max(1, len(now))
    if share > MAX_NEW or min(_items(before), _items(now)) < _NOTHING_TO_CHOOSE:
        return None
    later = learnt_since(Ranker.from_folder(kept), before, now)
    shutil.copytree(kept, folder, ignore=shutil.ignore_patterns(LATER))
    if later is not None:
        later.save(folder / LATER)
    return round(share, 4)


def keep_or_train_judges(
    kept: Path | None, examples: Examples, ranker: Path, folder: Path, pieces: Pieces
) -> None:
    """Write the judges of every subject, those kept whose examples are the same.

    Those that heed what a message leans to learn it from the ranker in ``ranker`` as it was trained.
    """
    requests = Ranker.from_folder(ranker)
    folder.mkdir()
    for subject, pairs in examples.items():
        recipe = f"{MACHINE} {recipe_of(subject, requests)}\n"
        lines = recipe + "".join(f"{label}\t{text}\n" for text, label in pairs)
        digest = hashlib.sha256(lines.encode()).hexdigest() + "\n"
        if kept is not None and _read(kept / subject / RECIPE) == digest:
            shutil.copytree(kept / subject, folder / subject)
        else:
            Judge.from_examples(subject, pairs, requests, pieces).save(folder / subject)
            (folder / subject / RECIPE).write_text(digest, encoding="utf-8")


def _items(examples: Sequence[Example]) -> int:
    return len({each.item_id for each in examples})


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
