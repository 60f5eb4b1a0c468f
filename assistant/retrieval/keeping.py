"""The trained parts of an index: kept from the one before as long as they fit, else trained.

A ranker is kept while few of its examples are new (``MAX_NEW``), and learns those; beyond, it is trained
anew. So is the judge of a subject, which is trained anew as well when an example went, since that is how an
editor takes a wrong one back, or when the trained ranker that it heeds is another.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from assistant.retrieval.examples import (
    Example,
    load_examples,
    save_examples,
)
from assistant.retrieval.fitting import Pieces
from assistant.retrieval.judges import Examples, Judge, recipe_of, regularisation_of
from assistant.retrieval.later import FOLDER as LATER
from assistant.retrieval.machine import MACHINE
from assistant.retrieval.manifest import file_hash
from assistant.retrieval.ranker import REGULARISATION, WEIGHTS, Ranker
from assistant.retrieval.relearning import MAX_NEW, judged_since, learnt_since, news_of

RECIPE, KNOWN = "recipe.txt", "known.txt"
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
    news = news_of(before, now)
    share = len(news) / max(1, len(now))
    items, items_now = _items(before), _items(now)
    if share > MAX_NEW or min(len(items), len(items_now)) < _NOTHING_TO_CHOOSE:
        return None
    later = None
    if news or items != items_now:
        later = learnt_since(Ranker.from_folder(kept), before, now)
    shutil.copytree(kept, folder, ignore=shutil.ignore_patterns(LATER))
    if later is not None:
        later.save(folder / LATER)
    return round(share, 4)


def keep_or_train_judges(
    kept: Path | None,
    examples: Examples,
    ranker: Path,
    folder: Path,
    pieces: Pieces,
    *,
    learning: bool,
) -> None:
    """Write the judges of every subject; those kept may have little to learn, or nothing, unless ``learning``.

    Those that heed what a message leans to learn it from the ranker in ``ranker`` as it was trained.
    """
    requests, digest = cache(lambda: Ranker.from_folder(ranker)), file_hash(ranker / WEIGHTS)
    max_new = MAX_NEW if learning else 0.0
    folder.mkdir()
    for subject, pairs in examples.items():
        own = folder / subject
        recipe = f"{MACHINE} {recipe_of(subject, digest)}\n"
        if (
            kept is not None
            and _read(kept / subject / RECIPE) == recipe
            and _keep_judge(kept / subject, subject, pairs, requests, own, max_new)
        ):
            continue
        Judge.from_examples(subject, pairs, requests(), pieces).save(own)
        (own / RECIPE).write_text(recipe, encoding="utf-8")
        known = "".join(f"{each}\n" for each in _digests(pairs))
        (own / KNOWN).write_text(known, encoding="utf-8")


def _keep_judge(
    kept: Path,
    subject: str,
    now: Sequence[tuple[str, str]],
    requests: Callable[[], Ranker],
    folder: Path,
    max_new: float,
) -> bool:
    """Copy a trained judge, with what it has to learn since; when it does not fit, nothing is written."""
    known, present = set(_read(kept / KNOWN).split()), _digests(now)
    news = [pair for digest, pair in present.items() if digest not in known]
    if known - present.keys() or len(news) > max_new * len(now):
        return False
    later = None
    if news:
        judge = Judge.trained(kept, requests())
        if not {label for _, label in news} <= set(judge.labels.classes):
            return False
        later = judged_since(judge, news, regularisation_of(subject))
    shutil.copytree(kept, folder, ignore=shutil.ignore_patterns(LATER))
    if later is not None:
        later.save(folder / LATER)
    return True


def _digests(pairs: Sequence[tuple[str, str]]) -> Mapping[str, tuple[str, str]]:
    """Pairs by the SHA-256 of label and text, each once."""
    return {
        hashlib.sha256(f"{label}\t{text}".encode()).hexdigest(): (text, label)
        for text, label in pairs
    }


def _items(examples: Sequence[Example]) -> set[str]:
    return {each.item_id for each in examples}


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
