"""The whole product in one function: a ticket in, an answer out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Ask, Source
from assistant.composition import Order, compose, governing_regulations
from assistant.judgement import Judgement, judge, scope_of_found
from assistant.knowledge.addresses import item_url
from assistant.knowledge.requests import Request
from assistant.library import Library
from assistant.reply.checklist import ChecklistItem, build_checklist
from assistant.reply.evidence import evidence_of, needed_of
from assistant.reply.kinds import known_kind
from assistant.reply.lint import Situation, lint
from assistant.reply.promises import Made, promises_of
from assistant.reply.tried.telling import Deed, deeds_of
from assistant.reply.tried.vocabulary import vocabulary_of
from assistant.retrieval.asks import MAX_PIECES, MIN_OWN_SIMILARITY, AskFound, find_asks
from assistant.retrieval.pieces import statements_of
from assistant.retrieval.search import Found, Hit
from assistant.russian.normal import NormalText, normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.missing import Missing, base_set, given_by, missing_facts, with_deciding
from assistant.triage.repeat import Past
from assistant.triage.ruling import AS_JUDGED, Ruling
from assistant.triage.scope import scope_of_ask

_SHOWN_REQUESTS = 5
_SHOWN_SECTIONS = 2
# Below it sections share little but common words (read over golden-tune and tickets-dev).
_MIN_SECTION_SIMILARITY = 0.62
_MIN_SIGNED_SIMILARITY = 0.1
# Above it 96 of 100 best requests of unseen tickets are right (golden-test, fresh-tune, late-tune), below it 53.
_MIN_SURE_SIMILARITY = 0.0


def answer(
    ticket: Ticket,
    library: Library,
    ruling: Ruling = AS_JUDGED,
    past: Past | None = None,
    reply_kind: str = "",
) -> Answer:
    """Answer one ticket: find, judge, draft, check; ``ruling`` is what an agent decided otherwise.

    ``past`` gives tickets like this one, where there are any; ``reply_kind`` is the kind of reply an
    agent chose (``reply_kinds``). Deterministic: the same ticket, documents, index and past give the
    same answer.
    """
    text = normalise(ticket.ask_text)
    found = _asks(ticket.ask_text, library)
    best = _best_requests(found, library)
    judged = judge(ticket, text, found, best, ruling, past, library)
    if judged.is_stranger:
        best = []
    abstained = judged.is_stranger or all(each.found.abstained for each in found)
    requests = () if abstained else _merge(found)
    ticket, missing = _questions(ticket, text, judged, found, best, library)
    answered = [item for item, _ in best if item not in _doubtful(found)]
    order = Order(known_kind(reply_kind, library.knowledge), ruling.reason, judged.sla)
    deeds = deeds_of(ticket.normal, ticket.own_ranges, vocabulary_of(library.knowledge))
    draft = compose(ticket, judged.verdict, answered, missing, order, library, deeds)
    regulations = governing_regulations(judged.verdict, library.knowledge)
    return Answer(
        ticket=ticket,
        asks=tuple(_ask(each, library) for each in found),
        scope=judged.scope,
        kind=judged.kind,
        sla=judged.sla,
        repeat=judged.repeat,
        requests=tuple(_source(hit, library) for hit in requests),
        regulations=_regulations(regulations, found, library),
        missing=missing,
        abstained=abstained,
        reply=draft,
        promises=promises_of(draft.parts, Made(ticket.received, ticket.received, library.calendar)),
        checklist=_checklist(ticket, judged, found, best, regulations, missing, deeds, library),
        lint=lint(
            draft.text,
            library.knowledge,
            Situation.of(ticket, judged.sla, library.calendar, draft.text),
        ),
    )


def _checklist(
    ticket: Ticket,
    judged: Judgement,
    found: Sequence[AskFound],
    best: Sequence[tuple[str, Request]],
    regulations: Sequence[str],
    missing: Sequence[Missing],
    deeds: Sequence[Deed],
    library: Library,
) -> tuple[ChecklistItem, ...]:
    """The checklist of the governing regulation and the requests, ticked by what is known."""
    fitting = _sure(found)
    sure = {item: request for item, request in best if item in fitting}
    leading = next(iter(sure.values()), None)
    knowledge = library.knowledge
    record = leading.title if leading else ""
    known = evidence_of(ticket, judged.verdict, record, knowledge.figures)
    if leading and not missing:
        known["needed"] = needed_of(leading, ticket, given_by(ticket.facts))
    governing = regulations[0] if regulations else ""
    return build_checklist(governing, best, ticket.number, knowledge, known, deeds, frozenset(sure))


def _merge(found: Sequence[AskFound]) -> tuple[Hit, ...]:
    """Requests of all asks: the best of each ask first, then the rest by similarity."""
    firsts = [ask.found.requests[0] for ask in found if not ask.found.abstained]
    rest = sorted(
        (hit for ask in found for hit in ask.found.requests[1:]),
        key=lambda hit: -hit.similarity,
    )
    merged: dict[str, Hit] = {}
    for hit in [*firsts, *rest]:
        merged.setdefault(hit.item_id, hit)
    return tuple(merged.values())[:_SHOWN_REQUESTS]


def _best_requests(found: Sequence[AskFound], library: Library) -> list[tuple[str, Request]]:
    """The best request of each ask that has one."""
    best: dict[str, Request] = {}
    for ask in found:
        if not ask.found.abstained:
            item_id = ask.found.requests[0].item_id
            best[item_id] = library.knowledge.requests[item_id]
    return list(best.items())


def _doubtful(found: Sequence[AskFound]) -> frozenset[str]:
    """Best requests of asks too unsure to answer with."""
    return frozenset(
        ask.found.requests[0].item_id for ask in found if ask.found.requests and ask.found.unsure
    )


def _sure(found: Sequence[AskFound]) -> frozenset[str]:
    """Best requests of asks that fit so well that what the ticket tells may tick their steps."""
    return frozenset(
        ask.found.requests[0].item_id
        for ask in found
        if not ask.found.abstained and ask.found.fit > _MIN_SURE_SIMILARITY
    )


def _asks(message: str, library: Library) -> tuple[AskFound, ...]:
    """The asks; pieces that are plainly not ours stand apart from those that are.

    One ask for all would take the whole message for ours, or wave our part of it off.
    """
    asks = find_asks(message, library.searcher)
    pieces = statements_of(message)
    if len(asks) > 1 or not 1 < len(pieces) <= MAX_PIECES:
        return asks
    signs = scope_of_ask(message, "", library.rules).categories
    if not signs and not scope_of_found(asks[0], library).categories:
        return asks
    found = [_piece(piece, library) for piece in pieces]
    foreign = [each for each in found if scope_of_found(each, library).categories]
    if asks[0].found.abstained or scope_of_found(asks[0], library).categories:
        own = [
            each
            for each in found
            if each not in foreign and not each.found.abstained and not _is_weak(each.found)
        ]
    else:
        own = list(asks)
    return (*own[:1], *foreign[:1]) if own and foreign else asks


def _piece(text: str, library: Library) -> AskFound:
    """A piece with what fits it; with signs that it is not ours, a weak fit counts for nothing."""
    found = library.searcher.find(text)
    is_signed = bool(scope_of_ask(text, "", library.rules).categories)
    if is_signed and found.requests and found.fit < _MIN_SIGNED_SIMILARITY:
        found = replace(found, requests=(), abstained=True, unsure=True)
    return AskFound(text, found)


def _is_weak(found: Found) -> bool:
    return found.fit < MIN_OWN_SIMILARITY


def _questions(
    ticket: Ticket,
    text: NormalText,
    judged: Judgement,
    found: Sequence[AskFound],
    best: Sequence[tuple[str, Request]],
    library: Library,
) -> tuple[Ticket, tuple[Missing, ...]]:
    """The ticket read again for what its requests need, and what is still to be asked."""
    told = frozenset(fact.key for fact in ticket.facts)
    ticket = ticket.expecting(_expected(judged, best, library))
    known = given_by(ticket.facts)
    figures = library.knowledge.figures
    missing: tuple[Missing, ...] = ()
    if best or judged.scope.value != "out":
        request = best[0][1] if best else None
        kind = judged.kind.value
        missing = missing_facts(request, text, kind, told, known, figures, library.rules)
    if best and best[0][0] in _doubtful(found):
        missing = _asked_by_both(missing, found[0], library)
    return ticket, with_deciding(missing, judged.sla.level.fact, told | known, figures)


def _expected(
    judged: Judgement, best: Sequence[tuple[str, Request]], library: Library
) -> frozenset[str]:
    """Every fact that may be asked for: what the requests need, without one the base set, and what decides the level."""
    needed = {key for _, request in best for key in request.keys}
    needed = needed or set(base_set(library.knowledge.figures))
    return frozenset(needed | {judged.sla.level.fact} - {""})


def _asked_by_both(
    missing: tuple[Missing, ...], ask: AskFound, library: Library
) -> tuple[Missing, ...]:
    """Of the questions for an unsure request, those that the runner-up needs too."""
    second = library.knowledge.requests[ask.found.requests[1].item_id]
    return tuple(each for each in missing if each.key in second.required)


def _ask(ask: AskFound, library: Library) -> Ask:
    hits = () if ask.found.abstained else ask.found.requests
    return Ask(ask.text, tuple(_source(hit, library) for hit in hits))


def _source(hit: Hit, library: Library) -> Source:
    document = library.knowledge.document_of(hit.item_id)
    return Source(
        hit.item_id,
        library.knowledge.title_of(hit.item_id),
        item_url(hit.item_id, library.settings.site_url, library.knowledge.addresses),
        hit.similarity,
        document.metadata.state if document else "",
        hit.why,
    )


def _regulations(
    paths: Sequence[str], found: Sequence[AskFound], library: Library
) -> tuple[Source, ...]:
    """Governing regulations, then the sections that fit the ticket's words best."""
    hits = [Hit(library.knowledge.head_of(path), 1.0, "Управляет обращением") for path in paths]
    for ask in found[:1]:
        hits.extend(
            section
            for section in ask.found.sections[:_SHOWN_SECTIONS]
            if section.similarity >= _MIN_SECTION_SIMILARITY
        )
    return tuple(_source(hit, library) for hit in hits)
