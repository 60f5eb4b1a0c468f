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
        "hit@1": 0.95, "hit@3": 0.97, "scope": 0.97, "sla": 0.95, "repeat_f1": 0.95, "missing_f1": 0.95,
    },
    "golden-tune.jsonl": {
        "hit@1": 0.94, "hit@3": 0.98, "scope": 0.97, "sla": 0.95, "repeat_f1": 0.95, "missing_f1": 0.91, "urgent": 0.98,
    },
    "golden-test.jsonl": {"hit@1": 0.93, "hit@3": 0.98, "scope": 0.96, "sla": 0.90, "kind": 0.86, "missing_f1": 0.86, "urgent": 0.89},
    "fresh-tune.jsonl": {"hit@1": 0.87, "hit@3": 0.97, "scope": 0.87, "sla": 0.82, "kind": 0.78, "repeat_f1": 0.78, "missing_f1": 0.69},
    "fresh-test.jsonl": {"hit@1": 0.83, "hit@3": 0.94, "scope": 0.91, "sla": 0.84, "kind": 0.81, "repeat_f1": 0.70, "missing_f1": 0.68, "urgent": 0.87},
    "late-tune.jsonl": {"hit@1": 0.86, "hit@3": 0.93, "scope": 0.93, "sla": 0.80, "kind": 0.75, "repeat_f1": 0.80, "missing_f1": 0.67},
    "late-test.jsonl": {"hit@1": 0.80, "hit@3": 0.90, "scope": 0.91, "sla": 0.73, "kind": 0.68, "repeat_f1": 0.85, "missing_f1": 0.67, "urgent": 0.88},
    "blind-test.jsonl": {"hit@1": 0.77, "hit@3": 0.93, "scope": 0.93, "sla": 0.78, "kind": 0.71, "repeat_f1": 0.82, "missing_f1": 0.63, "urgent": 0.86},
}  # fmt: skip
# file → count of mistakes → ceiling (at most).
CEILINGS = {
    "tickets-dev.jsonl": {"asked_again": 0, "emergencies_missed": 0},
    "golden-tune.jsonl": {"asked_again": 1, "emergencies_missed": 0},
    "golden-test.jsonl": {"asked_again": 1, "emergencies_missed": 0},
    "fresh-tune.jsonl": {"asked_again": 2, "emergencies_missed": 0},
    "fresh-test.jsonl": {"asked_again": 12, "emergencies_missed": 0},
    "late-tune.jsonl": {"asked_again": 2, "emergencies_missed": 0},
    "late-test.jsonl": {"asked_again": 8, "emergencies_missed": 0},
    "blind-test.jsonl": {"asked_again": 14, "emergencies_missed": 1},
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
