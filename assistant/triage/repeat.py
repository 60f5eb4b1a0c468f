"""Whether a ticket is a repeat: it names an earlier one or says so (regulation «Повторные»)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from assistant.retrieval.archive import Similar
from assistant.russian.normal import NormalText
from assistant.triage.rules import Reason, Rules

_NUMBER = re.compile(r"^[^\w.!?;]{0,3}(?:(?:номер|n)\W{0,2})?[№#nN]?\s?(\d{3,14})\b")
# Margin of the judge below which a message is too unlike the examples of a repeat.
_UNLIKE = -0.4
# Of the pairs of golden tickets about different things 0.8 in 100 are so alike (embedded encoder).
MIN_ALIKE = 0.3
_SHOWN_SIMILAR = 5
_MARKED = re.compile(r"(?:№|#)\s?(\d{4,14})\b")


@dataclass(frozen=True, slots=True)
class Repeat:
    """``previous_id`` is the number of the earlier ticket, empty when it is not named.

    ``similar`` holds past tickets like this one, whoever wrote them, best first.
    """

    value: bool
    previous_id: str
    why: tuple[Reason, ...]
    similar: tuple[Similar, ...] = ()


class Past(Protocol):
    """Past tickets that can be asked for those like a text."""

    def find(self, text: str, count: int, leaving_out: str) -> tuple[Similar, ...]:
        """The most like first; ``leaving_out`` is the number of the ticket itself."""


def similar_to(text: str, own_number: str, past: Past) -> tuple[Similar, ...]:
    """Past tickets so like a text that they may be about the same thing."""
    found = past.find(text, _SHOWN_SIMILAR, own_number)
    return tuple(each for each in found if each.similarity >= MIN_ALIKE)


def repeat_of(text: NormalText, own_number: str, margin: float, kind: str, rules: Rules) -> Repeat:
    """Look for an earlier number, then for words of repetition.

    ``margin`` is the judge's for «repeat» (trained on ``docs/_data/repeats``): words that may mean the
    fault's own repetition count unless it speaks against them. Words alone make no repeat of a message
    that asks for nothing.
    """
    number = _previous_number(text, own_number, rules)
    said = rules.repeat.first(text)
    if said is None and margin > _UNLIKE:
        said = rules.repeat_maybe.first(text)
    if kind == "not_a_request" and not number:
        said = None
    reasons = []
    if number:
        reasons.append(Reason("Назван номер прежнего обращения", number))
    if said:
        reasons.append(Reason("Клиент пишет, что это не первый раз", said.words))
    return Repeat(bool(reasons), number, tuple(reasons))


def _previous_number(text: NormalText, own_number: str, rules: Rules) -> str:
    for match in rules.previous_number.all(text):
        found = _NUMBER.match(text.text[match.end :])
        if found and found.group(1) != own_number:
            return found.group(1)
    for found in _MARKED.finditer(text.text):
        before = text.text[max(0, found.start() - 25) : found.start()]
        if found.group(1) != own_number and not re.search(r"договор|счет|квартир|дом|уч", before):
            return found.group(1)
    return ""
