"""Lists of the journal: answers that were given, past tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from assistant.journal import past
from assistant.journal.journal import Journal
from assistant.journal.listing import AnswerLine, TicketLine, answer_lines, ticket_lines
from assistant.library import Library
from assistant.russian.plural import plural
from assistant.ui.journal_filter import answers_wanted, tickets_wanted
from assistant.ui.markup import Markup, joined, tag
from assistant.ui.show import heading, show
from assistant.ui.words import KINDS, LEVELS, SCOPES, percent_words, shortened

OPENED = "journal_opened"
_STEP = 25
_TEXT_CHARACTERS = 150
_SHOWN = "journal_shown"


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose answers may be shown: one's own, or everybody's; ``agent`` is the name that signs."""

    owner: str
    sees_others: bool
    agent: str = ""

    def may_see(self, owner: str) -> bool:
        """Whether an answer of an owner may be opened."""
        return self.sees_others or owner == self.owner


def draw_answers(whose: Shown, journal: Journal, library: Library) -> None:
    """Draw the answers that fit the filter."""
    wanted = answers_wanted(
        whose.owner, sees_others=whose.sees_others, journal=journal, library=library
    )
    lines, total = answer_lines(journal, wanted, _limit())
    heading(plural(total, "ответ", "ответа", "ответов"), "новые сверху")
    if not lines:
        show(
            tag("p", "Здесь появятся ответы, которые Вы скопировали.", class_="desk-quiet")
            if not total
            else Markup()
        )
    for line in lines:
        with _row(line.id):
            show(_answer_markup(line, library))
            if st.button("Открыть", key=f"open-{line.id}", type="tertiary"):
                st.session_state[OPENED] = line.id
                st.rerun()
    _draw_more(total)


def draw_tickets(_: Shown, journal: Journal, library: Library) -> None:
    """Draw the past tickets that fit the filter."""
    wanted = tickets_wanted(library)
    lines, total = ticket_lines(journal, wanted, _limit())
    heading(plural(total, "обращение", "обращения", "обращений"), "новые сверху")
    if not total:
        show(
            tag(
                "p",
                "Пусто. Обращения из CRM принимает раздел «Файлы» или команда journal import.",
                class_="desk-quiet",
            )
        )
    opened = st.session_state.get("journal_ticket")
    for line in lines:
        with _row(line.id):
            show(_ticket_markup(line, library))
            is_open = line.id == opened
            if st.button(
                "Свернуть" if is_open else "Открыть", key=f"ticket-{line.id}", type="tertiary"
            ):
                st.session_state["journal_ticket"] = None if is_open else line.id
                st.rerun()
        if is_open:
            _draw_ticket(line.id, journal)
    _draw_more(total)


def _row(identifier: str) -> st.delta_generator.DeltaGenerator:
    return st.container(
        key=f"journal-row-{identifier}", horizontal=True, vertical_alignment="center"
    )


def _draw_ticket(number: str, journal: Journal) -> None:
    ticket = past.read(journal, [number]).get(number)
    if ticket is None:
        return
    client = tag("p", f"Клиент: {ticket.client}") if ticket.client else Markup()
    resolution = (
        joined(
            tag("h4", "Чем кончилось"),
            tag("div", ticket.resolution, class_="desk-letter desk-letter-old"),
        )
        if ticket.resolution
        else Markup()
    )
    show(joined(client, tag("div", ticket.text, class_="desk-letter"), resolution))


def _limit() -> int:
    limit: int = st.session_state.setdefault(_SHOWN, _STEP)
    return limit


def _draw_more(total: int) -> None:
    if total > _limit() and st.button("Показать ещё", key="journal_more"):
        st.session_state[_SHOWN] = _limit() + _STEP
        st.rerun()


def _answer_markup(line: AnswerLine, library: Library) -> Markup:
    number = f"№ {line.ticket_id} · " if line.ticket_id else ""
    level = tag("b", LEVELS.get(line.level, line.level))
    about = line.request or "подходящей записи не было"
    edited = (
        "без правок" if not line.edited_share else f"изменено {percent_words(line.edited_share)}"
    )
    head = joined(
        f"{_when(line.copied, library)} · {number}",
        level,
        f" · {KINDS.get(line.kind, line.kind)} · {SCOPES.get(line.scope, line.scope)}"
        f" · {about} · {edited} · {line.agent or 'без имени'}",
    )
    text = tag("span", shortened(line.text, _TEXT_CHARACTERS), class_="desk-quiet")
    return tag("div", tag("p", head), text, class_="desk-journal-row")


def _ticket_markup(line: TicketLine, library: Library) -> Markup:
    closed = f"закрыто {_when(line.closed, library)}" if line.closed else "не закрыто"
    head = joined(f"{_when(line.created, library)} · ", tag("b", f"№ {line.id}"), f" · {closed}")
    text = tag("span", shortened(line.text, _TEXT_CHARACTERS), class_="desk-quiet")
    return tag("div", tag("p", head), text, class_="desk-journal-row")


def _when(moment: datetime, library: Library) -> str:
    return f"{library.calendar.local(moment):%d.%m.%Y %H:%M}"
