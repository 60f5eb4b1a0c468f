"""How the regulation's lines and the request's steps make one checklist (``checklist.yml``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import fold_key, normalise
from assistant.russian.patterns import Patterns

PATH = "_data/checklist.yml"


@dataclass(frozen=True, slots=True)
class Same:
    """Lines that say one thing, by their beginnings: where ``keep`` stands, none of ``drop`` does."""

    keep: str
    drop: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Joining:
    """``after_steps`` are words of the regulation's first line that comes when the steps are done."""

    after_steps: Patterns
    same: tuple[Same, ...]

    @classmethod
    def from_figures(cls, figures: Figures) -> Joining:
        """Compile the words.

        Raises:
            PageError: a part is missing or has another form.
        """
        return cls(
            Patterns.from_lines(figure(figures, "checklist.after_steps", list)),
            tuple(_same(each) for each in figure(figures, "checklist.same", list)),
        )

    def place_of_steps(self, lines: Sequence[str]) -> int:
        """Where among a regulation's lines the steps belong; behind them where none sums up."""
        places = (at for at, text in enumerate(lines) if self.after_steps.first(normalise(text)))
        return next(places, len(lines))

    def without_doubles(self, lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Lines with their sources, without those that another one says as well."""
        keys = [fold_key(text) for text, _ in lines]
        dropped = tuple(
            beginning
            for each in self.same
            if any(key.startswith(each.keep) for key in keys)
            for beginning in each.drop
        )
        return [line for key, line in zip(keys, lines, strict=True) if not key.startswith(dropped)]


@lru_cache(maxsize=4)
def joining_of(knowledge: Knowledge) -> Joining:
    """The joining of a knowledge base."""
    return Joining.from_figures(knowledge.figures)


def _same(each: object) -> Same:
    keep = each.get("keep") if isinstance(each, dict) else None
    drop = each.get("drop") if isinstance(each, dict) else None
    if not isinstance(keep, str) or not isinstance(drop, list) or not keep.strip() or not drop:
        raise PageError(
            PATH, None, f"в same запись {each!r} без keep или drop", "допишите начала строк"
        )
    return Same(fold_key(keep), tuple(fold_key(str(line)) for line in drop))
