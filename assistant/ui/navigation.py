"""The pages of the assistant and the way between them; the desk comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assistant.access.role import Role
from assistant.access.roster import NotAdmitted
from assistant.access.visitor import Visitor
from assistant.errors import AssistantError
from assistant.ui.entry import admit, draw_closed
from assistant.ui.forgetting import forget_gone_fields
from assistant.ui.gaps_page import draw_gaps
from assistant.ui.health_page import draw_health
from assistant.ui.journal_page import draw_journal
from assistant.ui.markup import tag
from assistant.ui.page import draw_page
from assistant.ui.rooms import announce
from assistant.ui.show import notice, show
from assistant.ui.totals_page import draw_totals
from assistant.ui.trouble import UNEXPECTED, report
from assistant.ui.typed import take_in


@dataclass(frozen=True, slots=True)
class Room:
    """A page: its title for agents, its address, what draws it, from which role on it is there."""

    title: str
    address: str
    draw: Callable[[Visitor], None]
    role: Role = Role.AGENT


ROOMS = (
    Room("Обращение", "", draw_page),
    Room("Журнал", "journal", draw_journal),
    Room("Показатели", "totals", draw_totals, Role.LEAD),
    Room("Пробелы базы", "gaps", draw_gaps, Role.EDITOR),
    Room("Здоровье базы", "health", draw_health, Role.EDITOR),
)


def draw_room() -> None:
    """Draw the page the address names, announced to the line on top."""
    try:
        visitor = admit()
    except NotAdmitted as reason:
        draw_closed(reason)
        return
    pages = [_page(room, visitor) for room in ROOMS if visitor.role >= room.role]
    announce(pages)
    st.navigation(pages, position="hidden").run()
    forget_gone_fields()


def _page(room: Room, visitor: Visitor) -> StreamlitPage:
    def draw() -> None:
        try:
            if work := st.session_state.get("workspace"):
                take_in(work)
            room.draw(visitor)
        except Exception as error:  # noqa: BLE001  the last line of defence: no trace on screen
            if not isinstance(error, AssistantError):
                report(error)
            notice(str(error) if isinstance(error, AssistantError) else UNEXPECTED, "stop")
            show(tag("p", tag("a", "Открыть новое обращение", href="./", target="_self")))

    return st.Page(draw, title=room.title, url_path=room.address, default=not room.address)
