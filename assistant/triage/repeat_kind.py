"""Which of the four kinds a repeat is (regulation «Работа с повторными обращениями», «Виды»).

Judged by what the customer writes; the agent who sees the earlier ticket may know better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns
from assistant.triage.rules import Reason

KINDS = ("same", "unfinished", "related", "context")
_SIGNS = ("unfinished", "news", "solved", "again")


@dataclass(frozen=True, slots=True)
class RepeatKind:
    """``value`` is one of ``KINDS``, ``title`` the regulation's words, ``todo`` what the agent does."""

    value: str
    title: str
    todo: str
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class RepeatKinds:
    """Words of ``repeat_kinds.yml``: ``signs`` by name, ``titles`` and ``todo`` by kind."""

    signs: Mapping[str, Patterns]
    titles: Mapping[str, str]
    todo: Mapping[str, str]

    @classmethod
    def from_figures(cls, figures: Figures) -> RepeatKinds:
        """Compile the words.

        Raises:
            PageError: a kind or a list of signs is missing.
        """
        return cls(
            {
                name: Patterns.from_lines(
                    figure(figures, f"repeat_kinds.signs.{name}", list), affirmed=name == "solved"
                )
                for name in _SIGNS
            },
            {kind: figure(figures, f"repeat_kinds.kinds.{kind}.title", str) for kind in KINDS},
            {kind: figure(figures, f"repeat_kinds.kinds.{kind}.todo", str) for kind in KINDS},
        )

    def kind_of(self, text: NormalText) -> RepeatKind:
        """The kind of a ticket known to be a repeat."""
        found = {name: signs.first(text) for name, signs in self.signs.items()}
        unfinished, news = found["unfinished"], found["news"]
        solved, again = found["solved"], found["again"]
        if unfinished:
            return self._made("unfinished", ("Помогло лишь отчасти", unfinished))
        if news and solved and not again:
            return self._made(
                "context", ("Прежнее решено", solved), ("Теперь признаки другие", news)
            )
        if news and not again:
            return self._made("related", ("Признаки другие, чем прежде", news))
        if again:
            return self._made("same", ("Клиент пишет, что всё повторилось или осталось", again))
        return self._made("same", ("Других признаков, чем прежде, клиент не называет", None))

    def _made(self, kind: str, *reasons: tuple[str, Match | None]) -> RepeatKind:
        why = tuple(Reason(rule, match.words if match else "") for rule, match in reasons)
        return RepeatKind(kind, self.titles[kind], self.todo[kind], why)


@lru_cache(maxsize=4)
def repeat_kinds_of(knowledge: Knowledge) -> RepeatKinds:
    """The words of a knowledge base."""
    return RepeatKinds.from_figures(knowledge.figures)
