"""The middle column: the reply to edit, what is still wrong with it, and where it comes from."""

from __future__ import annotations

import json

import streamlit as st

from assistant.knowledge.templates import find_slots
from assistant.library import Library
from assistant.reply.draft import Draft
from assistant.reply.lint import Finding, lint
from assistant.reply.slots import FilledSlot
from assistant.ui.answering import filled_in
from assistant.ui.components import copy_button, utf16_ranges
from assistant.ui.fingerprint import fingerprint
from assistant.ui.found import paragraphs_markup
from assistant.ui.markup import Markup, joined, tag
from assistant.ui.session import again, keep
from assistant.ui.show import heading, show
from assistant.ui.words import ORIGINS, shortened
from assistant.ui.workspace import Workspace

_EMPTY = "empty-slot"


def reply_key(work: Workspace) -> str:
    """Key of the reply's text area, the same in every session of this draft."""
    return f"reply-{work.draft.id}-{work.draft.edition}"


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


def draw_editor(work: Workspace, reply: Draft, library: Library) -> None:
    """Draw the reply with its checks."""
    draft = work.draft
    with st.container(key="editor"):
        text = st.text_area(
            "Ответ клиенту",
            reply.text if draft.reply is None else draft.reply,
            key=reply_key(work),
            label_visibility="collapsed",
        )
        keep(work, reply=None if text == reply.text else text)
        findings = lint(text, library.knowledge)
        _actions(work, text)
        show(_marks(work, text, findings))
        with st.container(key="checks"):
            show(_slots(text, reply.slots))
            show(_findings(text, findings))
            heading("Откуда абзацы")
            show(paragraphs_markup(reply, text, library))


def _actions(work: Workspace, text: str) -> None:
    """Copy, waive, go back, finish."""
    draft = work.draft
    empty = find_slots(text)
    with st.container(key="reply_actions", horizontal=True, vertical_alignment="center"):
        waived = bool(empty) and draft.waived
        blocked = "Есть незаполненные места" if empty and not waived else ""
        copy_button(
            "copy_reply",
            "Скопировать ответ",
            text,
            field=reply_key(work),
            blocked=blocked,
            main=True,
        )
        if empty:
            label = "Отправлю с незаполненными"
            key = f"waive-{draft.id}-{draft.edition}"
            if (asked := st.checkbox(label, draft.waived, key=key)) != draft.waived:
                keep(work, waived=asked)
                again(work)
        if draft.reply is not None and st.button("Вернуть черновик", key="redo", type="tertiary"):
            keep(work, reply=None, kept=text, edition=draft.edition + 1)
            again(work)
        if draft.kept and st.button("Вернуть мою правку", key="undo", type="tertiary"):
            own = text if draft.reply is not None else ""
            keep(work, reply=draft.kept, kept=own, edition=draft.edition + 1)
            again(work)
        if st.button("Готово", key="finish", help=None):
            work.finish()
            again(work)


def _slots(text: str, slots: tuple[FilledSlot, ...]) -> Markup:
    """What is still empty, one chip a place, and what was filled in from where."""
    empty = find_slots(text)
    ranges = utf16_ranges(text, [(slot.start, slot.end, slot.name) for slot in empty])
    chips: dict[str, Markup] = {}
    for start, end, name in ranges:
        place = f"{start},{end}"
        chip = tag("button", str(name), class_="desk-chip desk-chip-empty", data_range=place)
        chips.setdefault(str(name), chip)
    filled = [
        f"{shortened(slot.value)} — {ORIGINS.get(slot.origin or '', '')}"
        for slot in slots
        if slot.value
    ]
    lines = []
    if chips:
        count = tag("b", f"Не заполнено: {len(empty)}")
        lines.append(tag("div", count, *chips.values(), class_="desk-chips"))
    if filled:
        words = "; ".join(dict.fromkeys(filled))
        lines.append(tag("p", "Подставлено: ", words, class_="desk-quiet"))
    return joined(*lines)


def _findings(text: str, findings: tuple[Finding, ...]) -> Markup:
    """Everything else that should be mended, errors first."""
    others = [each for each in findings if each.code != _EMPTY]
    if not others:
        done = "Замечаний к тексту нет." if text.strip() else "Ответ пуст."
        return tag("p", done, class_="desk-good-note")
    others.sort(key=lambda each: each.severity != "error")
    lines = []
    for each in others:
        name = "Ошибка" if each.severity == "error" else "Внимание"
        words = text[each.start : each.end]
        quote = joined(" — ", tag("q", words)) if words.strip() else Markup()
        lines.append(
            tag("li", tag("b", name), f" {each.message}", quote, class_=f"desk-{each.severity}")
        )
    return tag("ul", *lines, class_="desk-findings")


def _marks(work: Workspace, text: str, findings: tuple[Finding, ...]) -> Markup:
    """For the browser: which ranges of the text to mark."""
    kinds = [
        (each.start, each.end, "slot" if each.code == _EMPTY else each.severity)
        for each in findings
        if each.end > each.start
    ]
    data = {"key": reply_key(work), "text": text, "ranges": utf16_ranges(text, kinds)}
    return tag("div", data_marks=json.dumps(data, ensure_ascii=False), hidden="")
