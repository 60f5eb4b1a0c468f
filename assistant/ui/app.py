"""Entry of the desk: ``streamlit run assistant/ui/app.py``."""

from __future__ import annotations

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.components import ASSETS
from assistant.ui.markup import tag
from assistant.ui.page import draw_page
from assistant.ui.show import notice, show
from assistant.ui.trouble import UNEXPECTED, report


def main() -> None:
    """Draw the page; an error becomes a sentence for the agent and a way on."""
    st.set_page_config(
        page_title="Ассистент поддержки", page_icon=str(ASSETS / "favicon.svg"), layout="wide"
    )
    try:
        draw_page()
    except Exception as error:  # noqa: BLE001  the last line of defence: no trace on screen
        if not isinstance(error, AssistantError):
            report(error)
        notice(str(error) if isinstance(error, AssistantError) else UNEXPECTED, "stop")
        show(tag("p", tag("a", "Открыть новое обращение", href="?", target="_self")))


main()
