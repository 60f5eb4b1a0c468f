"""What the answer rests on: requests to choose from, and regulations."""

from __future__ import annotations

from collections.abc import Sequence, Set

import streamlit as st

from assistant.answer import Answer, Source
from assistant.library import Library
from assistant.ui.choice import nearest
from assistant.ui.found import regulations_markup, request_markup
from assistant.ui.session import redraft
from assistant.ui.show import heading, show
from assistant.ui.workspace import Workspace


def draw_sources(work: Workspace, answer: Answer, library: Library) -> None:
    """Draw the requests, nearest first; another one redrafts the reply."""
    if answer.abstained:
        heading("Ближайшие записи", "под сомнением: ни одна не подошла")
        _requests(work, nearest(answer.ticket, library), frozenset(), library)
    else:
        used = frozenset({part.source for part in answer.reply.parts} | {work.draft.request})
        is_used = any(each.id in used for each in answer.requests)
        heading("Записи базы", "" if is_used else "в ответ не взята ни одна")
        _requests(work, answer.requests, used, library)
        if work.draft.request and st.button("Вернуть найденное", key="unchoose", type="tertiary"):
            redraft(work, request="")
    heading("Регламенты")
    show(regulations_markup(answer.regulations, library))


def _requests(work: Workspace, sources: Sequence[Source], used: Set[str], library: Library) -> None:
    for source in sources:
        is_used = source.id in used
        with st.container(key=f"hit-{source.id}", horizontal=True, vertical_alignment="center"):
            show(request_markup(source, library, chosen=is_used))
            if not is_used and st.button("Взять", key=f"take-{source.id}", type="tertiary"):
                redraft(work, request=source.id)
