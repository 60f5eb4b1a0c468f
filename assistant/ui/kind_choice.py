"""The kind of reply: the one that fits the ticket, or the one the work has come to."""

from __future__ import annotations

import streamlit as st

from assistant.library import Library
from assistant.reply.kinds import reply_kinds
from assistant.ui.session import redraft
from assistant.ui.workspace import Workspace

_FITTING = "Подобрать по обращению"


def draw_kind(work: Workspace, library: Library) -> None:
    """Draw the choice; another kind makes the draft anew, the agent's own wording is kept."""
    kinds = {"": _FITTING, **reply_kinds(library.knowledge)}
    chosen = work.draft.kind if work.draft.kind in kinds else ""
    picked = st.selectbox(
        "Вид ответа",
        list(kinds),
        index=list(kinds).index(chosen),
        format_func=lambda each: kinds[each],
        placeholder="Выберите",
        label_visibility="collapsed",
        width=260,
        key=f"kind-{work.draft.id}-{work.draft.edition}",
    )
    if picked != chosen:
        redraft(work, kind=picked)
