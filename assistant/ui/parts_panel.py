"""Paragraphs of the draft to switch off and on; the text follows, whatever else was typed stays."""

from __future__ import annotations

import streamlit as st

from assistant.reply.draft import Draft
from assistant.reply.parts import all_parts, inserted, removed, standing
from assistant.ui.fingerprint import fingerprint
from assistant.ui.markup import label
from assistant.ui.pressing import pressed
from assistant.ui.session import again, keep
from assistant.ui.words import shortened
from assistant.ui.workspace import Workspace

_OPEN = "parts_open"
_NAME_CHARACTERS = 34


def draw_parts_button(work: Workspace) -> None:
    """A button that shows and hides the paragraphs."""
    is_open = bool(st.session_state.get(_OPEN))
    name = "Скрыть абзацы" if is_open else "Абзацы"
    if pressed(name, "parts_button", work, type="tertiary"):
        st.session_state[_OPEN] = not is_open
        again(work)


def draw_parts(work: Workspace, reply: Draft, text: str) -> None:
    """The paragraphs; one reworded by hand counts as off, and on brings the original.

    What the customer has done already is there too, off, with the words that say so.
    """
    if not st.session_state.get(_OPEN):
        return
    parts = dict(enumerate(all_parts(reply)))
    on = standing(text, reply)
    present = [at for at, part in parts.items() if part in on]
    picked = st.pills(
        "Абзацы в ответе",
        list(parts),
        selection_mode="multi",
        default=present,
        format_func=lambda at: label(_name(at, reply)),
        key=f"parts-{work.draft.id}-{work.draft.edition}-{fingerprint(text)}",
    )
    changed = set(picked) ^ set(present)
    if not changed:
        return
    for at in sorted(changed):
        part = parts[at]
        text = inserted(text, part, reply) if at in picked else removed(text, part)
    own = None if text == reply.text else text
    keep(work, reply=own, edition=work.draft.edition + 1)
    again(work)


def _name(at: int, reply: Draft) -> str:
    """«3. Проверьте по порядку…», and of what was left out «Убрано: Обновите… (клиент: «обновляла»)»."""
    if at < len(reply.parts):
        return f"{at + 1}. {shortened(reply.parts[at].text, _NAME_CHARACTERS)}"
    left = reply.left_out[at - len(reply.parts)]
    words = shortened(left.evidence, _NAME_CHARACTERS)
    return f"Убрано: {shortened(left.text, _NAME_CHARACTERS)} (клиент: «{words}»)"
