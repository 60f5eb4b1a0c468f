"""Rules of tone as editors write them in ``tone.yml``, compiled once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.reply.lint.finding import ERROR, WARNING
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match, Patterns

PATH = "_data/tone.yml"
CODES = ("refusal", "blame", "promise", "phrase", "internal")
_TEXTS = ("id", "code", "severity", "title", "say")
_LISTS = ("signs", "unless", "rescued")


@dataclass(frozen=True)
class ToneRule:
    """A rule: ``signs`` fit unless ``unless`` overlaps them or ``rescued`` fits anywhere in the text."""

    id: str
    code: str
    severity: str
    title: str
    say: str
    signs: Patterns
    unless: Patterns
    rescued: Patterns

    @property
    def message(self) -> str:
        """What the agent reads."""
        return f"{self.title}. Лучше: {self.say}"

    def places(self, text: NormalText) -> Iterable[Match]:
        """Places of a text that break the rule."""
        found = list(self.signs.all(text))
        if not found or self.rescued.first(text):
            return []
        allowed = list(self.unless.all(text))
        return [
            match
            for match in found
            if not any(match.start < each.end and each.start < match.end for each in allowed)
        ]


@dataclass(frozen=True)
class Tone:
    """All of ``tone.yml``.

    ``ask`` and ``wish`` begin a request for a secret; ``latin`` and ``english`` are words in lower case.
    """

    rules: tuple[ToneRule, ...]
    greeting: Patterns
    signature: Patterns
    next_step: Patterns
    ask: tuple[str, ...]
    wish: tuple[str, ...]
    latin: frozenset[str]
    english: frozenset[str]

    @classmethod
    def from_figures(cls, figures: Figures) -> Tone:
        """Compile the rules.

        Raises:
            PageError: a rule lacks a part or has one that does not fit.
        """
        rules = tuple(_rule(each) for each in figure(figures, "tone.rules", list))
        names = [rule.id for rule in rules]
        for name in names:
            if names.count(name) > 1:
                raise PageError(
                    PATH, None, f"правил «{name}» несколько", "дайте каждому своё имя в поле id"
                )
        return cls(
            rules,
            _patterns(figures, "tone.frame.greeting"),
            _patterns(figures, "tone.frame.signature"),
            _patterns(figures, "tone.frame.next_step"),
            tuple(_words(figures, "tone.secrets.ask")),
            tuple(_words(figures, "tone.secrets.wish")),
            frozenset(_words(figures, "tone.latin")),
            frozenset(_words(figures, "tone.english")),
        )


@lru_cache(maxsize=4)
def tone_of(knowledge: Knowledge) -> Tone:
    """The rules of a knowledge base."""
    return Tone.from_figures(knowledge.figures)


def _patterns(figures: Figures, address: str) -> Patterns:
    return Patterns.from_lines(_words(figures, address))


def _words(figures: Figures, address: str) -> list[str]:
    """A list of words or patterns in lower case; YAML reads an unquoted «да» or 5 as something else."""
    found = figure(figures, address, list)
    for each in found:
        if not isinstance(each, str):
            raise PageError(
                PATH, None, f"«{address}»: {each!r} — не слово", "возьмите его в кавычки"
            )
    return [each.lower() for each in found]


def _rule(rule: Any) -> ToneRule:
    name = str(rule.get("id", "?")) if isinstance(rule, dict) else str(rule)
    if not isinstance(rule, dict):
        raise PageError(PATH, None, f"«{name}» — не правило", "начните его с полей id и code")
    for key in _TEXTS:
        if not isinstance(rule.get(key), str) or not rule[key].strip():
            raise PageError(PATH, None, f"в правиле «{name}» нет поля {key}", "допишите его")
    for key in rule:
        if key not in (*_TEXTS, *_LISTS):
            raise PageError(
                PATH, None, f"в правиле «{name}» лишнее поле {key}", "уберите или исправьте имя"
            )
    if rule["code"] not in CODES:
        raise PageError(
            PATH, None, f"в правиле «{name}» code: {rule['code']}", f"возьмите: {', '.join(CODES)}"
        )
    if rule["severity"] not in (ERROR, WARNING):
        raise PageError(
            PATH,
            None,
            f"в правиле «{name}» severity: {rule['severity']}",
            f"возьмите {ERROR} или {WARNING}",
        )
    return ToneRule(
        *(rule[key].strip() for key in _TEXTS),
        *(_signs(rule, key, name) for key in _LISTS),
    )


def _signs(rule: dict[str, Any], key: str, name: str) -> Patterns:
    lines = rule.get(key, [])
    is_list = isinstance(lines, list) and all(isinstance(each, str) for each in lines)
    if not is_list or (key == "signs" and not lines):
        raise PageError(
            PATH, None, f"в правиле «{name}» {key} — не список образцов", "начните строки с дефиса"
        )
    for line in lines:
        # «..» at an end would fit whatever stands there; a lone star, every word.
        tokens = line.split()
        if not tokens or ".." in (tokens[0], tokens[-1]) or "*" in tokens[0].split("|"):
            raise PageError(
                PATH,
                None,
                f"в правиле «{name}» образец «{line}» подходит к чему угодно",
                "начните и закончите его словом",
            )
    return Patterns.from_lines(lines)
