"""Quality floors on labelled tickets; a floor may only rise (docs/_dev/search.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.commands.quality import read_labelled
from assistant.evaluation import evaluate
from assistant.library import Library

GOLDEN = Path(__file__).parent / "golden"

# file → figure → floor (at least).
FLOORS = {
    "tickets-dev.jsonl": {
        "hit@1": 0.95, "hit@3": 0.97, "scope": 0.97, "sla": 0.92, "repeat_f1": 0.95, "missing_f1": 0.92,
    },
    "golden-tune.jsonl": {
        "hit@1": 0.92, "hit@3": 0.98, "scope": 0.97, "sla": 0.94, "repeat_f1": 0.95, "missing_f1": 0.87,
    },
    "golden-test.jsonl": {"hit@1": 0.83, "hit@3": 0.97, "scope": 0.95, "sla": 0.85, "missing_f1": 0.79},
    "fresh-tune.jsonl": {"hit@1": 0.71, "hit@3": 0.90, "scope": 0.87, "sla": 0.79, "repeat_f1": 0.78, "missing_f1": 0.65},
    "fresh-test.jsonl": {"hit@1": 0.72, "hit@3": 0.90, "scope": 0.87, "sla": 0.83, "repeat_f1": 0.60, "missing_f1": 0.59},
}  # fmt: skip
# file → count of mistakes → ceiling (at most).
CEILINGS = {
    "tickets-dev.jsonl": {"asked_again": 0, "emergencies_missed": 0},
    "golden-tune.jsonl": {"asked_again": 1, "emergencies_missed": 0},
    "golden-test.jsonl": {"asked_again": 14, "emergencies_missed": 0},
    "fresh-tune.jsonl": {"asked_again": 10, "emergencies_missed": 0},
    "fresh-test.jsonl": {"asked_again": 14, "emergencies_missed": 0},
}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_stays_above_its_floor(name: str, library: Library) -> None:
    figures = evaluate(read_labelled(GOLDEN / name), library).figures
    below = {
        figure: (figures[figure], floor)
        for figure, floor in FLOORS[name].items()
        if (figures[figure] or 0.0) < floor
    }
    above = {
        figure: (figures[figure], ceiling)
        for figure, ceiling in CEILINGS[name].items()
        if (figures[figure] or 0.0) > ceiling
    }
    assert (below, above) == ({}, {})
