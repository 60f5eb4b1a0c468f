"""Kinds of reply an agent may choose: those a ticket alone cannot call for, and the rest by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.errors import TicketError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.reply.catalogue import has_template


@lru_cache(maxsize=4)
def reply_kinds(knowledge: Knowledge) -> Mapping[str, str]:
    """Name of each kind that can be chosen → its title in Russian, in the order of ``replies.yml``.

    A kind without a text (its page was replaced by one that lacks the template) is left out.
    """
    templates = figure(knowledge.figures, "replies.templates", dict)
    return {
        str(name): str(each["title"])
        for name, each in templates.items()
        if isinstance(each, Mapping) and each.get("title") and has_template(name, knowledge)
    }


def known_kind(name: str, knowledge: Knowledge) -> str:
    """The name of a kind as given; empty stands for the one that fits the ticket.

    Raises:
        TicketError: there is no such kind.
    """
    if not name:
        return ""
    kinds = reply_kinds(knowledge)
    if name not in kinds:
        listed = ", ".join(f"{each} ({title})" for each, title in kinds.items())
        raise TicketError(f"Вида ответа «{name}» нет. Есть: {listed}.")
    return name
