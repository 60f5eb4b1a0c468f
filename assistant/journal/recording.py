"""From an answer on the desk to what the journal keeps of it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import datetime

from assistant.answer import Answer
from assistant.journal.correcting import Findings, changes
from assistant.journal.records import Fit, GivenAnswer, Verdict
from assistant.reply.promises import Made, promises_in, sourced
from assistant.triage.calendar import WorkCalendar

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Copied:
    """A reply that was copied: ``moment`` has the zone of the support; ``seconds`` since the draft.

    ``owner`` and ``agent`` say whose it is: for the program, and for people. ``revision`` is the digest
    of the index in use. ``reason`` is why the agent overruled the verdict, where one was given.
    """

    identifier: str
    owner: str
    agent: str
    sent: str
    moment: datetime
    seconds: int | None
    revision: str
    reason: str = ""


def given(answer: Answer, judged: Answer, copied: Copied, calendar: WorkCalendar) -> GivenAnswer:
    """The record of an answer; ``judged`` is the answer as it was before the agent decided otherwise."""
    ticket, sla = answer.ticket, answer.sla
    made = Made(copied.moment, ticket.received, calendar)
    return GivenAnswer(
        id=copied.identifier,
        ticket_id=ticket.number,
        client=ticket.client,
        channel=ticket.channel,
        agent=copied.agent,
        owner=copied.owner,
        received=ticket.received,
        copied=copied.moment,
        seconds_to_copy=copied.seconds,
        contact_by=sla.contact.due if sla.contact else None,
        resolve_by=sla.resolve.due,
        verdict=_verdict(answer),
        requests=tuple(Fit(each.id, each.title, each.similarity) for each in answer.requests),
        abstained=judged.abstained,
        edited_share=edited_share(answer.reply.text, copied.sent),
        revision=copied.revision,
        text=ticket.text,
        drafted=answer.reply.text,
        sent=copied.sent,
        promises=sourced(promises_in(copied.sent, made), answer.promises),
        corrections=tuple(
            changes(
                Findings.judged(_verdict(judged), _first(judged)),
                Findings.judged(_verdict(answer), _first(answer)),
                copied.moment,
                copied.agent,
                copied.reason,
                is_from_desk=True,
            )
        ),
    )


def edited_share(drafted: str, sent: str) -> float:
    """How much of a draft was changed, by words: 0 as it was … 1 nothing left."""
    before, after = _WORD.findall(drafted), _WORD.findall(sent)
    if before == after:
        return 0.0
    return 1.0 - difflib.SequenceMatcher(None, before, after, autojunk=False).ratio()


def _verdict(answer: Answer) -> Verdict:
    scope, level = answer.scope, answer.sla.level
    return Verdict(
        scope.value,
        scope.category.title if scope.category else "",
        answer.kind.value,
        level.value,
        level.urgent,
        answer.repeat.value,
        answer.repeat.previous_id,
    )


def _first(answer: Answer) -> str:
    return answer.requests[0].id if answer.requests else ""
