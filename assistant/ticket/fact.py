"""A fact the customer gave: a key of the catalogue and the piece of text that gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.russian.normal import NormalText


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` is ``text[start:end]`` of the ticket as pasted, word for word."""

    key: str
    value: str
    start: int
    end: int


Finder = Callable[[NormalText], Iterator[Fact]]


def fact_at(key: str, text: NormalText, start: int, end: int) -> Fact:
    """Make a fact of a range of the normalised text, outer spaces and marks left off."""
    while start < end and text.text[start] in " \n\r,.;:—–-":
        start += 1
    while end > start and text.text[end - 1] in " \n\r,;:—–-":
        end -= 1
    first, last = text.span(start, end)
    return Fact(key, text.original[first:last], first, last)


def find_all(key: str, pattern: re.Pattern[str], text: NormalText) -> Iterator[Fact]:
    """A fact for each match; the group ``value`` narrows it, when the pattern has one."""
    group = "value" if "value" in pattern.groupindex else 0
    for match in pattern.finditer(text.text):
        if match.group(group):
            yield fact_at(key, text, match.start(group), match.end(group))
