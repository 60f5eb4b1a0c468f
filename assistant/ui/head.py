"""The line on top: whose desk it is, the list of unfinished answers, a new one."""

from __future__ import annotations

import base64

import streamlit as st

from assistant.access.visitor import Visitor
from assistant.ui.browser import MAX_NAME, owner, remembered_agent
from assistant.ui.components import ASSETS, shell
from assistant.ui.drafts_list import draw_list
from assistant.ui.entry import draw_leave
from assistant.ui.markup import Markup, link, tag
from assistant.ui.pressing import pressed
from assistant.ui.rooms import draw_links
from assistant.ui.session import again, settings
from assistant.ui.show import show
from assistant.ui.words import counted
from assistant.ui.workspace import Workspace

_LOGO = base64.b64encode((ASSETS / "favicon.svg").read_bytes()).decode()
_KEYS = (
    ("Ctrl+Enter", "разобрать"),
    ("Alt+I", "к номеру обращения"),
    ("Alt+R", "к ответу"),
    ("Alt+S", "следующее пустое место"),
    ("Alt+P", "абзацы ответа: показать, скрыть"),
    ("Alt+L", "к чек-листу, отметить пробелом"),
    ("Alt+V", "исправить вердикт"),
    ("Alt+C", "скопировать ответ"),
    ("Alt+G", "готово, к следующему"),
    ("Alt+N", "новое обращение, это отложить"),
    ("Alt+T", "к тексту обращения"),
    ("Esc", "закрыть, что открыто"),
)


def draw_head(work: Workspace, visitor: Visitor) -> str:
    """Draw the line; return the agent's name."""
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        _title(link("База знаний", settings().site_url), _shortcuts())
        draw_links()
        agent = _agent(visitor)
        _draw_visitor(visitor)
        is_open = bool(st.session_state.get("list_open"))
        name = f"Незаконченные{counted(work.others())}"
        if pressed(name, "list_button", work, type="tertiary"):
            st.session_state["list_open"] = not is_open
            again(work)
        if pressed("Новое обращение", "new", work):
            work.start()
            st.session_state["list_open"] = False
            again(work)
        # Last within the line: beside it, it would push all that follows to other places and out of the page.
        if is_open:
            with st.container(key="list_panel"):
                draw_list(work, "menu")
    return agent


def draw_short_head(visitor: Visitor) -> None:
    """Draw the line on top of a page that is not about one ticket."""
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        _title(link("База знаний", settings().site_url))
        draw_links()
        _draw_visitor(visitor)
    shell({}, (), visitor.owner or owner(), "")


def _draw_visitor(visitor: Visitor) -> None:
    """Who has signed in, where that is asked."""
    if visitor.login:
        show(tag("span", visitor.login, class_="desk-quiet", title=visitor.role.title))
        draw_leave()


def _title(*beside: Markup) -> None:
    logo = Markup(f'<img alt="" src="data:image/svg+xml;base64,{_LOGO}">')
    show(tag("div", logo, tag("b", "Ассистент поддержки"), *beside, class_="desk-title"))


def _shortcuts() -> Markup:
    keys = [tag("p", tag("kbd", key), f" {what}") for key, what in _KEYS]
    panel = tag("div", *keys, class_="desk-why")
    return tag("details", tag("summary", "Клавиши"), panel, class_="desk-menu")


def _agent(visitor: Visitor) -> str:
    if "agent_default" not in st.session_state:
        st.session_state["agent_default"] = remembered_agent(visitor.name or settings().agent)
    remembered: str = st.session_state["agent_default"]
    return st.text_input(
        "Ваше имя",
        value=remembered,
        key="agent",
        max_chars=MAX_NAME,
        placeholder="Ваше имя для подписи",
        label_visibility="collapsed",
        width=210,
    )
