"""What a way of searching is tried on: passages to learn from and queries with their right answers.

Two trials: labelled tickets against all passages, and the pages' client phrases against the passages
without them («bank → page»), wording nobody tuned on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.retrieval.passages import Passage
from assistant.russian.normal import fold_key
from assistant.ticket.ticket import Ticket

GOLDEN = Path(__file__).parents[1] / "golden"
Scores = npt.NDArray[np.float32]
_MOMENT = datetime(2026, 11, 20, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Trial:
    """``passages`` hold requests and what nothing fits; ``right`` the anchors right for each query."""

    name: str
    passages: tuple[Passage, ...]
    queries: tuple[str, ...]
    right: tuple[tuple[str, ...], ...]

    @classmethod
    def from_golden(
        cls, name: str, passages: Sequence[Passage], files: Sequence[str] = ()
    ) -> Trial:
        """Tickets of files of ``tests/golden`` that a request fits; the file of that name, if none is given."""
        lines = [
            line
            for file in files or [name]
            for line in (GOLDEN / f"{file}.jsonl").read_text("utf-8").splitlines()
        ]
        tickets = [each for line in lines if (each := json.loads(line))["expected"]["entries"]]
        texts = tuple(Ticket.from_text(each["text"], _MOMENT).ask_text for each in tickets)
        right = tuple(tuple(each["expected"]["entries"]) for each in tickets)
        return cls(name, _examples(passages), texts, right)

    @classmethod
    def from_page_phrases(cls, passages: Sequence[Passage]) -> Trial:
        """The pages' phrases, every passage of the same words left out."""
        held = [each for each in passages if each.field == "phrase"]
        keys = {fold_key(each.text) for each in held}
        kept = [each for each in passages if fold_key(each.text) not in keys]
        right = tuple((anchor_of(each),) for each in held)
        return cls("bank → page", _examples(kept), tuple(each.text for each in held), right)

    @cached_property
    def texts(self) -> list[str]:
        """Texts to learn from."""
        return [each.text for each in self.passages]

    @cached_property
    def labels(self) -> npt.NDArray[np.str_]:
        """The anchor of each text, empty for what nothing fits."""
        return np.array([anchor_of(each) for each in self.passages])

    @cached_property
    def anchors(self) -> list[str]:
        """Columns of the scores."""
        return sorted(set(self.labels.tolist()))

    @cached_property
    def fields(self) -> list[str]:
        """The part of a page each text is."""
        return [each.field for each in self.passages]

    def nearest(self, similarities: Scores, count: int = 3) -> Scores:
        """Passage scores ``(queries, passages)`` to those of requests: mean of the best ``count``."""
        columns = [similarities[:, self.labels == anchor] for anchor in self.anchors]
        return np.stack(
            [np.sort(each, axis=1)[:, -count:].mean(axis=1) for each in columns], axis=1
        )

    def hits(self, scores: Scores) -> tuple[float, float]:
        """hit@1 and hit@3."""
        first = 1 if self.anchors[0] == "" else 0
        order = np.argsort(-scores[:, first:], axis=1, kind="stable")[:, :3] + first
        found = [
            [self.anchors[at] in right for at in row]
            for row, right in zip(order, self.right, strict=True)
        ]
        return float(np.mean([row[0] for row in found])), float(
            np.mean([any(row) for row in found])
        )


def _examples(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(each for each in passages if each.kind != "section")


def anchor_of(passage: Passage) -> str:
    """The request a passage belongs to, empty for what nothing fits."""
    return passage.item_id.partition("#")[2]
