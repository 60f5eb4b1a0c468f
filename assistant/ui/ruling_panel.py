"""The verdict with a way to overrule it: one click a finding, the reason in the agent's words."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer
from assistant.library import Library
from assistant.triage.ruling import Ruling
from assistant.ui.moment import now_in
from assistant.ui.pressing import pressed
from assistant.ui.ruling_fields import draw_reason, draw_verdict_fields
from assistant.ui.session import again, keep, redraft
from assistant.ui.show import heading, notice, show
from assistant.ui.typed import reason_key
from assistant.ui.verdict import verdict_markup
from assistant.ui.workspace import Workspace

_OPEN = "ruling_open"


def draw_verdict(work: Workspace, answer: Answer, library: Library) -> None:
    """Draw the verdict; ask for the reason while there is none."""
    ruling = Ruling.of(work.draft.ruling)
    with st.container(key="verdict", horizontal=True, vertical_alignment="center"):
        show(verdict_markup(answer, library.knowledge.figures, now_in(library)))
        is_open = bool(st.session_state.get(_OPEN))
        if pressed("Исправить", "rule", work):
            st.session_state[_OPEN] = not is_open
            again(work)
    if is_open:
        with st.container(key="ruling_panel"):
            _draw_panel(work, answer, library, ruling)
    elif ruling.changes and not ruling.reason.strip():
        notice("Вердикт исправлен без причины. Нажмите «Исправить» и напишите её в двух словах.")


def _draw_panel(work: Workspace, answer: Answer, library: Library, ruling: Ruling) -> None:
    heading("Исправить вердикт", "ответ, чек-лист и срок пересчитаются сразу")
    category = answer.scope.category.name if answer.scope.category else ""
    present = Ruling(
        answer.sla.level.value, answer.scope.value, category, answer.kind.value, ruling.reason
    )
    suffix = f"{work.draft.id}-{work.draft.edition}"
    picked = draw_verdict_fields(present, library.rules, suffix)
    for name in ("level", "scope", "kind"):
        if (value := getattr(picked, name)) != getattr(present, name):
            redraft(work, ruling=_with(work, **{name: value}))
    if picked.category and picked.category != category:
        redraft(work, ruling=_with(work, scope=present.scope, category=picked.category))
    reason = draw_reason(ruling.reason, reason_key(work.draft))
    if reason != ruling.reason:
        keep(work, ruling=_with(work, reason=reason))
        again(work)
    _draw_end(work, ruling)


def _draw_end(work: Workspace, ruling: Ruling) -> None:
    with st.container(key="ruling_end", horizontal=True, vertical_alignment="center"):
        if ruling.changes and pressed("Вернуть как было", "unrule", work, type="tertiary"):
            redraft(work, ruling={})
        # A callback: a click that comes while a reason typed just before is being taken is not lost.
        st.button("Закрыть", key="rule_close", on_click=_close, args=(work,))


def _close(work: Workspace) -> None:
    """Close, with the reason as it stands in its field."""
    st.session_state[_OPEN] = False
    reason = st.session_state.get(reason_key(work.draft))
    if reason is not None and reason != work.draft.ruling.get("reason", ""):
        work.update(ruling=_with(work, reason=reason))


def _with(work: Workspace, **values: str) -> dict[str, str]:
    return {**work.draft.ruling, **values}
