"""Which templates make the reply, by verdict; the filling itself is ``reply``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.knowledge.base import Knowledge
from assistant.library import Library
from assistant.reply import brevity
from assistant.reply.catalogue import (
    SourcedText,
    has_template,
    regulation_page,
    request_reply,
    template_for,
)
from assistant.reply.draft import Composer, Draft, asks_questions, tells_why_out
from assistant.reply.echoes import without_echoes
from assistant.reply.known import fillings_of_kind, known_fillings
from assistant.reply.tried.sparing import spared
from assistant.reply.tried.steps import reader_of
from assistant.reply.tried.telling import Deed
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind
from assistant.triage.level import Level, Sla
from assistant.triage.missing import Missing
from assistant.triage.repeat import Repeat
from assistant.triage.rules import OutCategory
from assistant.triage.scope import Scope

Verdict = tuple[Scope, Kind, Level, Repeat]
_LEVEL_KINDS = {("resolved", "emergency"): "resolved_emergency"}


@dataclass(frozen=True, slots=True)
class Order:
    """What the agent asks of the draft: a kind of reply, empty for the one that fits the ticket.

    ``reason`` is why the agent corrected the level, in the agent's words; ``sla`` gives the deadline.
    """

    kind: str
    reason: str
    sla: Sla


def compose(
    ticket: Ticket,
    verdict: Verdict,
    requests: Sequence[str],
    missing: Sequence[Missing],
    order: Order,
    library: Library,
    deeds: Sequence[Deed] = (),
) -> Draft:
    """Draft the reply: the frame by verdict or order, the bodies of the requests put into it.

    What the customer has done already (``deeds``) is not advised again.
    """
    knowledge, figures = library.knowledge, library.knowledge.figures
    requests = _own(requests, knowledge)
    replies = [reply for item in requests if (reply := request_reply(item, knowledge))]
    frame_kind = _ordered(order, verdict, knowledge) or _frame_kind(verdict, replies, knowledge)
    if frame_kind == "request":
        frame, *inserts = replies
    else:
        frame = template_for(frame_kind, knowledge)
        inserts = replies if frame_kind == "repeat" else []
    categories = _left_over(verdict[0], requests, library)
    ending = []
    if frame_kind in ("request", "repeat", "clarify") and not tells_why_out(
        [frame, *inserts], figures
    ):
        unanswered = _not_dealt_with(categories, requests, library)
        ending = [template_for("partial", knowledge)] if unanswered else []
    is_asking = frame_kind == "request" or asks_questions(frame.body, figures)
    is_short = brevity.is_short(ticket.channel, figures)
    composer = Composer(
        figures,
        {
            **known_fillings(ticket, verdict[3], categories, library.settings.agent, figures),
            **fillings_of_kind(frame_kind, ticket, order.sla, order.reason, figures),
        },
        (brevity.short_questions(missing) if is_short else missing) if is_asking else (),
        requests[0] if requests else frame.source,
        _leads(verdict[0], is_short=is_short),
    )
    draft = composer.compose(frame, inserts, ending)
    draft = replace(draft, parts=without_echoes(draft.parts))
    draft = spared(draft, deeds, reader_of(knowledge), figures)
    return brevity.shortened(draft, knowledge) if is_short else draft


def _leads(scope: Scope, *, is_short: bool) -> str:
    """Where the words before the questions stand in the figures."""
    if is_short:
        return "replies.short"
    return "replies.elsewhere" if scope.value == "out" else "replies"


def _own(requests: Sequence[str], knowledge: Knowledge) -> Sequence[str]:
    """Requests without those that only send elsewhere, where others are ours.

    Our part is answered first; who deals with the rest is told at the end (``partial``).
    """
    sending = {
        item
        for item in requests
        if (reply := request_reply(item, knowledge)) and tells_why_out([reply], knowledge.figures)
    }
    return [item for item in requests if item not in sending] or requests


def _ordered(order: Order, verdict: Verdict, knowledge: Knowledge) -> str:
    """The kind the agent chose, in the form of the level where there is one."""
    kind = _LEVEL_KINDS.get((order.kind, verdict[2].value), order.kind)
    return kind if kind and has_template(kind, knowledge) else order.kind


def _left_over(scope: Scope, requests: Sequence[str], library: Library) -> tuple[OutCategory, ...]:
    """Categories of what is not ours; of a ticket partly ours, those no request's reply deals with."""
    if scope.value != "partial":
        return scope.categories
    return _not_dealt_with(scope.categories, requests, library)


def _not_dealt_with(
    categories: Sequence[OutCategory], requests: Sequence[str], library: Library
) -> tuple[OutCategory, ...]:
    dealt = {library.rules.out_requests.get(item.partition("#")[2]) for item in requests}
    return tuple(each for each in categories if each.name not in dealt)


def _frame_kind(verdict: Verdict, replies: Sequence[SourcedText], knowledge: Knowledge) -> str:
    """The kind of template that leads: emergency first, then what is not ours, repeat, the request.

    Where equipment may harm who touches it, none that has the customer try it: somebody gets in touch.
    """
    scope, kind, level, repeat = verdict
    if level.value == "emergency":
        return "emergency"
    if scope.value == "out" and not (replies and scope.own_reply):
        return "out_of_scope"
    if level.hands_off and has_template("first_contact", knowledge):
        return "first_contact"
    # A customer waved off with thanks is worse off than one asked a question too many.
    if kind.value == "not_a_request" and kind.certain:
        return "thanks"
    if repeat.value:
        return "repeat"
    if replies:
        return "request"
    is_wish = kind.value == "wish" and has_template("wish", knowledge)
    return "wish" if is_wish else "clarify"


def governing_regulations(verdict: Verdict, knowledge: Knowledge) -> tuple[str, ...]:
    """Paths of the regulations a ticket is handled by, the one with its checklist first."""
    scope, kind, level, repeat = verdict
    roles: list[str] = []
    if level.value == "emergency":
        roles.append("emergency")
    if scope.value == "out":
        roles.append("out_of_scope")
    if repeat.value:
        roles.append("repeat")
    if kind.value == "wish" and kind.certain and level.value == "consultation":
        roles.append("wish")
    roles.append(level.value)
    if scope.value == "partial":
        roles.append("out_of_scope")
    roles.append("intake")
    paths = [regulation_page(role, knowledge) for role in dict.fromkeys(roles)]
    return tuple(path for path in paths if path in knowledge.documents)
