"""Unfinished answers of this browser: come back to one, or erase it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.ui.drafts import StoredDraft
from assistant.ui.markup import tag
from assistant.ui.session import again
from assistant.ui.show import heading, show
from assistant.ui.words import passed_words
from assistant.ui.workspace import Workspace

_FINISHED_SHOWN = 5


def draw_list(work: Workspace, place: str) -> None:
    """Draw the list; ``place`` tells two lists on one page apart."""
    waiting = work.others()
    heading("Незаконченные")
    if not waiting:
        show(tag("p", "Пока пусто: начатое обращение появится здесь само.", class_="desk-quiet"))
    for each in waiting:
        _row(each, work, place)
    finished = work.others(finished=True)[:_FINISHED_SHOWN]
    if finished:
        heading("Только что законченные", "сотрутся через полдня")
    for each in finished:
        _row(each, work, place)


def _row(stored: StoredDraft, work: Workspace, place: str) -> None:
    identifier = stored.draft.id
    with st.container(
        key=f"row-{place}-{identifier}", horizontal=True, vertical_alignment="center"
    ):
        when = passed_words(datetime.now(UTC) - stored.changed)
        text = tag("span", stored.draft.title, class_="desk-row-title")
        show(tag("div", text, tag("span", when, class_="desk-quiet"), class_="desk-row"))
        if st.button("Открыть", key=f"open-{place}-{identifier}", type="tertiary"):
            st.session_state["list_open"] = False
            work.open(identifier)
            again(work)
        if st.button("Удалить", key=f"delete-{place}-{identifier}", type="tertiary"):
            work.erase(identifier)
            again(work)
