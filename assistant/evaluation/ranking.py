"""Figures of a mere search: at which place the right request came, query by query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.ratio import Ratio

_DEPTHS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Ranking:
    """``ranks`` count from 1; 0 stands for «not among those found»."""

    ranks: tuple[int, ...]

    @property
    def ratios(self) -> Mapping[str, Ratio]:
        """hit@1, hit@3, hit@5 and the mean reciprocal rank."""
        hits = {f"hit@{k}": Ratio.from_hits(0 < rank <= k for rank in self.ranks) for k in _DEPTHS}
        mrr = Ratio.from_pairs((1 / rank if rank else 0.0, 1.0) for rank in self.ranks)
        return {**hits, "mrr": mrr}

    def to_json(self) -> dict[str, Any]:
        """Figures and intervals as JSON."""
        ratios = self.ratios
        return {
            "queries": len(self.ranks),
            **{name: ratio.value for name, ratio in ratios.items()},
            "intervals": {name: ratio.interval for name, ratio in ratios.items()},
        }
