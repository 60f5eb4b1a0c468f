"""Whether a ticket is a repeat: it names an earlier one or says so (regulation «Повторные»)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from assistant.retrieval.archive import Similar
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match
from assistant.triage.repeat_kind import RepeatKind
from assistant.triage.rules import Reason, Rules

_NUMBER = expression(r"^[^\w.!?;]{0,3}(?:(?:номер|n)\W{0,2})?[№#nN]?\s?(\d{3,14})\b")
# What speaks for a repeat: the judge's margin and the words, weighed against the start. Fitted to the
# labelled tickets that are there to tune by.
_JUDGE, _SAID, _MAYBE, _ELSEWHERE, _START = 4.0, 1.5, 1.5, -2.5, 0.15
# Above it no repeat of the tuning files without a number is a false one (the surest false one has 3.2), and
# of 34 true ones 24 are.
_SURE = 3.6
# Of the pairs of golden tickets about different things 0.8 in 100 are so alike, of those about the same
# thing 82 (embedded encoder; docs/_dev/journal.md).
MIN_ALIKE = 0.4
_SHOWN_SIMILAR = 5
_SHOWN = 80
_MARKED = expression(r"(?:№|#)\s?(\d{4,14})\b")
_CLOSED = expression(r"(?<![\w+-])(\d{4,14})\W{1,3}(?:закры|решил|переоткр)")
_OTHER_NUMBER = expression(r"договор|счет|квартир|дом|уч|табличк|шлагбаум|турникет|терминал|кпп")
_OF_A_PASS = expression(
    r"\W{1,3}(?:на|о|об)\s+(?:пропуск|гост|въезд|присоедин|доставк)|\W{1,3}в (?:ук|моем)"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """``previous_id`` is the number of the earlier ticket, empty when it is not named.

    ``similar`` holds past tickets like this one, whoever wrote them, best first; ``kind`` is which of
    the regulation's four kinds a repeat is, None for what is none or asks for nothing. ``certain`` where
    the number is named, or words and judge leave no doubt.
    """

    value: bool
    previous_id: str
    why: tuple[Reason, ...]
    similar: tuple[Similar, ...] = ()
    kind: RepeatKind | None = None
    certain: bool = False


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

    ``margin`` is the judge's for «repeat» (trained on ``docs/_data/repeats``). Words alone make no repeat
    of a message that asks for nothing.
    """
    number = _previous_number(text, own_number, rules)
    reasons = []
    if number:
        reasons.append(Reason("Назван номер прежнего обращения", number))
    said, weight = _said(text, margin, rules)
    if said and (kind != "not_a_request" or number):
        reasons.append(Reason("Клиент пишет, что это не первый раз", said.words))
    certain = bool(reasons) and (bool(number) or weight > _SURE)
    return Repeat(bool(reasons), number, tuple(reasons), certain=certain)


def _said(text: NormalText, margin: float, rules: Rules) -> tuple[Match | None, float]:
    """The words of a repeat where they and the judge outweigh the start, else None; and by how much.

    Where the judge alone does, the words are the whole text.
    """
    said, maybe = rules.repeat.first(text), rules.repeat_maybe.first(text)
    elsewhere = rules.repeat_elsewhere.first(text)
    weight = _START + _JUDGE * margin
    weight += _SAID * bool(said) + _MAYBE * bool(maybe) + _ELSEWHERE * bool(elsewhere)
    if weight <= 0:
        return None, weight
    return said or maybe or Match(0, len(text.text), text.original.strip()[:_SHOWN]), weight


def _previous_number(text: NormalText, own_number: str, rules: Rules) -> str:
    for match in rules.previous_number.all(text):
        found = _NUMBER.match(text.text[match.end :])
        if found and _is_of_a_ticket(found, text.text[match.end :], own_number):
            return found.group(1)
    for pattern in (_CLOSED, _MARKED):
        for found in pattern.finditer(text.text):
            if _is_of_a_ticket(found, text.text, own_number):
                return found.group(1)
    return ""


def _is_of_a_ticket(found: re.Match[str], text: str, own_number: str) -> bool:
    """Whether a number is that of an earlier ticket, not of a contract, a house or a pass."""
    before, after = text[max(0, found.start(1) - 25) : found.start(1)], text[found.end(1) :]
    is_other = _OTHER_NUMBER.search(before) or _OF_A_PASS.match(after)
    return found.group(1) != own_number and not is_other
