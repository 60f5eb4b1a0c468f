"""How a ticket is judged: scope, kind, level with its deadlines, repeat, each by its rules (``triage``).

They lean on one another, so their order is fixed here; what is found, asked for and answered is the
desk's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.composition import Verdict
from assistant.knowledge.requests import Request
from assistant.library import Library
from assistant.retrieval.asks import AskFound
from assistant.retrieval.judges import SCOPES
from assistant.retrieval.pieces import counts_its_matters
from assistant.russian.normal import NormalText, normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind, kind_of
from assistant.triage.level import (
    FAULTS,
    LEVELS,
    Alarm,
    Level,
    Sla,
    alarm_of,
    level_of,
    sla_of,
    usual_level,
)
from assistant.triage.repeat import Past, Repeat, repeat_of, similar_to
from assistant.triage.repeat_kind import repeat_kinds_of
from assistant.triage.ruling import Ruling
from assistant.triage.scope import (
    NO_MARGINS,
    AskScope,
    Scope,
    scope_of,
    scope_of_ask,
    scope_of_stranger,
)
from assistant.triage.standing import Standing

Best = Sequence[tuple[str, Request]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; ``is_stranger`` says that the letter was never meant for us, whatever was found."""

    scope: Scope
    kind: Kind
    sla: Sla
    repeat: Repeat
    is_stranger: bool

    @property
    def verdict(self) -> Verdict:
        """What the reply is composed by."""
        return self.scope, self.kind, self.sla.level, self.repeat


def judge(
    ticket: Ticket,
    text: NormalText,
    found: Sequence[AskFound],
    best: Best,
    ruling: Ruling,
    past: Past | None,
    library: Library,
) -> Judgement:
    """Judge a ticket by its asks and the best request of each; ``ruling`` has the last word."""
    rules = library.rules
    standing = rules.tenses.standing(text)
    alarm = _alarm(standing, found, [request for _, request in best], library)
    scope = ruling.scope_after(_scope(found, alarm, library), rules)
    kind = ruling.kind_after(_kind(text, standing, ticket, found, best, scope, alarm, library))
    is_stranger = kind.stranger and not ruling.scope
    if is_stranger:
        scope, best = scope_of_stranger(kind.why, rules), ()
    level = level_of(
        standing.text,
        alarm,
        kind.value,
        scope.value,
        _priorities(request for _, request in best),
        rules,
        certain=kind.certain,
    )
    if counts_its_matters(ticket.ask_text) and not (is_stranger or ruling.kind):
        level = _highest(level, found[1:], scope.value, library)
    level = ruling.level_after(level)
    sla = sla_of(level, ticket.received, library.knowledge.figures, library.calendar)
    repeat = _repeat(text, ticket, kind, past, library)
    return Judgement(scope, kind, sla, repeat, is_stranger)


def _scope(found: Sequence[AskFound], alarm: Alarm | None, library: Library) -> Scope:
    """Whether the ticket is ours; where a rule of emergency fired, it is."""
    scope = scope_of([scope_of_found(ask, library) for ask in found])
    is_ours = scope.value == "out" and alarm is not None and alarm.by_rule
    return scope_of(()) if is_ours else scope


def scope_of_found(ask: AskFound, library: Library) -> AskScope:
    """Whether one ask is ours, by its words and the request it found."""
    anchor = "" if ask.found.abstained else ask.found.requests[0].item_id.partition("#")[2]
    is_out = anchor in library.rules.out_requests
    margins = library.searcher.index.judges.margins(SCOPES, ask.text) if is_out else NO_MARGINS
    return scope_of_ask(ask.text, anchor, library.rules, margins)


def _kind(
    text: NormalText,
    standing: Standing,
    ticket: Ticket,
    found: Sequence[AskFound],
    best: Best,
    scope: Scope,
    alarm: Alarm | None,
    library: Library,
) -> Kind:
    # Of several asks the first one governs: together they sound like a list of questions.
    judged = found[0].text if len(found) > 1 else text.original
    return kind_of(
        text,
        library.searcher.index.judges.margins("kinds", judged),
        facts=len(ticket.facts),
        page_level=usual_level(best[0][1].priority) if best else "",
        similarity=found[0].found.fit if best else -1.0,
        standing=standing,
        alarm=alarm.why
        if alarm is not None and alarm.raised and not alarm.doubtful and scope.value != "out"
        else (),
        rules=library.rules,
    )


def _highest(level: Level, others: Sequence[AskFound], scope: str, library: Library) -> Level:
    """The highest level of several matters; one told further on counts where it is certainly a fault."""
    levels = [level]
    for ask in others:
        request = _request_of(ask, library)
        if request is not None:
            text = normalise(ask.text)
            kind = kind_of(
                text,
                library.searcher.index.judges.margins("kinds", ask.text),
                facts=1,
                page_level=usual_level(request.priority),
                similarity=ask.found.fit,
                standing=library.rules.tenses.standing(text),
                alarm=(),
                rules=library.rules,
            )
            if kind.certain and kind.value in FAULTS:
                levels.append(
                    level_of(text, None, kind.value, scope, _priorities([request]), library.rules)
                )
    return min(levels, key=lambda each: LEVELS.index(each.value))


def _alarm(
    standing: Standing, found: Sequence[AskFound], requests: Sequence[Request], library: Library
) -> Alarm | None:
    """The alarm of the whole message, or a surer one of one of its asks: a call for help may hide behind a question."""
    alarm = _alarm_of(standing, requests, library)
    for ask in found if len(found) > 1 else ():
        request = _request_of(ask, library)
        part = library.rules.tenses.standing(normalise(ask.text))
        told = _alarm_of(part, [request] if request else [], library)
        if told is not None and told.raised and (alarm is None or told.sureness > alarm.sureness):
            alarm = told
    return alarm


def _alarm_of(standing: Standing, requests: Sequence[Request], library: Library) -> Alarm | None:
    margin = _margin("levels", "emergency", standing.text.text, library)
    return alarm_of(standing.text, margin, _priorities(requests), library.rules)


def _repeat(
    text: NormalText, ticket: Ticket, kind: Kind, past: Past | None, library: Library
) -> Repeat:
    margin = _margin("repeats", "repeat", text.original, library)
    repeat = repeat_of(text, ticket.number, margin, kind.value, library.rules)
    if repeat.value and kind.value != "not_a_request":
        repeat = replace(repeat, kind=repeat_kinds_of(library.knowledge).kind_of(text))
    if past is None:
        return repeat
    return replace(repeat, similar=similar_to(ticket.ask_text, ticket.number, past))


def _request_of(ask: AskFound, library: Library) -> Request | None:
    """The request that an ask fits best."""
    if ask.found.abstained:
        return None
    return library.knowledge.requests[ask.found.requests[0].item_id]


def _priorities(requests: Iterable[Request]) -> list[tuple[str, str]]:
    """Title and «Приоритет» of each request."""
    return [(request.title, request.priority) for request in requests]


def _margin(subject: str, label: str, text: str, library: Library) -> float:
    """Margin of a judge for a label, −1 without examples."""
    return library.searcher.index.judges.margins(subject, text).get(label, -1.0)
