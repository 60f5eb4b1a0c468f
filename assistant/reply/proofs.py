"""Lines of a checklist that what is known of a ticket proves in full (``proofs.yml``).

What proves a line is told beside it (``steps``), or else by its own words: it is proven only when every word
of it is accounted for, it names things that are known, says that they are known, and says nothing else. A
word nobody knows leaves it to the agent.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.reply.evidence import Known, Proof
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText, fold_key, normalise
from assistant.russian.patterns import Patterns

PATH = "_data/proofs.yml"
_WORD = expression(r"[^\W_]+")
# What follows explains the things named before it, unless it tells to do something.
_EXPLAINS = expression(r"[:—]")
_ALSO = expression(r";|\.(?=\s)")
_TO_DO = expression(r"(?<!нос)(?:[аеиоуыя]ть|ти|чь|[йьи]те)(?:ся|сь)?\Z")


@dataclass(frozen=True)
class ToldStep:
    """What an editor says of one line: its page or request, how it begins, the facts it needs (or none)."""

    owner: str
    beginning: str
    facts: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """The beginning, folded."""
        return fold_key(self.beginning)

    def is_of(self, line: str, source: str) -> bool:
        """Whether a line from a page item is the one meant."""
        path, _, anchor = source.partition("#")
        return self.owner in (path, anchor) and fold_key(line).startswith(self.key)


@dataclass(frozen=True, eq=False)
class Proofs:
    """What proves lines: the lines told one by one, and words for things with the facts each needs."""

    recorded: Patterns
    idle: Patterns
    things: tuple[tuple[Patterns, tuple[str, ...]], ...]
    steps: tuple[ToldStep, ...] = ()

    @classmethod
    def from_figures(cls, figures: Figures) -> Proofs:
        """Compile the words.

        Raises:
            PageError: an entry lacks words or facts.
        """
        return cls(
            Patterns.from_lines(figure(figures, "proofs.recorded", list)),
            Patterns.from_lines(figure(figures, "proofs.idle", list)),
            tuple(_thing(each) for each in figure(figures, "proofs.things", list)),
            tuple(_steps(figures)),
        )

    def needs(self, line: str, source: str = "") -> tuple[str, ...]:
        """Names of the facts that prove a line of a page item, in order; none when nothing we know could."""
        told = next((step for step in self.steps if step.is_of(line, source)), None)
        return self._needs_by_words(line) if told is None else told.facts

    def _needs_by_words(self, line: str) -> tuple[str, ...]:
        text = normalise(line)
        left = {match.span() for match in _WORD.finditer(text.text)}
        found: dict[int, tuple[str, ...]] = {}
        for start, end, facts in self._named(text):
            inside = {word for word in left if start <= word[0] < end}
            if inside:
                found[start] = facts
                left -= inside
        if not found or not self.recorded.first(text):
            return ()
        for words in (self.recorded, self.idle):
            for match in words.all(text):
                left -= {word for word in left if match.start <= word[0] < match.end}
        if left and not _is_explanation(text.text, min(found), left):
            return ()
        named = (fact for start in sorted(found) for fact in found[start])
        return tuple(dict.fromkeys(named))

    def _named(self, text: NormalText) -> list[tuple[int, int, tuple[str, ...]]]:
        """Things named in a line, the longest names first."""
        named = [
            (match.start, match.end, facts)
            for words, facts in self.things
            for match in words.all(text)
        ]
        return sorted(named, key=lambda each: (each[0] - each[1], each[0]))


@lru_cache(maxsize=4)
def proofs_of(knowledge: Knowledge) -> Proofs:
    """The proofs of a knowledge base."""
    return Proofs.from_figures(knowledge.figures)


@lru_cache(maxsize=4096)
def needs_of(line: str, source: str, proofs: Proofs) -> tuple[str, ...]:
    """What a line needs, worked out once."""
    return proofs.needs(line, source)


def proof_of(line: str, source: str, known: Known, proofs: Proofs) -> tuple[Proof, ...]:
    """What proves a line of a page item, empty when it is not proven; ``known`` is by name."""
    needs = needs_of(line, source, proofs)
    if not all(known.get(need) for need in needs):
        return ()
    return tuple(proof for need in needs for proof in known[need])


def _is_explanation(text: str, first: int, left: Set[tuple[int, int]]) -> bool:
    """Whether words stand behind «:» that follows a thing, and neither command nor claim more."""
    mark = _EXPLAINS.search(text, first)
    if mark is None or min(left)[0] < mark.start() or _ALSO.search(text, mark.end()):
        return False
    return not any(_TO_DO.search(text[start:end]) for start, end in left)


def _steps(figures: Figures) -> Iterator[ToldStep]:
    told = figure(figures, "proofs.steps", dict)
    for owner, lines in told.items():
        for each in lines if isinstance(lines, list) else [lines]:
            step = each.get("step") if isinstance(each, dict) else None
            facts = each.get("facts") if isinstance(each, dict) else None
            if not isinstance(step, str) or not step.strip() or not isinstance(facts, list):
                problem = f"в steps у «{owner}» запись {each!r} без step или facts"
                raise PageError(PATH, None, problem, "допишите начало шага и список сведений")
            yield ToldStep(str(owner), step, tuple(map(str, facts)))


def _thing(each: object) -> tuple[Patterns, tuple[str, ...]]:
    words = each.get("words") if isinstance(each, dict) else None
    facts = each.get("facts") if isinstance(each, dict) else None
    if not isinstance(words, list) or not isinstance(facts, list) or not words or not facts:
        raise PageError(
            PATH, None, f"в things запись {each!r} без words или facts", "допишите оба списка"
        )
    # The first pattern that fits is taken, so the one with most words has to come first.
    longest_first = sorted(map(str, words), key=lambda line: -len(line.split()))
    return Patterns.from_lines(longest_first), tuple(map(str, facts))
