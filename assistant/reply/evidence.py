"""What is known of a ticket, each with the words that show it: evidence for lines of a checklist."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.knowledge.figures import Figures, figure
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Level
from assistant.triage.repeat import Repeat

CHANNELS = {"email": "почта", "telegram": "Telegram", "form": "форма", "phone": "телефон"}
_SHOWN_CHARACTERS = 60


def evidence_of(
    ticket: Ticket, level: Level, repeat: Repeat, figures: Figures
) -> Mapping[str, str]:
    """Evidence by the names of ``facts.yml`` and ``proofs.yml``; what is not known is not there.

    Words of the ticket stand in «…»; a level that is in doubt proves nothing.
    """
    known = {key: quoted(fact.value) for key, fact in ticket.facts_by_key().items()}
    if ticket.client:
        known["client"] = ticket.client
    elif "full_name" in known:
        known["client"] = known["full_name"]
    known["received"] = f"{ticket.received:%d.%m.%Y %H:%M}"
    if ticket.channel:
        known["channel"] = CHANNELS.get(ticket.channel, ticket.channel)
    if ticket.number:
        known["number"] = f"№ {ticket.number}"
    if repeat.previous_id:
        known["previous"] = f"№ {repeat.previous_id}"
    said = next((reason.evidence for reason in repeat.why if reason.evidence), "")
    if repeat.value and said:
        known["repeat"] = known.get("previous") or quoted(said)
    if not level.doubtful:
        known["level"] = figure(figures, f"sla.{level.value}.name", str)
    return known


def quoted(words: str) -> str:
    """Words of the ticket on one line, cut where they run on."""
    line = " ".join(words.split())
    return (
        f"«{line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS].rstrip() + '…'}»"
    )
