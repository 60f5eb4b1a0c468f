"""Facts of sentences no rule was tuned on: share found, share found where there is none.

A line of a file is ``key: sentence with [the piece that gives it]``; ``!key: sentence`` gives none.
When a floor is missed, write rules for a class of wordings, never for these sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.ticket.fact import Fact
from assistant.ticket.ticket import Ticket

SENTENCES = Path(__file__).parent / "fixtures" / "facts"
RECEIVED = datetime(2026, 11, 20, 12, 0)
# Least share of facts found and greatest share of sentences with a fact that is not there.
FLOORS = {
    "who_and_where": (0.93, 0.04),
    "device_and_program": (0.95, 0.06),
    "login": (0.90, 0.10),
    "passes": (0.95, 0.06),
    "passage": (0.94, 0.07),
    "equipment": (0.95, 0.08),
}


class Sentence(NamedTuple):
    """A sentence, the key it is about, and where the fact stands; nowhere when ``end`` is 0."""

    key: str
    text: str
    start: int
    end: int

    def found(self) -> list[Fact]:
        """Facts of the key in a ticket whose request needs it."""
        facts = Ticket.from_text(self.text, RECEIVED).expecting({self.key}).facts
        return [fact for fact in facts if fact.key == self.key]

    def is_found(self) -> bool:
        """Whether a fact lies where it should."""
        return any(fact.start < self.end and fact.end > self.start for fact in self.found())


def sentences(group: str) -> Iterator[Sentence]:
    """The sentences of a group of keys."""
    for line in (SENTENCES / f"{group}.txt").read_text(encoding="utf-8").splitlines():
        key, _, text = line.replace("\\n", "\n").partition(": ")
        if key.startswith("!"):
            yield Sentence(key[1:], text, 0, 0)
        else:
            start, end = text.index("["), text.rindex("]") - 1
            yield Sentence(key, text.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize("group", FLOORS)
def test_enough_is_found_and_little_made_up(group: str) -> None:
    every = list(sentences(group))
    giving = [each for each in every if each.end]
    silent = [each for each in every if not each.end]
    least, most = FLOORS[group]
    assert len(every) >= 120
    assert sum(each.is_found() for each in giving) / len(giving) >= least
    assert sum(bool(each.found()) for each in silent) / len(silent) <= most


def test_every_file_has_its_floors() -> None:
    assert {file.stem for file in SENTENCES.glob("*.txt")} == set(FLOORS)


def test_a_sentence_is_read_as_it_is_written() -> None:
    first = next(sentences("who_and_where"))
    assert first.text[first.start : first.end] == "8 (900) 000-11-22"
    assert first.is_found()
