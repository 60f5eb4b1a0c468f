"""What goes into the slots of a template, and where it came from.

Slots are recognised by the names editors give them (``replies.yml``); a slot whose content is not
known stays visible in its square brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.templates import find_slots
from assistant.russian.normal import fold_key
from assistant.ticket.fact import Fact


@dataclass(frozen=True, slots=True)
class Filling:
    """Content for a slot and its origin: ticket, crm, settings, page, figures, agent.

    ``quote`` and ``span`` are the words of the ticket as pasted and their half-open range there, for
    what comes from the ticket; ``place`` is the address of the figures (``contacts.phone``).
    """

    value: str
    origin: str
    quote: str = ""
    span: tuple[int, int] | None = None
    place: str = ""

    @classmethod
    def from_fact(cls, fact: Fact, value: str = "") -> Filling:
        """A fact the customer gave, in other words where ``value`` has them."""
        return cls(value or fact.value, "ticket", fact.value, (fact.start, fact.end))


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot of the draft: ``value`` and ``origin`` are None while it is empty.

    The rest is that of its ``Filling``.
    """

    name: str
    value: str | None
    origin: str | None
    quote: str = ""
    span: tuple[int, int] | None = None
    place: str = ""

    def to_json(self) -> dict[str, Any]:
        """A slot of the contract; ``quote``, ``span`` and ``place`` only where they are known."""
        known: dict[str, Any] = {"name": self.name, "value": self.value, "origin": self.origin}
        if self.span is not None:
            known |= {"quote": self.quote, "span": list(self.span)}
        return known | {"place": self.place} if self.place else known


def roles_of_slots(figures: Figures) -> Mapping[str, str]:
    """Folded slot name → role, from ``replies.yml``."""
    roles = figure(figures, "replies.slots", dict)
    return {fold_key(str(name)): role for role, names in roles.items() for name in names}


def fill(
    text: str, fillings: Mapping[str, Filling], roles: Mapping[str, str]
) -> tuple[str, tuple[FilledSlot, ...]]:
    """Fill what is known in a paragraph; the rest stays as it is.

    ``fillings`` is by role. A greeting whose name is unknown loses the name, not the greeting.
    """
    slots: list[FilledSlot] = []
    pieces: list[str] = []
    at = 0
    for slot in find_slots(text):
        role = roles.get(fold_key(slot.name), "")
        filling = fillings.get(role)
        before = text[at : slot.start]
        if filling is None and role == "client_name" and before.rstrip().endswith(","):
            pieces.append(before.rstrip().removesuffix(","))
            if text.startswith(",", slot.end):
                at = slot.end + 1
                continue
        elif filling is None:
            pieces.append(before + text[slot.start : slot.end])
            slots.append(FilledSlot(slot.name, None, None))
        else:
            pieces.append(before + filling.value)
            slots.append(FilledSlot(slot.name, *astuple(filling)))
        at = slot.end
    pieces.append(text[at:])
    return "".join(pieces), tuple(slots)
