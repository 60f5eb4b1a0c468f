"""Whether a ticket is ours: in, out, or partly (regulation «Работа с обращениями вне рамок»).

A category's signs in the text, or a best request that always means «not ours» (``scope.yml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.russian.normal import normalise
from assistant.triage.rules import OutCategory, Reason, Rules


@dataclass(frozen=True, slots=True)
class AskScope:
    """Whether one ask is ours; ``category`` tells what it is when not."""

    text: str
    anchor: str
    category: OutCategory | None
    reason: Reason | None
    own_reply: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """``value`` is in, out or partial; ``category`` the first that is not ours.

    ``own_reply`` says that the best request is about this very category, so its reply fits.
    """

    value: str
    category: OutCategory | None
    why: tuple[Reason, ...]
    own_reply: bool = False


def scope_of_ask(text: str, anchor: str, rules: Rules) -> AskScope:
    """Judge one ask with the anchor of its best request (empty when nothing fits)."""
    normal = normalise(text)
    by_request = rules.category(rules.out_requests.get(anchor, ""))
    for category in rules.categories:
        sign = category.signs.first(normal)
        if sign and (by_request is not None or not anchor or category.name == "personal_data"):
            reason = Reason(category.title, sign.words)
            return AskScope(text, anchor, category, reason, own_reply=category == by_request)
    if by_request is not None:
        reason = Reason(by_request.title, text.strip()[:80])
        return AskScope(text, anchor, by_request, reason, own_reply=True)
    return AskScope(text, anchor, None, None)


def scope_of(asks: Sequence[AskScope]) -> Scope:
    """Judge a ticket by its asks."""
    outside = [ask for ask in asks if ask.category is not None]
    reasons = tuple(ask.reason for ask in outside if ask.reason is not None)
    if not outside:
        return Scope("in", None, ())
    value = "out" if len(outside) == len(asks) else "partial"
    return Scope(value, outside[0].category, reasons, outside[0].own_reply)
