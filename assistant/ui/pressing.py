"""A button whose press is not lost when the run it began is broken off by the next message."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant.ui.workspace import Workspace


def pressed(label: str, key: str, work: Workspace, **options: Any) -> bool:
    """Draw a button; whether it was pressed for this draft and nothing was done about it yet.

    Streamlit tells of a press in the one run it begins. Words typed meanwhile begin another, which breaks that one
    off, maybe before it came to the button; a callback comes before either. Whoever acts on a press does so before
    any other call of Streamlit, each of which may break off.
    """
    press = (key, work.draft.id)
    st.button(label, key=key, on_click=work.presses.add, args=(press,), **options)
    if press not in work.presses:
        return False
    work.presses.discard(press)
    return True


def is_pressed(key: str, work: Workspace) -> bool:
    """Whether ``pressed`` will tell of a press in this run."""
    return (key, work.draft.id) in work.presses
