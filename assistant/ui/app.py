"""Entry of the desk: ``streamlit run assistant/ui/app.py``."""

from __future__ import annotations

import logging
import traceback

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui.components import ASSETS
from assistant.ui.page import draw_page
from assistant.ui.show import notice

_LOG = logging.getLogger("assistant.ui")
_UNEXPECTED = (
    "Не получилось показать страницу: ошибка в программе. Набранное сохранено.\n"
    "Обновите страницу. Если повторится, сообщите администратору время и что Вы делали."
)


def _report(error: Exception) -> None:
    """Log kind and place of an error; its message may hold a customer's words, so it stays out."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    _LOG.error("%s at %s:%s", type(error).__name__, last.filename, last.lineno)


def main() -> None:
    """Draw the page; an error becomes a sentence for the agent."""
    st.set_page_config(
        page_title="Помощник поддержки", page_icon=str(ASSETS / "favicon.svg"), layout="wide"
    )
    try:
        draw_page()
    except AssistantError as error:
        notice(str(error), "stop")
    except Exception as error:  # noqa: BLE001  the last line of defence: no trace on screen
        _report(error)
        notice(_UNEXPECTED, "stop")


main()
