"""The desk as a whole: head, verdict, three columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.access.visitor import Visitor
from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.reply.draft import Draft
from assistant.reply.lint import Situation
from assistant.ui.answering import item_reply, received_now
from assistant.ui.checklist_panel import draw_checklist
from assistant.ui.choice import Place
from assistant.ui.components import shell
from assistant.ui.copying import note_copy
from assistant.ui.drafts_list import draw_list
from assistant.ui.editor import draw_editor, settle
from assistant.ui.head import draw_head
from assistant.ui.intake import draw_fields, draw_text, draw_ticket
from assistant.ui.kind_choice import draw_kind
from assistant.ui.markup import tag
from assistant.ui.moment import now_in
from assistant.ui.parts_panel import draw_parts_button
from assistant.ui.pressing import is_pressed
from assistant.ui.promised_panel import draw_promised
from assistant.ui.ruling_panel import draw_verdict
from assistant.ui.session import again, answer_for, journal_keeper, keep, problem, shelf, workspace
from assistant.ui.show import heading, notice, show
from assistant.ui.similar_panel import draw_similar
from assistant.ui.sources_panel import draw_sources
from assistant.ui.typed import field_key, standing
from assistant.ui.workspace import Workspace

_COLUMNS = (27, 43, 30)
_KEYS = ("left", "middle", "right")
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
_STEPS = (
    (
        "Вставьте обращение слева",
        "Письмо .eml можно перетащить мышью. Номер и имя — если известны.",
    ),
    ("Нажмите Ctrl+Enter", "Появятся срок с расчётом, черновик ответа, чек-лист и источники."),
    (
        "Проверьте и скопируйте",
        "Заполните отмеченные места, поправьте текст и перенесите его в CRM.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places of the page: ``above`` the columns, the columns, ``body`` of the left one."""

    above: DeltaGenerator
    left: DeltaGenerator
    middle: DeltaGenerator
    right: DeltaGenerator
    body: DeltaGenerator


def draw_page(visitor: Visitor) -> None:
    """Draw the page from the draft of this tab."""
    work = workspace(visitor)
    agent = draw_head(work, visitor)
    library, edition, trouble = _library()
    if library and is_pressed("analyse", work) and not work.draft.arrived:
        work.update(arrived=received_now(library))
    frame = _frame(work)
    is_pasting = not work.draft.answered
    if is_pasting:
        _draw_paste(frame, work, library)
    answer = answer_for(work, agent, library, edition) if library else None
    with frame.above:
        _draw_above(work, answer, library)
    if answer and library:
        on_copy = partial(note_copy, work.draft, answer, agent, library, edition)
        reply: Draft | None = _draw_answered(frame, work, answer, library, on_copy)
    else:
        if not is_pasting:
            _draw_paste(frame, work, library)
        with frame.middle:
            reply = _draw_waiting(work, agent, library, trouble)
        with frame.right:
            draw_list(work, "desk")
    _draw_shell(work, agent, reply)


def _frame(work: Workspace) -> _Frame:
    """Lay out the page and draw the fields, which are part of the question."""
    above = st.container(key="above")
    with st.container(key="board"):
        left, middle, right = (
            column.container(key=key)
            for column, key in zip(st.columns(_COLUMNS, gap="small"), _KEYS, strict=True)
        )
    with left:
        draw_fields(work)
        body = st.empty()
    return _Frame(above, left, middle, right, body)


def _draw_paste(frame: _Frame, work: Workspace, library: Library | None) -> None:
    with frame.body.container(key="paste"):
        draw_text(work, library)


