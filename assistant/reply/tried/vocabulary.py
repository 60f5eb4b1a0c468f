"""Steps a customer may have taken, as editors list them in ``tried.yml``, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.reply.tried.forms import Form, form_of
from assistant.russian.patterns import Patterns

PATH = "_data/tried.yml"
# Words are looked up by their first letters, so that most of a ticket costs a look into a table.
KEY_LETTERS = 3
_LISTS = ("verbs", "of", "nouns", "states", "steps")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by its stem; ``reflexive`` when only its form with «ся» is meant."""

    stem: str
    reflexive: bool

    @classmethod
    def from_pattern(cls, pattern: str) -> Verb:
        """A verb as editors write it: ``обнов*``, ``перелогин*ся``."""
        reflexive = pattern.endswith("*ся")
        return cls(_folded(pattern.removesuffix("ся") if reflexive else pattern), reflexive)

    def form(self, word: str) -> Form | None:
        """Form in which a word is this verb, None when it is not."""
        return form_of(word, reflexive=self.reflexive) if word.startswith(self.stem) else None


@dataclass(frozen=True)
class State:
    """A way to tell that a step is done, read when a ticket has its first word."""

    line: str

    @cached_property
    def words(self) -> Patterns:
        """The pattern; «не» before it or in its gaps is no fit."""
        return Patterns.from_lines([self.line], affirmed=True)


@dataclass(frozen=True)
class Action:
    """A step: its verbs with what they act on, nouns for it, and other ways to tell or advise it.

    ``says`` is the deed as the reply names it: «перезапустили приложение».
    """

    name: str
    says: str
    verbs: tuple[Verb, ...]
    things: tuple[str, ...]
    alone: bool
    nouns: tuple[str, ...]
    states: tuple[State, ...]
    advised: tuple[str, ...]

    def is_done_by(self, word: str) -> bool:
        """Whether a word is one of the verbs, in a form that tells of a deed."""
        return any(verb.form(word) is Form.DONE for verb in self.verbs)

    @cached_property
    def of(self) -> Patterns:
        """What the verbs act on."""
        return Patterns.from_lines(["|".join(self.things)] if self.things else [])

    @cached_property
    def steps(self) -> Patterns:
        """Ways to advise the step, other than by its verbs."""
        return Patterns.from_lines(self.advised)


@dataclass(frozen=True)
class Vocabulary:
    """All steps.

    ``verbs``, ``nouns`` and ``states`` are by the first letters of the word they begin with. ``passing``
    are verbs that advise nothing themselves, ``asking`` those with the advice behind them, ``checks``
    the words before a list whose lines do not lean on one another.
    """

    actions: Mapping[str, Action]
    verbs: Mapping[str, tuple[tuple[Verb, Action], ...]]
    nouns: Mapping[str, tuple[tuple[str, Action], ...]]
    states: Mapping[str, tuple[tuple[State, Action], ...]]
    passing: frozenset[str]
    asking: frozenset[str]
    checks: Patterns

    @classmethod
    def from_figures(cls, figures: Figures) -> Vocabulary:
        """Compile the steps.

        Raises:
            PageError: a step has a field that does not fit, or no name for the reply.
        """
        actions = tuple(
            _action(name, each, figures)
            for name, each in figure(figures, "tried.actions", dict).items()
        )
        return cls(
            {each.name: each for each in actions},
            _by_letters((verb.stem, (verb, each)) for each in actions for verb in each.verbs),
            _by_letters((noun, (noun, each)) for each in actions for noun in each.nouns),
            _by_letters(
                (_folded(word), (state, each))
                for each in actions
                for state in each.states
                for word in state.line.split()[0].split("|")
            ),
            frozenset(figure(figures, "tried.passing", list)),
            frozenset(figure(figures, "tried.asking", list)),
            Patterns.from_lines(figure(figures, "tried.checks", list)),
        )


@lru_cache(maxsize=4)
def vocabulary_of(knowledge: Knowledge) -> Vocabulary:
    """The steps of a knowledge base."""
    return Vocabulary.from_figures(knowledge.figures)


def _by_letters(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for word, each in pairs:
        found.setdefault(word[:KEY_LETTERS], []).append(each)
    return {letters: tuple(dict.fromkeys(each)) for letters, each in found.items()}


def _action(name: str, each: Any, figures: Figures) -> Action:
    lists = {key: _lines(name, each, key) for key in _LISTS}
    for key in each:
        if key not in (*_LISTS, "alone"):
            raise PageError(PATH, None, f"в шаге «{name}» лишнее поле {key}", "уберите его")
    for word in (*lists["verbs"], *lists["nouns"]):
        if len(_folded(word)) < KEY_LETTERS:
            raise PageError(
                PATH, None, f"в шаге «{name}» основа «{word}» слишком коротка", "допишите буквы"
            )
    return Action(
        name,
        figure(figures, f"replies.tried.says.{name}", str),
        tuple(Verb.from_pattern(word) for word in lists["verbs"]),
        tuple(lists["of"]),
        each.get("alone") is True,
        tuple(_folded(word) for word in lists["nouns"]),
        tuple(map(State, lists["states"])),
        tuple(lists["steps"]),
    )


def _lines(name: str, each: Any, key: str) -> list[str]:
    lines = each.get(key, []) if isinstance(each, dict) else None
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise PageError(
            PATH, None, f"в шаге «{name}» {key} — не список слов", "начните строки с дефиса"
        )
    return lines


def _folded(word: str) -> str:
    """First word of a pattern without its star."""
    return word.partition("_")[0].rstrip("*").lower().replace("ё", "е")
