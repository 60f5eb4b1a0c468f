"""The left column: fields of the ticket, its text to paste, and the ticket as it was read."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer
from assistant.errors import TicketError
from assistant.library import Library
from assistant.reply.evidence import CHANNELS
from assistant.ui.answering import begun_now, received_now
from assistant.ui.components import mail_text
from assistant.ui.found import missing_markup
from assistant.ui.pressing import pressed
from assistant.ui.session import again, keep
from assistant.ui.show import heading, notice, show
from assistant.ui.ticket_view import facts_markup, ticket_markup
from assistant.ui.typed import field_key
from assistant.ui.workspace import Workspace

_PLACEHOLDER = "Вставьте текст обращения: письмо целиком, сообщение из Telegram, заявку с формы"


def draw_fields(work: Workspace) -> None:
    """Draw what the CRM knows about the ticket."""
    draft = work.draft
    with st.container(key="fields"):
        first, second = st.columns(2, gap="small")
        number = first.text_input(
            "Номер обращения",
            draft.number,
            key=field_key("number", draft),
            max_chars=40,
            placeholder="из CRM",
        )
        received = second.text_input(
            "Когда поступило",
            draft.received,
            key=field_key("received", draft),
            max_chars=30,
            placeholder=draft.arrived or "сейчас",
        )
        client = st.text_input(
            "Имя клиента",
            draft.client,
            key=field_key("client", draft),
            max_chars=80,
            placeholder="Имя клиента, если не подписался",
            label_visibility="collapsed",
        )
        channel = st.pills(
            "Канал",
            list(CHANNELS),
            default=draft.channel or None,
            format_func=lambda each: CHANNELS[each],
            key=field_key("channel", draft),
            label_visibility="collapsed",
            width="stretch",
        )
    keep(work, number=number, received=received, client=client, channel=channel or "")


def draw_text(work: Workspace, library: Library | None) -> None:
    """Draw the text area with the button that starts the work."""
    draft = work.draft
    text = st.text_area(
        "Текст обращения",
        draft.text,
        key=field_key("text", draft),
        placeholder=_PLACEHOLDER,
        label_visibility="collapsed",
    )
    keep(work, text=text)
    actions = st.container(key="intake_actions", horizontal=True, vertical_alignment="center")
    with actions:
        is_asked = pressed("Разобрать", "analyse", work, type="primary", shortcut="Ctrl+Enter")
    if is_asked and library is not None:
        request = draft.item if draft.item in library.knowledge.requests else ""
        arrived = draft.arrived or received_now(library)
        work.notice = ""
        begun = draft.begun or begun_now()
        keep(work, answered=True, arrived=arrived, begun=begun, request=request, waived=False)
        st.session_state.pop("problem", None)
    with actions:
        _take_mail(work)


def draw_ticket(work: Workspace, answer: Answer, library: Library) -> None:
    """Draw the ticket as it was read: what it says, what it gives, what it lacks."""
    figures = library.knowledge.figures
    with st.container(key="ticket"):
        show(ticket_markup(answer.ticket, figures))
    with st.container(key="ticket_actions", horizontal=True, vertical_alignment="center"):
        heading("Что известно")
        if pressed("Изменить текст", "edit_text", work, type="tertiary"):
            keep(work, answered=False)
            again(work)
    with st.container(key="facts"):
        show(facts_markup(answer.ticket, figures))
        if answer.missing:
            heading("Не хватает")
            show(missing_markup(answer.missing, figures))


def _take_mail(work: Workspace) -> None:
    """Open a dropped mail: in this draft when it has no text yet, else in a new one."""
    try:
        text = mail_text(f"mail-{work.draft.id}")
    except TicketError as error:
        notice(str(error), "stop")
        return
    if not text:
        return
    if work.draft.text.strip():
        work.start(text=text, channel="email")
        work.notice = "Письмо открыто как новое обращение. Прежнее ждёт в «Незаконченных»."
    else:
        keep(work, text=text, channel="email", form=work.draft.form + 1)
    again(work)
