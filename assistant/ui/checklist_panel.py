"""The checklist to tick, with progress and a note for the CRM."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer
from assistant.library import Library
from assistant.ui.checklist_note import by_source, is_done, item_digest, note_text
from assistant.ui.choice import Place
from assistant.ui.components import copy_button
from assistant.ui.markup import label, link, tag
from assistant.ui.promised_panel import promised_for
from assistant.ui.session import keep
from assistant.ui.show import show
from assistant.ui.workspace import Workspace


def draw_checklist(work: Workspace, answer: Answer, library: Library) -> None:
    """Draw the lines by source."""
    head = st.container(key="checklist_head", horizontal=True, vertical_alignment="center")
    ticks = dict(work.draft.ticks)
    with st.container(key="checklist"):
        for source, items in by_source(answer.checklist):
            place = Place.of(source, library)
            show(tag("p", link(place.title, place.url), class_="desk-group"))
            for item in items:
                name = item_digest(item)
                text = f"{item.text} ({item.evidence})" if item.evidence else item.text
                # A line that the ticket proves is another widget than the same line unproved.
                key = f"tick-{work.draft.id}-{name}-{int(item.done)}"
                done = st.checkbox(label(text), is_done(item, work.draft.ticks), key=key)
                if done == item.done:
                    ticks.pop(name, None)
                else:
                    ticks[name] = done
    keep(work, ticks=ticks)
    count = sum(is_done(item, ticks) for item in answer.checklist)
    with head:
        # The button first, so that what it copies is never older than the count on screen.
        note = note_text(answer, ticks, library, promised_for(answer))
        copy_button("copy_note", "Скопировать как заметку", note)
        _progress(count, len(answer.checklist))


def _progress(done: int, count: int) -> None:
    share = round(100 * done / count) if count else 0
    bar = tag("i", tag("i", style=f"width:{share}%"), class_="desk-near desk-progress")
    words = tag("span", f"{done} из {count}", class_="desk-aside")
    show(tag("h3", "Чек-лист", words, bar, class_="desk-heading"))
