"""The agent's checklist: the governing regulation's items, then the request's diagnosis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.knowledge.base import Knowledge
from assistant.knowledge.requests import Request
from assistant.reply.evidence import quoted
from assistant.reply.proofs import evidence_for, proofs_of
from assistant.reply.tried.steps import reader_of
from assistant.reply.tried.telling import Deed
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key

_UNPROVEN = ("уведомлен", "клиент", "в течение")
_ASKING = ("попросить", "предложить", "посоветовать")
_NUMBER_GIVEN = expression(r"\b(?:номер|id)\b.*\bприсвоен")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line to tick with the page item it comes from; ``evidence`` says why it is ticked already."""

    text: str
    source: str
    done: bool
    evidence: str


def build_checklist(
    regulation: str,
    requests: Sequence[tuple[str, Request]],
    number: str,
    knowledge: Knowledge,
    known: Mapping[str, str] = MappingProxyType({}),
    deeds: Sequence[Deed] = (),
) -> tuple[ChecklistItem, ...]:
    """Collect the lines, each once, ticked where what is known of the ticket proves them.

    ``regulation`` is the path of the governing regulation, ``requests`` (identifier, request),
    ``number`` the ticket's number when it is registered, ``known`` evidence by what it proves
    (``evidence_of``), ``deeds`` what the customer has done.
    """
    lines: list[tuple[str, str]] = []
    document = knowledge.documents.get(regulation)
    if document is not None:
        lines += [(item.text, document.item_id(item.anchor)) for item in document.checklist]
    for item_id, request in requests:
        lines += [(step, item_id) for step in request.diagnosis]
    unique: dict[str, ChecklistItem] = {}
    for text, source in lines:
        key = fold_key(text)
        if key not in unique:
            evidence = (
                _registered(text, number)
                or evidence_for(text, known, proofs_of(knowledge))
                or _done_by_client(text, deeds, knowledge)
            )
            unique[key] = ChecklistItem(text, source, bool(evidence), evidence)
    return tuple(unique.values())


def _done_by_client(text: str, deeds: Sequence[Deed], knowledge: Knowledge) -> str:
    """Evidence that a line which asks the customer to do something is done: the customer's words."""
    if not deeds or not fold_key(text).startswith(_ASKING):
        return ""
    told = {deed.action: deed.quote for deed in deeds}
    advice = reader_of(knowledge).advice(text)
    if not advice.is_taken(told.keys()):
        return ""
    return "; ".join(quoted(told[step]) for step in sorted(advice.steps))


def _registered(text: str, number: str) -> str:
    """Evidence that a line about registration or the number is done: the ticket has a number.

    A line that also claims a time or what the client knows is not proven by it.
    """
    key = fold_key(text)
    is_about_number = "зарегистрирован" in key or _NUMBER_GIVEN.search(key) is not None
    claims_more = any(words in key for words in _UNPROVEN)
    return f"№ {number}" if number and is_about_number and not claims_more else ""
