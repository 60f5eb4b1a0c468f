"""The middle column: the reply to edit, what is still wrong with it, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.knowledge.templates import find_slots
from assistant.library import Library
from assistant.reply.draft import Draft
from assistant.reply.lint import Situation, lint
from assistant.ui.answering import filled_in
from assistant.ui.components import copy_button
from assistant.ui.fingerprint import fingerprint
from assistant.ui.found import paragraphs_markup
from assistant.ui.markup import joined
from assistant.ui.parts_panel import draw_parts
from assistant.ui.pressing import pressed
from assistant.ui.reply_checks import (
    empty_markup,
    filled_markup,
    findings_markup,
    marks_markup,
)
from assistant.ui.session import again, keep
from assistant.ui.show import show
from assistant.ui.typed import note_drafted, reply_key
from assistant.ui.workspace import Workspace


def settle(work: Workspace, reply: Draft) -> None:
    """Bring the text area in line with a draft that was made anew; own wording is only filled in."""
    draft = work.draft
    base = fingerprint(reply.text)
    if draft.base == base:
        return
    if draft.reply is None:
        keep(work, base=base, edition=draft.edition + 1)
        return
    filled = filled_in(draft.reply, reply.slots)
    edition = draft.edition + (filled != draft.reply)
    keep(work, base=base, reply=filled, edition=edition)


def draw_editor(
    work: Workspace,
    reply: Draft,
    situation: Situation,
    library: Library,
    on_copy: Callable[[str], None] | None = None,
) -> None:
    """Draw the reply with its checks; ``on_copy`` is told the text that was copied."""
    draft = work.draft
    with st.container(key="editor"):
        text = st.text_area(
            "Ответ клиенту",
            reply.text if draft.reply is None else draft.reply,
            key=reply_key(draft),
            label_visibility="collapsed",
        )
        note_drafted(draft, reply.text)
        keep(work, reply=None if text == reply.text else text)
        findings = lint(text, library.knowledge, situation)
        _actions(work, text, on_copy)
        show(marks_markup(reply_key(work.draft), text, findings))
        with st.container(key="checks"):
            draw_parts(work, reply, text)
            _draw_empty(work, text, library)
            show(
                joined(
                    findings_markup(text, findings),
                    paragraphs_markup(reply, text, library),
                    filled_markup(reply.slots),
                )
            )


def _actions(work: Workspace, text: str, on_copy: Callable[[str], None] | None) -> None:
    """Copy, go back, finish."""
    draft = work.draft
    empty = find_slots(text)
    with st.container(key="reply_actions", horizontal=True, vertical_alignment="center"):
        waived = bool(empty) and draft.waived
        blocked = "Есть незаполненные места" if empty and not waived else ""
        copied = copy_button(
            "copy_reply",
            "Скопировать ответ",
            text,
            field=reply_key(draft),
            blocked=blocked,
            main=True,
            told=on_copy is not None,
        )
        if copied and on_copy is not None:
            on_copy(copied)
        if draft.reply is not None and pressed("Вернуть черновик", "redo", work, type="tertiary"):
            keep(work, reply=None, kept=text, edition=draft.edition + 1)
            again(work)
        if draft.kept and pressed("Вернуть мою правку", "undo", work, type="tertiary"):
            own = text if draft.reply is not None else ""
            keep(work, reply=draft.kept, kept=own, edition=draft.edition + 1)
            again(work)
        if pressed("Готово", "finish", work):
            work.finish()
            again(work)


def _draw_empty(work: Workspace, text: str, library: Library) -> None:
    """What is still empty, with the leave to send it so."""
    if not find_slots(text):
        return
    draft = work.draft
    with st.container(key="empty", horizontal=True, vertical_alignment="center"):
        show(empty_markup(text, library.knowledge.figures))
        key = f"waive-{draft.id}-{draft.edition}"
        waived = st.checkbox("Отправлю с незаполненными", draft.waived, key=key)
    if waived != draft.waived:
        keep(work, waived=waived)
        again(work)
