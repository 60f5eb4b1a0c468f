"""All figures of the product over labelled tickets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.labelled import Labelled
from assistant.evaluation.outcome import EMERGENCY, Outcome, anchor_of
from assistant.evaluation.ranking import Ranking
from assistant.evaluation.ratio import Ratio
from assistant.library import Library

_WORST = 10
Interval = tuple[float, float]


@dataclass(frozen=True)
class Quality:
    """Figures over some tickets; shares are in 0…1, ``None`` where there was nothing to measure.

    ``intervals`` are 95 % bootstrap intervals of those figures that are shares; ``confusions`` are
    (wanted, found, times), worst first.
    """

    tickets: int
    figures: Mapping[str, float | None]
    intervals: Mapping[str, Interval]
    by_category: Mapping[str, Mapping[str, float]]
    confusions: Sequence[tuple[str, str, int]]

    @classmethod
    def from_outcomes(cls, outcomes: Sequence[Outcome], library: Library) -> Quality:
        """Count what came out right."""
        ratios, counts = _ratios(outcomes), _counts(outcomes)
        values = {name: ratio.value for name, ratio in ratios.items()}
        return cls(
            tickets=len(outcomes),
            figures={name: values.get(name, counts.get(name)) for name in FIGURES},
            intervals={name: found for name in FIGURES if (found := _interval(ratios, name))},
            by_category=_by_category(outcomes, library),
            confusions=_confusions(outcomes),
        )

    def to_json(self) -> dict[str, Any]:
        """All figures as JSON."""
        return {
            "tickets": self.tickets,
            **self.figures,
            "intervals": {name: list(each) for name, each in self.intervals.items()},
            "by_category": dict(self.by_category),
            "confusions": [list(each) for each in self.confusions],
        }


def evaluate(tickets: Iterable[Labelled], library: Library) -> Quality:
    """Answer every ticket and count what came out right."""
    outcomes = [Outcome.from_ticket(each, library) for each in tickets]
    return Quality.from_outcomes(outcomes, library)


# Order of printing and of the JSON.
FIGURES = (
    "hit@1",
    "hit@3",
    "hit@5",
    "mrr",
    "asks_found",
    "abstained_precision",
    "abstained_recall",
    "scope",
    "sla",
    "emergencies_missed",
    "emergencies_false",
    "kind",
    "urgent",
    "repeat_f1",
    "previous_id",
    "missing_f1",
    "asked_again",
)


def _interval(ratios: Mapping[str, Ratio], name: str) -> Interval | None:
    return ratios[name].interval if name in ratios else None


def _ratios(outcomes: Sequence[Outcome]) -> dict[str, Ratio]:
    def share(field: str, found: Iterable[object]) -> Ratio:
        wanted = (each.ticket.expected[field] for each in outcomes)
        return Ratio.from_hits(a == b for a, b in zip(wanted, found, strict=True))

    searched = _searched(outcomes)
    return {
        **Ranking(tuple(each.rank for each in outcomes if each.ticket.entries)).ratios,
        "asks_found": Ratio.from_pairs(
            (each.asks_found, len(each.ticket.entries))
            for each in outcomes
            if len(each.ticket.entries) > 1
        ),
        **_abstention(searched),
        "scope": share("scope", (each.answer.scope.value for each in outcomes)),
        "sla": share("sla", (each.level for each in outcomes)),
        "kind": share("kind", (each.answer.kind.value for each in outcomes)),
        "urgent": share("urgent", (each.answer.sla.level.urgent for each in outcomes)),
        **_repeat(outcomes),
        "missing_f1": _missing(searched),
    }


def _searched(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of which more than a verdict is expected."""
    return [each for each in outcomes if not each.ticket.is_verdict_alone]


def _counts(outcomes: Sequence[Outcome]) -> dict[str, float]:
    levels = [
        (each.ticket.expected["sla"] == EMERGENCY, each.level == EMERGENCY) for each in outcomes
    ]
    return {
        "emergencies_missed": float(sum(wanted and not found for wanted, found in levels)),
        "emergencies_false": float(sum(found and not wanted for wanted, found in levels)),
        "asked_again": float(sum(each.asked_again for each in _searched(outcomes))),
    }


def _abstention(outcomes: Sequence[Outcome]) -> dict[str, Ratio]:
    pairs = [(not each.ticket.entries, each.answer.abstained) for each in outcomes]
    return {
        "abstained_precision": Ratio.from_pairs((should and did, did) for should, did in pairs),
        "abstained_recall": Ratio.from_pairs((should and did, should) for should, did in pairs),
    }


def _repeat(outcomes: Sequence[Outcome]) -> dict[str, Ratio]:
    values = [(bool(each.ticket.expected["repeat"]), each.answer.repeat.value) for each in outcomes]
    return {
        "repeat_f1": _f1((wanted and found, found, wanted) for wanted, found in values),
        "previous_id": Ratio.from_hits(
            (each.answer.repeat.previous_id or None) == each.ticket.expected["previous_id"]
            for each in outcomes
            if each.ticket.expected["previous_id"]
        ),
    }


def _missing(outcomes: Sequence[Outcome]) -> Ratio:
    wanted = [(each.missing, set(each.ticket.expected["facts_missing"])) for each in outcomes]
    return _f1((len(found & keys), len(found), len(keys)) for found, keys in wanted)


def _f1(counts: Iterable[tuple[float, float, float]]) -> Ratio:
    """F1 = 2 · right / (found + expected), from (right, found, expected) of each ticket."""
    return Ratio.from_pairs((2 * right, found + expected) for right, found, expected in counts)


def _by_category(outcomes: Sequence[Outcome], library: Library) -> dict[str, dict[str, float]]:
    paths = {anchor_of(item): item.partition("#")[0] for item in library.knowledge.requests}
    ranks: dict[str, list[int]] = defaultdict(list)
    for each in outcomes:
        if each.ticket.entries:
            ranks[paths.get(each.ticket.entries[0], "?")].append(each.rank)
    return {
        path: {
            "tickets": float(len(found)),
            "hit@1": sum(rank == 1 for rank in found) / len(found),
            "hit@3": sum(0 < rank <= 3 for rank in found) / len(found),
        }
        for path, found in sorted(ranks.items())
    }


def _confusions(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    counts = Counter(
        (each.ticket.entries[0], each.first)
        for each in outcomes
        if each.ticket.entries and each.rank != 1
    )
    return [(wanted, found, count) for (wanted, found), count in counts.most_common(_WORST)]
