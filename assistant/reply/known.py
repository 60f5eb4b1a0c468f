"""What is known for the slots of a reply, each with where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.knowledge.figures import Figures, figure
from assistant.reply.addressing import spoken_name
from assistant.reply.slots import Filling
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Sla
from assistant.triage.repeat import Repeat
from assistant.triage.rules import OutCategory


def known_fillings(
    ticket: Ticket,
    repeat: Repeat,
    categories: Sequence[OutCategory],
    agent: str,
    figures: Figures,
) -> dict[str, Filling]:
    """Filling by slot role, for any kind of reply; ``agent`` is the name of the support engineer."""
    fillings: dict[str, Filling] = {}
    if ticket.client:
        fillings["client_name"] = Filling(ticket.client, "crm")
    elif (given := ticket.sender_name()) and (name := spoken_name(given.value)):
        fillings["client_name"] = Filling.from_fact(given, name)
    if ticket.number:
        fillings["number"] = Filling(ticket.number, "crm")
    if repeat.previous_id:
        fillings["previous_number"] = _quoted(repeat.previous_id, ticket)
    if agent:
        fillings["agent"] = Filling(agent, "settings")
    phone = figure(figures, "contacts.phone", str)
    email = figure(figures, "contacts.email", str)
    fillings["contact"] = Filling(f"{phone}, {email}", "figures", place="contacts.phone")
    if categories:
        reasons = " ".join(each.reason for each in categories)
        addressees = "\n".join(each.addressee for each in categories)
        place = f"scope.categories.{categories[0].name}"
        fillings["out_reason"] = Filling(reasons, "figures", place=f"{place}.reason")
        fillings["out_addressee"] = Filling(addressees, "figures", place=f"{place}.addressee")
    return fillings


def fillings_of_kind(
    kind: str, ticket: Ticket, sla: Sla, reason: str, figures: Figures
) -> Mapping[str, Filling]:
    """What only one kind of reply has a place for; ``reason`` is what the agent gave for a level."""
    if kind == "wish":
        wanted = ticket.facts_by_key().get("wanted")
        return {"wish": Filling.from_fact(wanted, f"«{wanted.value}»")} if wanted else {}
    if kind != "priority_changed":
        return {}
    name = f"sla.{sla.level.value}.name"
    due = f"{sla.resolve.due:%d.%m.%Y, %H:%M} по московскому времени"
    fillings = {
        "level": Filling(figure(figures, name, str), "figures", place=name),
        "due": Filling(due, "figures", place=f"sla.{sla.level.value}"),
    }
    if reason.strip():
        fillings["reason"] = Filling(reason.strip(), "agent")
    return fillings


def _quoted(words: str, ticket: Ticket) -> Filling:
    """Words of the ticket's own part with the place where they stand first."""
    standing = re.compile(rf"(?<!\d){re.escape(words)}(?!\d)")
    for start, end in ticket.own_ranges:
        if found := standing.search(ticket.text, start, end):
            return Filling(words, "ticket", words, found.span())
    return Filling(words, "ticket")
