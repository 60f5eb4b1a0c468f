"""Entry of the assistant: ``streamlit run assistant/ui/app.py``."""

from __future__ import annotations

import streamlit as st

from assistant.ui.components import ASSETS
from assistant.ui.navigation import draw_room


def main() -> None:
    """Draw the page the address names."""
    st.set_page_config(
        page_title="Ассистент поддержки", page_icon=str(ASSETS / "favicon.svg"), layout="wide"
    )
    st.html(ASSETS / "desk.css")
    draw_room()


main()
