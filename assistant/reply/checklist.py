"""The agent's checklist: the governing regulation's items, then the request's diagnosis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge.base import Knowledge
from assistant.knowledge.requests import Request
from assistant.russian.normal import fold_key

_UNPROVEN = ("уведомлен", "клиент", "в течение")
_NUMBER_GIVEN = re.compile(r"\b(?:номер|id)\b.*\bприсвоен")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line to tick with the page item it comes from; ``evidence`` says why it is ticked already."""

    text: str
    source: str
    done: bool
    evidence: str


def build_checklist(
    regulation: str, requests: Sequence[tuple[str, Request]], number: str, knowledge: Knowledge
) -> tuple[ChecklistItem, ...]:
    """Collect the lines, each once.

    ``regulation`` is the path of the governing regulation, ``requests`` (identifier, request),
    ``number`` the ticket's number when it is registered.
    """
    items: list[ChecklistItem] = []
    document = knowledge.documents.get(regulation)
    if document is not None:
        for item in document.checklist:
            evidence = _registered(item.text, number)
            items.append(
                ChecklistItem(item.text, document.item_id(item.anchor), bool(evidence), evidence)
            )
    for item_id, request in requests:
        items.extend(ChecklistItem(step, item_id, False, "") for step in request.diagnosis)
    unique: dict[str, ChecklistItem] = {}
    for line in items:
        unique.setdefault(fold_key(line.text), line)
    return tuple(unique.values())


def _registered(text: str, number: str) -> str:
    """Evidence that a line about registration or the number is done: the ticket has a number.

    A line that also claims a time or what the client knows is not proven by it.
    """
    key = fold_key(text)
    is_about_number = "зарегистрирован" in key or _NUMBER_GIVEN.search(key) is not None
    claims_more = any(words in key for words in _UNPROVEN)
    return f"№ {number}" if number and is_about_number and not claims_more else ""
