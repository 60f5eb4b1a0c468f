"""The agent's checklist in working order: the governing regulation's items with the request's steps among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from assistant.knowledge.base import Knowledge
from assistant.knowledge.requests import Request
from assistant.reply.evidence import NOTHING_KNOWN, Known, Proof, quoted, shown
from assistant.reply.joining import joining_of
from assistant.reply.proofs import proof_of, proofs_of
from assistant.reply.tried.steps import reader_of
from assistant.reply.tried.telling import Deed
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key

_UNPROVEN = ("уведомлен", "клиент", "в течение")
_ASKING = ("попросить", "предложить", "посоветовать")
_NUMBER_GIVEN = expression(r"\b(?:номер|id)\b.*\bприсвоен")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line to tick with the page item it comes from; ``evidence`` says why it is ticked already.

    ``proofs`` are what the evidence consists of.
    """

    text: str
    source: str
    done: bool
    evidence: str
    proofs: tuple[Proof, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """An entry of ``checklist`` of the contract."""
        return {
            "text": self.text,
            "source": self.source,
            "done": self.done,
            "evidence": self.evidence,
            "proofs": [proof.to_json() for proof in self.proofs],
        }


def build_checklist(
    regulation: str,
    requests: Sequence[tuple[str, Request]],
    number: str,
    knowledge: Knowledge,
    known: Known = NOTHING_KNOWN,
    deeds: Sequence[Deed] = (),
    sure: Set[str] = frozenset(),
) -> tuple[ChecklistItem, ...]:
    """Collect the lines, each once, ticked where what is known of the ticket proves them.

    ``regulation`` is the path of the governing regulation, ``requests`` (identifier, request),
    ``number`` the ticket's number when it is registered, ``known`` evidence by what it proves
    (``evidence_of``), ``deeds`` what the customer has done. Of the requests only those that surely fit
    (``sure``, identifiers) have their steps ticked by what is known: a fact proves the step of another
    matter by chance.
    """
    known = {**_done(deeds), **known}
    doubtful = {item_id for item_id, _ in requests} - sure
    unique: dict[str, ChecklistItem] = {}
    for text, source in _lines(regulation, requests, knowledge):
        key = fold_key(text)
        if key not in unique:
            proofs = (
                _registered(text, number)
                or (source not in doubtful and proof_of(text, source, known, proofs_of(knowledge)))
                or _done_by_client(text, deeds, knowledge)
            )
            unique[key] = ChecklistItem(text, source, bool(proofs), shown(proofs), proofs)
    return tuple(unique.values())


def _lines(
    regulation: str, requests: Sequence[tuple[str, Request]], knowledge: Knowledge
) -> list[tuple[str, str]]:
    """Lines with their sources in working order: the request's steps are the regulation's diagnosis."""
    steps = [(step, item_id) for item_id, request in requests for step in request.diagnosis]
    document = knowledge.documents.get(regulation)
    if document is None:
        return steps
    lines = [(item.text, document.item_id(item.anchor)) for item in document.checklist]
    joining = joining_of(knowledge)
    at = joining.place_of_steps([text for text, _ in lines])
    return joining.without_doubles([*lines[:at], *steps, *lines[at:]])


def _done(deeds: Sequence[Deed]) -> Mapping[str, tuple[Proof, ...]]:
    """Steps the customer has taken, by their names of ``tried.yml``."""
    return {
        deed.action: (Proof(deed.action, quoted(deed.quote), deed.span),)
        for deed in reversed(deeds)
    }


def _done_by_client(text: str, deeds: Sequence[Deed], knowledge: Knowledge) -> tuple[Proof, ...]:
    """What proves a line that asks the customer to do something: the customer's words."""
    if not deeds or not fold_key(text).startswith(_ASKING):
        return ()
    told = _done(deeds)
    advice = reader_of(knowledge).advice(text)
    if not advice.is_taken(told.keys()):
        return ()
    return tuple(proof for step in sorted(advice.steps) for proof in told[step])


def _registered(text: str, number: str) -> tuple[Proof, ...]:
    """What proves a line about registration or the number: the ticket has a number.

    A line that also claims a time or what the client knows is not proven by it.
    """
    key = fold_key(text)
    is_about_number = "зарегистрирован" in key or _NUMBER_GIVEN.search(key) is not None
    claims_more = any(words in key for words in _UNPROVEN)
    return (
        (Proof("number", f"№ {number}"),) if number and is_about_number and not claims_more else ()
    )
