"""Facts that only count once the governing request needs them, by the patterns of ``topics``.

Kept apart from ``harvest``: what a ticket is about is not known when its facts are first read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, Finder, fact_at
from assistant.ticket.facts import expected_site, names
from assistant.ticket.facts.denial import denies, leaves_open
from assistant.ticket.facts.harvest import Ranges
from assistant.ticket.facts.rule import compile_spaced
from assistant.ticket.facts.topics import (
    cabinet,
    equipment,
    login,
    passage,
    passes,
    people,
    service,
    software,
)

PATTERNS: Mapping[str, tuple[str, ...]] = {
    topic.key: topic.sources
    for module in (cabinet, equipment, login, passage, passes, people, service, software)
    for topic in module.TOPICS
}


_FINDERS: Mapping[str, Finder] = {
    "object": expected_site.find,
    "full_name": names.find_between_marks,
}


def find_expected(text: NormalText, ranges: Ranges, keys: Set[str]) -> tuple[Fact, ...]:
    """One fact for each of ``keys`` that a wording of its topic gives, by start.

    The first pattern that finds one in ``ranges`` of the original decides: the narrow ones come
    first.
    """
    found = [fact for key in sorted(keys & PATTERNS.keys()) for fact in _first(key, text, ranges)]
    for key, finder in _FINDERS.items():
        if key in keys:
            found.extend(_first_of(finder(text), text, ranges))
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.key)))


def _first(key: str, text: NormalText, ranges: Ranges) -> tuple[Fact, ...]:
    facts = (
        fact
        for source in PATTERNS[key]
        for fact in _facts(key, source, text)
        if not leaves_open(fact, text)
    )
    return _first_of(facts, text, ranges)


def _first_of(facts: Iterator[Fact], text: NormalText, ranges: Ranges) -> tuple[Fact, ...]:
    """The first fact that lies in one of the ranges and is not denied, if there is one."""
    for fact in facts:
        inside = any(start <= fact.start and fact.end <= end for start, end in ranges)
        if inside and not denies(fact, text):
            return (fact,)
    return ()


def _facts(key: str, source: str, text: NormalText) -> Iterator[Fact]:
    pattern = compile_spaced(source)
    narrowed = "value" in pattern.groupindex
    for match in pattern.finditer(text.text):
        group = "value" if narrowed and match.group("value") is not None else 0
        fact = fact_at(key, text, match.start(group), match.end(group))
        if fact.value:
            yield fact
