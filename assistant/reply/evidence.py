"""What is known of a ticket, each with the words that show it: evidence for lines of a checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.requests import Request
from assistant.ticket.fact import Fact
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind
from assistant.triage.level import Level
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Reason
from assistant.triage.scope import Scope

CHANNELS = {"email": "почта", "telegram": "Telegram", "form": "форма", "phone": "телефон"}
# What a line may need beside the facts of ``facts.yml`` and the steps of ``tried.yml``.
OWN_NAMES = frozenset(
    "received channel client number previous repeat level kind scope needed".split()
)
_SHOWN_CHARACTERS = 60
# Kinds of a message that tells of no matter: thanks, a bare «не открывается».
_NO_MATTER = frozenset({"not_a_request", "incomplete"})


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that is known: ``fact`` names it, ``text`` shows it to the agent.

    ``span`` is the range of the words in the ticket as pasted, None for what comes from the CRM or from a
    verdict without words.
    """

    fact: str
    text: str
    span: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        """An entry of ``checklist[].proofs``."""
        span = list(self.span) if self.span else None
        return {"fact": self.fact, "text": self.text, "span": span}


Known = Mapping[str, tuple[Proof, ...]]
NOTHING_KNOWN: Known = {}


def evidence_of(
    ticket: Ticket, verdict: tuple[Scope, Kind, Level, Repeat], record: str, figures: Figures
) -> dict[str, tuple[Proof, ...]]:
    """Evidence by the names of ``facts.yml`` and ``OWN_NAMES``; what is not known is not there.

    ``record`` is the title of the request that surely fits, empty without one. Words of the ticket stand
    in «…»; a verdict in doubt proves nothing, nor does one without words where it has to name some.
    """
    known = {key: (_of_fact(fact),) for key, fact in ticket.facts_by_key().items()}
    if ticket.client:
        known["client"] = (Proof("client", ticket.client),)
    elif (name := ticket.sender_name()) is not None:
        known["client"] = (_of_fact(name),)
    known["received"] = (Proof("received", f"{ticket.received:%d.%m.%Y %H:%M}"),)
    if ticket.channel:
        channel = CHANNELS.get(ticket.channel, ticket.channel)
        known["channel"] = (Proof("channel", channel),)
    if ticket.number:
        known["number"] = (Proof("number", f"№ {ticket.number}"),)
    return {**known, **_judged(ticket.text, verdict, record, figures)}


def _judged(
    text: str, verdict: tuple[Scope, Kind, Level, Repeat], record: str, figures: Figures
) -> dict[str, tuple[Proof, ...]]:
    """What the verdict proves."""
    scope, kind, level, repeat = verdict
    found: dict[str, tuple[Proof, ...]] = {}
    if repeat.previous_id:
        span = next(iter(Reason("", repeat.previous_id).places(text)), None)
        found["previous"] = (Proof("previous", f"№ {repeat.previous_id}", span),)
    if repeat.certain and (said := found.get("previous") or _said("repeat", repeat.why, text)):
        found["repeat"] = said
    # Words can mislead alone: whether it is ours and what kind it is stand fast when a request agrees.
    if record and scope.value == "out" and (said := _said("scope", scope.why, text)):
        found["scope"] = said
    is_named = record and kind.certain and kind.value not in _NO_MATTER
    if is_named and (said := _said("kind", kind.why, text)):
        found["kind"] = (*said, Proof("kind", f"запись «{record}»"))
    if not level.doubtful:
        name = figure(figures, f"sla.{level.value}.name", str)
        found["level"] = (Proof("level", name), *_said("level", level.why, text))
    return found


def needed_of(request: Request, ticket: Ticket, given: Iterable[str]) -> tuple[Proof, ...]:
    """What shows that a request has all it needs; asked only where nothing is left to be asked of the customer.

    ``given`` are the keys that need not be asked for. One thing told shows nothing: a wish is its own
    description, and what it is told in may be an emergency.
    """
    if not request.required or not set(request.required) <= set(given):
        return ()
    facts = ticket.facts_by_key()
    wanted = (key for need in request.needs if need.degree != "useful" for key in need.keys)
    told = tuple(_of_fact(facts[key]) for key in dict.fromkeys(wanted) if key in facts)
    return told if len(told) > 1 else ()


def quoted(words: str) -> str:
    """Words of the ticket on one line, cut where they run on."""
    line = " ".join(words.split())
    return (
        f"«{line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS].rstrip() + '…'}»"
    )


def shown(proofs: Iterable[Proof]) -> str:
    """Proofs as the agent sees them, each once."""
    return "; ".join(dict.fromkeys(proof.text for proof in proofs))


def _of_fact(fact: Fact) -> Proof:
    return Proof(fact.key, quoted(fact.value), (fact.start, fact.end))


def _said(name: str, reasons: Sequence[Reason], text: str) -> tuple[Proof, ...]:
    """The first words of the ticket that speak for a verdict."""
    places = (place for each in reasons for place in each.places(text))
    return tuple(Proof(name, quoted(text[slice(*place)]), place) for place in places)[:1]
