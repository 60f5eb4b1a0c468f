"""Which templates make the reply, by verdict; the filling itself is ``reply``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.library import Library
from assistant.reply.catalogue import (
    SourcedText,
    regulation_page,
    request_reply,
    template_for,
)
from assistant.reply.draft import Composer, Draft
from assistant.reply.slots import Filling
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind
from assistant.triage.level import Level
from assistant.triage.missing import Missing
from assistant.triage.repeat import Repeat
from assistant.triage.scope import Scope

Verdict = tuple[Scope, Kind, Level, Repeat]


def compose(
    ticket: Ticket,
    verdict: Verdict,
    requests: Sequence[str],
    missing: Sequence[Missing],
    library: Library,
) -> Draft:
    """Draft the reply: the frame by verdict, the bodies of the requests put into it."""
    scope, _, _, repeat = verdict
    knowledge = library.knowledge
    replies = [reply for item in requests if (reply := request_reply(item, knowledge))]
    frame_kind = _frame_kind(verdict, replies)
    if frame_kind == "request":
        frame, *inserts = replies
    else:
        frame = template_for(frame_kind, knowledge)
        inserts = replies if frame_kind == "repeat" else []
    composer = Composer(
        knowledge.figures,
        _fillings(ticket, scope, repeat, library),
        missing if frame_kind != "out_of_scope" else (),
        requests[0] if requests else frame.source,
    )
    return composer.compose(frame, inserts)


def _frame_kind(verdict: Verdict, replies: Sequence[SourcedText]) -> str:
    """The kind of template that leads: emergency first, then what is not ours, repeat, the request."""
    scope, kind, level, repeat = verdict
    if level.value == "emergency":
        return "emergency"
    if scope.value == "out" and not (replies and scope.own_reply):
        return "out_of_scope"
    # A customer waved off with thanks is worse off than one asked a question too many.
    if kind.value == "not_a_request" and kind.certain:
        return "thanks"
    if repeat.value:
        return "repeat"
    return "request" if replies else "clarify"


def _fillings(
    ticket: Ticket, scope: Scope, repeat: Repeat, library: Library
) -> Mapping[str, Filling]:
    """What is known for each slot role, with its origin."""
    figures = library.knowledge.figures
    facts = ticket.facts_by_key()
    fillings: dict[str, Filling] = {}
    if ticket.client:
        fillings["client_name"] = Filling(ticket.client, "crm")
    elif "full_name" in facts:
        fillings["client_name"] = Filling(facts["full_name"].value, "ticket")
    if ticket.number:
        fillings["number"] = Filling(ticket.number, "crm")
    if repeat.previous_id:
        fillings["previous_number"] = Filling(repeat.previous_id, "ticket")
    if library.settings.agent:
        fillings["agent"] = Filling(library.settings.agent, "settings")
    phone = figure(figures, "contacts.phone", str)
    email = figure(figures, "contacts.email", str)
    fillings["contact"] = Filling(f"{phone}, {email}", "figures")
    if scope.categories:
        reasons = " ".join(each.reason for each in scope.categories)
        addressees = "\n".join(each.addressee for each in scope.categories)
        fillings["out_reason"] = Filling(reasons, "figures")
        fillings["out_addressee"] = Filling(addressees, "figures")
    return fillings


def governing_regulations(verdict: Verdict, knowledge: Knowledge) -> tuple[str, ...]:
    """Paths of the regulations a ticket is handled by, the one with its checklist first."""
    scope, _, level, repeat = verdict
    roles: list[str] = []
    if level.value == "emergency":
        roles.append("emergency")
    if scope.value == "out":
        roles.append("out_of_scope")
    if repeat.value:
        roles.append("repeat")
    roles.append(level.value)
    if scope.value == "partial":
        roles.append("out_of_scope")
    roles.append("intake")
    paths = [regulation_page(role, knowledge) for role in dict.fromkeys(roles)]
    return tuple(path for path in paths if path in knowledge.documents)
