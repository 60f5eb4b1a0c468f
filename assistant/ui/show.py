"""Put safe HTML on the page; the one place that hands HTML to Streamlit."""

from __future__ import annotations

import streamlit as st

from assistant.ui.markup import Markup, tag


def show(markup: Markup) -> None:
    """Show HTML; its scripts, had it any, would not run."""
    if markup:
        st.html(markup)


def heading(text: str, aside: str = "") -> None:
    """Heading of a panel with a quiet word at its end."""
    show(tag("h3", text, tag("span", aside, class_="desk-aside"), class_="desk-heading"))


def notice(text: str, tone: str = "wait") -> None:
    """A message to the agent, each line of it on its own: ``wait`` asks, ``stop`` refuses."""
    lines = [tag("p", line) for line in text.split("\n") if line.strip()]
    show(tag("div", *lines, class_=f"desk-notice desk-{tone}", role="status"))
