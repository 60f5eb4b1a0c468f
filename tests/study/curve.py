"""How many bank phrases a request needs: the ranker on a part of the bank, three draws each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.retrieval.passages import Passage
from tests.study.linear import machine
from tests.study.trial import Trial

SIZES = (0, 5, 10, 20, 40, 80, 120, None)
SEEDS = (1, 2, 3)


def curve_rows(passages: Sequence[Passage], trials: Sequence[Trial]) -> Iterator[list[str]]:
    """Rows «size, hit@1 / hit@3 of each trial» (mean of the draws); None takes every phrase."""
    for size in SIZES:
        seeds = SEEDS if size else SEEDS[:1]
        hits = [
            [trial.hits(machine(replace(trial, passages=kept))) for trial in trials]
            for kept in (_drawn(passages, size, seed) for seed in seeds)
        ]
        means = np.mean(hits, axis=0)
        yield [str(size) if size is not None else "all", *(f"{a:.3f} / {b:.3f}" for a, b in means)]


def _drawn(passages: Sequence[Passage], size: int | None, seed: int) -> tuple[Passage, ...]:
    """All passages of the pages and ``size`` bank phrases a request; what nothing fits stays."""
    shuffled = random.Random(seed)
    bank: dict[str, list[Passage]] = {}
    for each in passages:
        if each.field == "bank" and each.item_id:
            bank.setdefault(each.item_id, []).append(each)
    kept = {
        id(each)
        for phrases in bank.values()
        for each in (phrases if size is None else shuffled.sample(phrases, min(size, len(phrases))))
    }
    return tuple(
        each
        for each in passages
        if each.kind != "section" and (each.field != "bank" or not each.item_id or id(each) in kept)
    )