def _draw_answered(
    frame: _Frame,
    work: Workspace,
    answer: Answer,
    library: Library,
    on_copy: Callable[[str], None],
) -> Draft:
    """Draw an answer; the ticket as it was read takes the place of the text area.

    Within the same run, so that a keystroke costs one run and not two.
    """
    with frame.body.container(key="read"):
        draw_ticket(work, answer, library)
    with frame.middle:
        _draw_answer(work, answer, library, on_copy)
    with frame.right:
        with st.container(key="sources"):
            draw_sources(work, answer, library)
            draw_promised(answer, now_in(library))
            draw_similar(answer)
        draw_checklist(work, answer, library)
    return answer.reply


def _draw_above(work: Workspace, answer: Answer | None, library: Library | None) -> None:
    """Messages about the desk itself, then the verdict."""
    troubles = (work.trouble, shelf().problem if library else "", journal_keeper().problem)
    # A place of their own, so that what follows keeps its place, and its fields what is typed in them.
    with st.container(key="news"):
        for line in filter(None, troubles):
            notice(line, "stop")
        if work.notice:
            notice(work.notice)
    if answer and library:
        draw_verdict(work, answer, library)


def _library() -> tuple[Library | None, str, str]:
    """The library with its edition, or why there is none."""
    try:
        library, edition = shelf().library()
    except AssistantError as error:
        return None, "", str(error)
    return library, edition, ""


def _draw_answer(
    work: Workspace, answer: Answer, library: Library, on_copy: Callable[[str], None]
) -> None:
    """The reply to a ticket, with a plain word when it rests on nothing."""
    with st.container(key="advice"):
        _draw_advice(answer)
    is_chosen = bool(work.draft.request) and not answer.abstained
    with _reply_head():
        heading("Ответ клиенту", "по записи, выбранной Вами" if is_chosen else "")
        draw_kind(work, library)
        draw_parts_button(work)
    settle(work, answer.reply)
    situation = Situation.of(
        answer.ticket, answer.sla, library.calendar, answer.reply.text, now_in(library)
    )
    draw_editor(work, answer.reply, situation, library, on_copy)


def _draw_advice(answer: Answer) -> None:
    if not answer.abstained:
        return
    text = "Подходящей записи нет: черновик собран по общему шаблону."
    hint = "Посмотрите ближайшие записи справа или ответьте сами."
    if not _RUSSIAN.search(answer.ticket.ask_text):
        text = "В обращении нет русских слов: ассистент понимает только русский."
        hint = "Срок посчитан. Переведите текст слева или ответьте клиенту сами."
    notice(f"{text}\n{hint}")


def _reply_head() -> DeltaGenerator:
    return st.container(key="reply_head", horizontal=True, vertical_alignment="center")


def _draw_waiting(
    work: Workspace, agent: str, library: Library | None, trouble: str
) -> Draft | None:
    """Before a ticket: what went wrong, the text a link asked for, or how to begin."""
    for line in filter(None, (trouble, problem(work))):
        notice(line, "stop")
    if library is not None and work.draft.item:
        return _draw_item(work, agent, library)
    heading("С чего начать")
    steps = [tag("li", tag("span", tag("b", first), then)) for first, then in _STEPS]
    show(tag("ol", *steps, class_="desk-steps"))
    return None


def _draw_item(work: Workspace, agent: str, library: Library) -> Draft | None:
    """The client text of the page item in the address, ready to use."""
    try:
        reply = item_reply(work.draft, agent, library)
    except AssistantError as error:
        notice(str(error), "stop")
        return None
    place = Place.of(work.draft.item, library)
    with _reply_head():
        heading("Готовый текст", place.title)
        draw_parts_button(work)
    settle(work, reply)
    draw_editor(work, reply, Situation(drafted=reply.text), library)
    return reply


def _draw_shell(work: Workspace, agent: str, reply: Draft | None) -> None:
    """Tell the browser what is on disk; take in what was typed into a ticket already on its way to an answer."""
    saved = standing(work, agent, reply.text if reply else None)
    key, text = shell(saved, work.known, work.owner, agent, work.origin)
    if key == field_key("text", work.draft) and text != work.draft.text:
        keep(work, text=text)
        again(work)
