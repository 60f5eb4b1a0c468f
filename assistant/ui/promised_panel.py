"""What was promised in the earlier tickets of a repeat: for the agent, never for the client."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.journal.promised import Promised, promised_in
from assistant.ui.markup import Markup, tag
from assistant.ui.session import journal_keeper
from assistant.ui.show import heading, show
from assistant.ui.similar_panel import similar_of_client
from assistant.ui.words import shortened

_KEPT = "promised"
_CHARACTERS = 200


def promised_for(answer: Answer) -> tuple[Promised, ...]:
    """Promises of the ticket a repeat names and of similar ones of its client; none without a journal."""
    repeat = answer.repeat
    if not repeat.value:
        return ()
    numbers = {each.number for each in similar_of_client(answer)} | {repeat.previous_id}
    wanted = frozenset(filter(None, numbers))
    kept: tuple[frozenset[str], tuple[Promised, ...]] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != wanted:
        try:
            found = promised_in(journal_keeper().journal(), wanted, answer.ticket.received.tzinfo)
        except AssistantError:
            found = ()
        kept = (wanted, found)
        st.session_state[_KEPT] = kept
    return kept[1]


def draw_promised(answer: Answer, now: datetime) -> None:
    """Draw them; nothing where there are none."""
    found = promised_for(answer)
    if not found:
        return
    heading("Обещано раньше", "клиенту не пишем, проверяем")
    show(tag("ul", *(promised_markup(each, now) for each in found), class_="desk-list"))


def promised_markup(each: Promised, now: datetime) -> Markup:
    """A promise with its ticket, its day and whether its time has passed."""
    made = f"№ {each.number} · {each.made.astimezone(now.tzinfo):%d.%m.%Y}"
    if each.due is None:
        due = "срок не назван"
    else:
        due = f"{each.due.astimezone(now.tzinfo):%d.%m.%Y %H:%M}"
        due = f"срок {due} прошёл" if each.due < now else f"срок {due}"
    words = tag("q", shortened(each.text, _CHARACTERS))
    return tag("li", tag("b", made), " · ", due, tag("br"), words)
