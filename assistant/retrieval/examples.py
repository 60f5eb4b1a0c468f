"""What the ranker learns from: texts with the request each belongs to, or with "" when nothing fits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from assistant.retrieval.passages import Passage

FILE_NAME = "examples.jsonl"


class Example(NamedTuple):
    """A text and the item it belongs to."""

    item_id: str
    text: str


def examples_of(
    passages: Iterable[Passage], letters: Iterable[Example] = ()
) -> tuple[Example, ...]:
    """Every passage but those of regulations, in page order, and whole letters behind them, each once."""
    found = (Example(each.item_id, each.text) for each in passages if each.kind != "section")
    return tuple(dict.fromkeys(chain(found, letters)))


def save_examples(examples: Iterable[Example], folder: Path) -> None:
    """Write one example a line."""
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in examples]
    (folder / FILE_NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def load_examples(folder: Path) -> tuple[Example, ...]:
    """Read what ``save_examples`` wrote."""
    lines = (folder / FILE_NAME).read_text(encoding="utf-8").split("\n")
    return tuple(Example(*json.loads(line)) for line in lines if line)
