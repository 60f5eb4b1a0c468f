"""From a working draft to what the desk shows: the answer, or the page item a link opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant import desk
from assistant.answer import Answer
from assistant.errors import TicketError
from assistant.knowledge.templates import find_slots
from assistant.library import Library
from assistant.reply.catalogue import SourcedText
from assistant.reply.draft import Composer, Draft
from assistant.reply.slots import FilledSlot, Filling
from assistant.ticket.ticket import Ticket
from assistant.triage.repeat import Past
from assistant.triage.ruling import Ruling
from assistant.ui.choice import with_choice
from assistant.ui.moment import SHOWN, now_in, read_moment
from assistant.ui.working_draft import WorkingDraft


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reply to work on: ``answer`` is None when it was opened by a link, without a ticket."""

    reply: Draft
    answer: Answer | None


def answer_of(
    draft: WorkingDraft, agent: str, library: Library, past: Past | None = None
) -> Answer:
    """Answer the ticket of a draft; ``past`` gives tickets like it.

    Raises:
        AssistantError: the text cannot be worked on, or a page is missing.
    """
    ticket = Ticket.from_text(
        draft.text,
        read_moment(draft.received.strip() or draft.arrived, now_in(library)),
        number=draft.number.strip(),
        client=draft.client.strip(),
        channel=draft.channel,
    )
    chosen = with_choice(_signed(library, agent), draft.request)
    return desk.answer(ticket, chosen, Ruling.of(draft.ruling), past, draft.kind)


def _signed(library: Library, agent: str) -> Library:
    """The library whose replies carry an agent's name."""
    return replace(library, settings=replace(library.settings, agent=agent.strip()))


def item_reply(draft: WorkingDraft, agent: str, library: Library) -> Draft:
    """The client text of a page item (a typical request's reply or a template), ready to use.

    Raises:
        TicketError: no page has such an item, or it holds no client text.
    """
    document = library.knowledge.document_of(draft.item)
    anchor = draft.item.partition("#")[2]
    templates = document.templates if document else ()
    template = next((each for each in templates if each.anchor == anchor), None)
    if template is None:
        raise TicketError(
            "Готового текста по этой ссылке нет: запись переименована или удалена. "
            "Найдите её на сайте базы знаний или вставьте обращение."
        )
    known = {"client_name": draft.client, "number": draft.number}
    fillings = {role: Filling(text.strip(), "crm") for role, text in known.items() if text.strip()}
    if agent.strip():
        fillings["agent"] = Filling(agent.strip(), "settings")
    composer = Composer(library.knowledge.figures, fillings, (), draft.item)
    return composer.compose(SourcedText(template.body, draft.item))


def received_now(library: Library) -> str:
    """The present moment as it stands in the field «когда поступило»."""
    return now_in(library).strftime(SHOWN)


def begun_now() -> str:
    """The moment a draft appeared, for ``WorkingDraft.begun``."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def filled_in(text: str, slots: tuple[FilledSlot, ...]) -> str:
    """The agent's own wording with the slots that have become known since it was begun."""
    values: Mapping[str, str] = {slot.name: slot.value for slot in slots if slot.value}
    for slot in reversed(find_slots(text)):
        if slot.name in values:
            text = text[: slot.start] + values[slot.name] + text[slot.end :]
    return text
