"""Rules of judgement as editors write them in ``docs/_data``, compiled once.

``triage.yml`` holds emergency, danger, urgency, repeat and kind; ``scope.yml`` what is not ours and who it
belongs to; ``cases.yml`` when a request's «по случаю» facts are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns
from assistant.triage.signs import Signs
from assistant.triage.standing import Tenses, sentences

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


@dataclass(frozen=True, slots=True)
class Peril:
    """A danger that stands now; ``hands_off`` where the equipment itself may harm who touches it."""

    reason: Reason
    hands_off: bool


@dataclass(frozen=True)
class Danger:
    """Danger to people, by rules each of which has to fit within one sentence.

    A sentence of ``aside`` only speaks of danger: a drill, an inspection, a mere thought. Words of ``jest``
    take it back wherever they stand. ``hands_off`` names the rules after which nobody is told to try the
    equipment.
    """

    title: str
    rules: tuple[AllOf, ...]
    aside: Patterns
    jest: Patterns
    hands_off: frozenset[str]

    @classmethod
    def from_figures(cls, figures: Figures, path: str) -> Danger:
        """Compile ``danger`` of ``triage.yml``.

        Raises:
            PageError: a part is missing or of the wrong type, or ``hands_off`` names a rule that is not there.
        """
        part = figure(figures, "triage.danger", dict)
        title = str(_part(part, "title", path, "danger"))
        rules = tuple(
            _all_of({"title": title, "fact": "", **rule}, path, affirmed=True)
            for rule in _part(part, "rules", path, "danger")
        )
        aside, jest = (
            _patterns(_part(part, name, path, "danger"), path, f"danger.{name}", affirmed=True)
            for name in ("aside", "jest")
        )
        hands_off = frozenset(map(str, part.get("hands_off") or ()))
        if strangers := sorted(hands_off - {rule.name for rule in rules}):
            problem = f"в danger.hands_off нет такого правила: «{strangers[0]}»"
            raise PageError(path, None, problem, "возьмите id одного из danger.rules")
        return cls(title, rules, aside, jest, hands_off)

    def peril(self, text: NormalText) -> Peril | None:
        """What puts people in danger by what stands now (``standing``), None where nothing does.

        Several sentences may tell of it: the one after which nobody may touch anything counts before others.
        """
        perils = tuple(self._perils(text))
        return next((each for each in perils if each.hands_off), next(iter(perils), None))

    def _perils(self, text: NormalText) -> Iterator[Peril]:
        if self.jest.first(text):
            return
        for sentence in sentences(text):
            if self.aside.first(sentence):
                continue
            for rule in self.rules:
                if found := rule.fires(sentence):
                    words = " … ".join(_widest(each.words for each in found))
                    yield Peril(Reason(self.title, words), rule.name in self.hands_off)


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
    danger: Danger
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
            danger=Danger.from_figures(figures, triage),
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


def _widest(pieces: Iterable[str]) -> Iterable[str]:
    """The pieces without those that stand within another."""
    kept = dict.fromkeys(pieces)
    return [piece for piece in kept if not any(piece in other for other in kept if other != piece)]


def _part(rule: Any, key: str, path: str, name: str) -> Any:
    if not isinstance(rule, dict) or key not in rule:
        raise PageError(path, None, f"в правиле «{name}» нет поля {key}", "допишите его")
    return rule[key]


def _patterns(lines: Any, path: str, name: str, *, affirmed: bool = False) -> Patterns:
    if not isinstance(lines, list):
        raise PageError(path, None, f"«{name}» — не список образцов", "начните строки с дефиса")
    return Patterns.from_lines((str(line) for line in lines), affirmed=affirmed)


def _all_of(rule: Any, path: str, *, affirmed: bool = False) -> AllOf:
    name = str(_part(rule, "id", path, "emergency"))
    groups = _part(rule, "all", path, name)
    return AllOf(
        name,
        str(_part(rule, "title", path, name)),
        str(_part(rule, "fact", path, name)),
        tuple(_patterns(group, path, f"{name}.all", affirmed=affirmed) for group in groups),
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
