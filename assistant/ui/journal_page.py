"""«Журнал»: what was answered, past tickets, and the way in and out for files."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.access.visitor import Visitor
from assistant.errors import AssistantError
from assistant.journal.journal import Journal
from assistant.library import Library
from assistant.ui.browser import owner, remembered_agent
from assistant.ui.head import draw_short_head
from assistant.ui.journal_answer import draw_answer
from assistant.ui.journal_files import draw_export, draw_import
from assistant.ui.journal_list import OPENED, Shown, draw_answers, draw_tickets
from assistant.ui.session import journal_keeper, settings, shelf
from assistant.ui.show import heading, notice

_ANSWERS, _TICKETS, _FILES = "Ответы", "Прошлые обращения", "Файлы"


def draw_journal(visitor: Visitor) -> None:
    """Draw the page; without a journal, why there is none."""
    draw_short_head(visitor)
    try:
        library, _ = shelf().library()
        journal = journal_keeper().journal()
    except AssistantError as error:
        notice(str(error), "stop")
        return
    agent = remembered_agent(visitor.name or settings().agent)
    whose = Shown(visitor.owner or owner(), visitor.role.sees_others, agent)
    with st.container(key="report"):
        if problem := journal_keeper().problem:
            notice(problem, "stop")
        opened = st.session_state.get(OPENED)
        if opened:
            draw_answer(opened, whose, journal, library)
            return
        with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
            heading("Журнал")
            picked = _section(whose)
        _SECTIONS[picked](whose, journal, library)


def _section(whose: Shown) -> str:
    """Which part of the journal; files are for those who see everybody's answers."""
    names = [name for name in _SECTIONS if name != _FILES or whose.sees_others]
    picked = st.pills(
        "Раздел", names, default=names[0], key="journal_section", label_visibility="collapsed"
    )
    return picked or names[0]


def _draw_files(_: Shown, journal: Journal, library: Library) -> None:
    draw_import(journal, library)
    draw_export(journal, library)


_SECTIONS: dict[str, Callable[[Shown, Journal, Library], None]] = {
    _ANSWERS: draw_answers,
    _TICKETS: draw_tickets,
    _FILES: _draw_files,
}
