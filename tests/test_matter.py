"""Which past tickets are about the same matter, however it is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.library import Library
from assistant.retrieval.archive import PastTickets
from assistant.retrieval.matter import MatterEncoder
from assistant.settings import Settings
from assistant.triage.repeat import MIN_ALIKE

GOLDEN = Path(__file__).parent / "golden"
# Floors may only rise; meaning alone finds one of them within three in 0.40 of the tickets.
HIT_1, HIT_3 = 0.64, 0.78
MOST_ALIKE_BY_CHANCE = 0.01


def labelled(*names: str) -> list[tuple[str, str, str]]:
    """Number, text and best request of labelled tickets that have one."""
    lines = [
        json.loads(line)
        for name in names
        for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [
        (each["id"], each["text"], each["expected"]["entries"][0])
        for each in lines
        if each["expected"].get("entries")
    ]


@pytest.fixture(scope="module")
def encoder(real_index: Path) -> MatterEncoder:
    library = Library.from_settings(Settings(index=real_index))
    return MatterEncoder.of(library.searcher.index)


def shares(found: Sequence[Sequence[bool]]) -> tuple[float, float]:
    first = sum(each[0] for each in found) / len(found)
    return first, sum(any(each[:3]) for each in found) / len(found)


def test_past_tickets_about_the_same_matter_come_first(encoder: MatterEncoder) -> None:
    past = labelled("golden-tune", "fresh-tune")
    matter = {number: request for number, _, request in past}
    archive = PastTickets.empty(encoder)
    archive.add((number, text) for number, text, _ in past)
    assert len(archive) > 200
    found = [
        [matter[each.ticket_id] == request for each in archive.find(text, 3)]
        for _, text, request in labelled("golden-test", "fresh-test")
        if request in matter.values()
    ]
    first, within_three = shares(found)
    assert first >= HIT_1, (first, within_three)
    assert within_three >= HIT_3, (first, within_three)


def test_tickets_about_different_things_are_seldom_shown(encoder: MatterEncoder) -> None:
    tickets = labelled("tickets-dev", "golden-test")
    vectors = encoder.encode_queries([text for _, text, _ in tickets])
    alike = vectors @ vectors.T
    requests = np.array([request for _, _, request in tickets])
    different = requests[:, None] != requests[None, :]
    assert float((alike[different] >= MIN_ALIKE).mean()) <= MOST_ALIKE_BY_CHANCE


def test_vectors_have_length_one_and_nothing_stays_nothing(encoder: MatterEncoder) -> None:
    vectors = encoder.encode_passages(["не приходит код", "шлагбаум не открылся", ""])
    assert vectors.shape == (3, encoder.dimension)
    assert encoder.dimension % 16 == 0
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0], abs=1e-5)


def test_the_revision_follows_the_requests(library: Library) -> None:
    index = library.searcher.index
    encoder = MatterEncoder.of(index)
    assert encoder.revision.startswith(f"{index.encoder.revision}+")
    others = type(index.ranker)(
        index.ranker.space,
        tuple(f"{each}2" if each else "" for each in index.ranker.classes),
        index.ranker.bias,
        index.ranker.weights,
    )
    assert MatterEncoder(index.encoder, others).revision != encoder.revision
