"""What goes into the slots of a template, and where it came from.

Slots are recognised by the names editors give them (``replies.yml``); a slot whose content is not
known stays visible in its square brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.templates import find_slots
from assistant.russian.normal import fold_key


@dataclass(frozen=True, slots=True)
class Filling:
    """Content for a slot and its origin: ticket, crm, settings, page, figures."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot of the draft: ``value`` and ``origin`` are None while it is empty."""

    name: str
    value: str | None
    origin: str | None


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
            slots.append(FilledSlot(slot.name, filling.value, filling.origin))
        at = slot.end
    pieces.append(text[at:])
    return "".join(pieces), tuple(slots)
