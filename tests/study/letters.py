"""What whole letters buy: the ranker on the bank with none, a part and all of them, and letters left out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.retrieval.examples import Example
from assistant.retrieval.passages import Passage
from tests.study.linear import machine
from tests.study.trial import Trial

FILES = (
    "golden-tune",
    "golden-test",
    "fresh-tune",
    "fresh-test",
    "late-tune",
    "late-test",
    "blind-test",
)
HEAD = ["letters", *FILES, "a fifth of the letters, left out"]
_SHARES = (0.0, 0.25, 0.5, 1.0)
_SEED = 5


def passages_of(letters: Sequence[Example]) -> tuple[Passage, ...]:
    """Letters as passages to learn from."""
    return tuple(
        Passage(item, "request" if item else "nothing", "letter", text) for item, text in letters
    )


def rows(passages: Sequence[Passage], letters: Sequence[Passage]) -> Iterator[list[str]]:
    """Rows «number of letters, hit@1 / hit@3 of each file, and of letters left out»."""
    drawn = list(letters)
    random.Random(_SEED).shuffle(drawn)
    held, taught = drawn[: len(drawn) // 5], drawn[len(drawn) // 5 :]
    asked = [each for each in held if each.item_id]
    golden = [Trial.from_golden(name, passages) for name in FILES]
    left_out = replace(
        golden[0],
        name="left out",
        queries=tuple(each.text for each in asked),
        right=tuple((each.item_id.partition("#")[2],) for each in asked),
    )
    for share in _SHARES:
        heard = [
            replace(trial, passages=(*trial.passages, *_part(drawn, share))) for trial in golden
        ]
        heard.append(replace(left_out, passages=(*left_out.passages, *_part(taught, share))))
        hits = [trial.hits(machine(trial)) for trial in heard]
        yield [str(len(_part(drawn, share))), *(f"{a:.3f} / {b:.3f}" for a, b in hits)]


def _part(letters: Sequence[Passage], share: float) -> Sequence[Passage]:
    return letters[: round(len(letters) * share)]
