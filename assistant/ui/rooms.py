"""Links between the pages of the assistant, wherever a page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_KEY = "rooms"


def announce(pages: Sequence[StreamlitPage]) -> None:
    """Say which pages there are, before any of them is drawn."""
    st.session_state[_KEY] = tuple(pages)


def open_desk(draft: str) -> NoReturn:
    """Go to the desk, which comes first, with a draft."""
    if (work := st.session_state.get("workspace")) and draft in work.left:
        work.left.remove(draft)
    pages: tuple[StreamlitPage, ...] = st.session_state[_KEY]
    st.switch_page(pages[0], query_params={"draft": draft})


def draw_links() -> None:
    """A link to each page; what is typed stays in its draft."""
    pages: tuple[StreamlitPage, ...] = st.session_state.get(_KEY, ())
    with st.container(key="rooms", horizontal=True, vertical_alignment="center"):
        for page in pages:
            st.page_link(page)
