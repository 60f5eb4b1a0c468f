"""Rules of judgement as editors write them in ``docs/_data``, compiled once.

``triage.yml`` holds emergency, urgency, repeat and kind; ``scope.yml`` what is not ours and who it
belongs to; ``cases.yml`` when a request's «по случаю» facts are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns
from assistant.triage.signs import Signs
from assistant.triage.standing import Tenses

# «Спасибо, не работает» gives no thanks.
_THANKS = "not_a_request"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict was given: the rule and the words of the ticket that fired it."""

    rule: str
    evidence: str

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where in the ticket the words stand; several pieces are joined by « … »."""
        pieces = (piece for piece in self.evidence.split(" … ") if piece)
        starts = ((text.find(piece), len(piece)) for piece in pieces)
        return tuple((start, start + length) for start, length in starts if start >= 0)


@dataclass(frozen=True)
class AllOf:
    """A rule that needs one fit in each group and none of its exceptions.

    ``fact`` is the key of the one fact that would change the verdict.
    """

    name: str
    title: str
    fact: str
    groups: tuple[Patterns, ...]
    unless: Patterns

    def fires(self, text: NormalText) -> tuple[Match, ...]:
        """The fits of each group, empty when the rule does not fire."""
        if self.unless.first(text):
            return ()
        found = [group.first(text) for group in self.groups]
        return tuple(match for match in found if match) if all(found) else ()


@dataclass(frozen=True)
class OutCategory:
    """A kind of question that is not ours, with what the customer is told."""

    name: str
    title: str
    reason: str
    addressee: str
    signs: Patterns


@dataclass(frozen=True)
class Case:
    """When a «по случаю» applies: ``about`` fits the page's wording, ``signs`` the ticket."""

    about: Patterns
    signs: Patterns
    kinds: frozenset[str]
    facts: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """All rules of judgement."""

    emergency: tuple[AllOf, ...]
    urgent: Patterns
    site_wide: Patterns
    signs: Signs
    tenses: Tenses
    repeat: Patterns
    repeat_maybe: Patterns
    repeat_elsewhere: Patterns
    previous_number: Patterns
    kinds: Mapping[str, Patterns]
    out_requests: Mapping[str, str]
    categories: tuple[OutCategory, ...]
    cases: tuple[Case, ...]
    level_cases: tuple[Case, ...] = ()

    @classmethod
    def from_figures(cls, figures: Figures) -> Rules:
        """Compile the rules.

        Raises:
            PageError: a rule lacks a part or has one of the wrong type.
        """
        triage, scope = "_data/triage.yml", "_data/scope.yml"
        kinds = figure(figures, "triage.kind", dict)
        categories = figure(figures, "scope.categories", dict)
        cases = figure(figures, "cases.cases", list)
        return cls(
            emergency=tuple(
                _all_of(rule, triage) for rule in figure(figures, "triage.emergency", list)
            ),
            urgent=_patterns(figure(figures, "triage.urgent", list), triage, "urgent"),
            site_wide=_patterns(figure(figures, "triage.site_wide", list), triage, "site_wide"),
            signs=Signs.from_figures(figures),
            tenses=Tenses.from_figures(figures),
            repeat=_patterns(figure(figures, "triage.repeat", list), triage, "repeat"),
            repeat_maybe=_patterns(
                figures["triage"].get("repeat_maybe", []), triage, "repeat_maybe"
            ),
            repeat_elsewhere=_patterns(
                figures["triage"].get("repeat_elsewhere", []), triage, "repeat_elsewhere"
            ),
            previous_number=_patterns(
                figure(figures, "triage.previous_number", list), triage, "previous_number"
            ),
            kinds={
                name: _patterns(lines, triage, f"kind.{name}", affirmed=name == _THANKS)
                for name, lines in kinds.items()
            },
            out_requests=figure(figures, "scope.out_requests", dict),
            categories=tuple(_category(name, each, scope) for name, each in categories.items()),
            cases=tuple(_case(each, "_data/cases.yml") for each in cases),
            level_cases=tuple(
                _case(each, triage) for each in figures["triage"].get("level_cases", [])
            ),
        )

    def category(self, name: str) -> OutCategory | None:
        """A category of what is not ours by its name."""
        return next((each for each in self.categories if each.name == name), None)


def _part(rule: Any, key: str, path: str, name: str) -> Any:
    if not isinstance(rule, dict) or key not in rule:
        raise PageError(path, None, f"в правиле «{name}» нет поля {key}", "допишите его")
    return rule[key]


def _patterns(lines: Any, path: str, name: str, *, affirmed: bool = False) -> Patterns:
    if not isinstance(lines, list):
        raise PageError(path, None, f"«{name}» — не список образцов", "начните строки с дефиса")
    return Patterns.from_lines((str(line) for line in lines), affirmed=affirmed)


def _all_of(rule: Any, path: str) -> AllOf:
    name = str(_part(rule, "id", path, "emergency"))
    groups = _part(rule, "all", path, name)
    return AllOf(
        name,
        str(_part(rule, "title", path, name)),
        str(_part(rule, "fact", path, name)),
        tuple(_patterns(group, path, f"{name}.all") for group in groups),
        _patterns(rule.get("unless", []), path, f"{name}.unless", affirmed=True),
    )


def _category(name: str, each: Any, path: str) -> OutCategory:
    return OutCategory(
        name,
        str(_part(each, "title", path, name)),
        str(_part(each, "reason", path, name)),
        str(_part(each, "addressee", path, name)),
        _patterns(_part(each, "signs", path, name), path, f"{name}.signs"),
    )


def _case(each: Any, path: str) -> Case:
    return Case(
        _patterns(_part(each, "about", path, "cases"), path, "about"),
        _patterns(each.get("signs", []), path, "signs"),
        frozenset(each.get("kinds", [])),
        frozenset(each.get("facts", [])),
    )
