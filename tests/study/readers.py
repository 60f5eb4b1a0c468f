"""How far two readers agree who labelled the same letters apart, the catalogue before them.

What one reader says is to the other's labels what an answer is to the labels of a golden file: no search
can be expected above it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.ratio import Ratio
from assistant.settings import ROOT

FILE = ROOT / "tests" / "golden" / "readers" / "two-readers.jsonl"
HEAD = ["figure", "the first by the second", "the second by the first"]
# ``entries`` (anchors, best first), ``kind``, ``repeat``, ``sla``, ``urgent``: as golden files have them.
Reading = Mapping[str, Any]
# What is said, and the labels it is measured by.
Pair = tuple[Reading, Reading]


def read_pairs(file: Path = FILE) -> list[Pair]:
    """Both readings of each letter, the first reader's first."""
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    return [(each["first"], each["second"]) for each in lines]


def rows() -> Iterator[list[str]]:
    """Rows «figure, one reader by the other, and the other way round»."""
    pairs = read_pairs()
    turned = [(second, first) for first, second in pairs]
    yield ["letters", str(len(pairs)), str(len(turned))]
    for name, measured in _FIGURES.items():
        yield [name, *(f"{measured(each).value or 0.0:.3f}" for each in (pairs, turned))]


def _hit(pairs: Sequence[Pair]) -> Ratio:
    asked = (pair for pair in pairs if pair[1]["entries"])
    return Ratio.from_hits(
        bool(said["entries"]) and said["entries"][0] in label["entries"] for said, label in asked
    )


def _same(field: str) -> Callable[[Sequence[Pair]], Ratio]:
    return lambda pairs: Ratio.from_hits(said[field] == label[field] for said, label in pairs)


def _recall(pairs: Iterable[Pair], holds: Callable[[Reading], bool]) -> Ratio:
    return Ratio.from_hits(holds(said) for said, label in pairs if holds(label))


def _fits_nothing(reading: Reading) -> bool:
    return not reading["entries"]


def _is_repeat(reading: Reading) -> bool:
    return bool(reading["repeat"])


def _is_emergency(reading: Reading) -> bool:
    return bool(reading["sla"] == "emergency")


_FIGURES: Mapping[str, Callable[[Sequence[Pair]], Ratio]] = {
    "hit@1": _hit,
    "nothing fits: recall": lambda pairs: _recall(pairs, _fits_nothing),
    "kind": _same("kind"),
    "SLA level": _same("sla"),
    "urgent": _same("urgent"),
    "repeats found": lambda pairs: _recall(pairs, _is_repeat),
    "emergencies found": lambda pairs: _recall(pairs, _is_emergency),
}
