"""One answer of the journal, opened: the ticket, what was sent, what became of the draft."""

from __future__ import annotations

import streamlit as st

from assistant.journal import answers
from assistant.journal.correcting import CHOICE, Findings
from assistant.journal.journal import Journal
from assistant.journal.records import GivenAnswer
from assistant.library import Library
from assistant.ui.journal_list import OPENED, Shown
from assistant.ui.journal_ruling import correction_rows, draw_ruling, draw_ruling_button, ruled
from assistant.ui.markup import Markup, joined, tag
from assistant.ui.moment import SHOWN
from assistant.ui.rooms import open_desk
from assistant.ui.session import drafts
from assistant.ui.show import heading, notice, show
from assistant.ui.words import KINDS, LEVELS, SCOPES, percent_words
from assistant.ui.working_draft import WorkingDraft
from assistant.ui.workspace import new_identifier

_RATINGS = {1: "Черновик помог", -1: "Черновик не помог"}


def draw_answer(identifier: str, whose: Shown, journal: Journal, library: Library) -> None:
    """Draw an answer where its list was; only for those who may see it."""
    answer = answers.load(journal, identifier)
    with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
        if st.button("К списку", key="journal_back", type="tertiary"):
            st.session_state.pop(OPENED)
            st.rerun()
        if answer is None or not whose.may_see(answer.owner):
            notice("Такого ответа в журнале нет: его удалили.", "stop")
            return
        if st.button("Открыть в обращении", key="journal_reopen", type="primary"):
            open_desk(_reopened(answer, whose.owner, library))
        draw_ruling_button(answer)
    draw_ruling(answer, whose.agent, journal, library)
    _draw_rating(answer, journal)
    show(_about(answer, library))
    ticket, reply = st.columns(2, gap="small")
    with ticket:
        heading("Обращение", f"№ {answer.ticket_id}" if answer.ticket_id else "без номера")
        if answer.client:
            show(tag("p", f"Клиент: {answer.client}", class_="desk-quiet"))
        show(tag("div", answer.text, class_="desk-letter"))
    with reply:
        heading("Отправленный ответ", answer.agent)
        show(tag("div", answer.sent, class_="desk-letter"))
        if answer.sent != answer.drafted:
            letter = tag("div", answer.drafted, class_="desk-letter desk-letter-old")
            show(tag("details", tag("summary", "Каким был черновик"), letter))


def _draw_rating(answer: GivenAnswer, journal: Journal) -> None:
    picked = st.pills(
        "Как Вам черновик",
        list(_RATINGS),
        default=answer.rating,
        format_func=lambda each: _RATINGS[each],
        key=f"journal_rating-{answer.id}",
        label_visibility="collapsed",
    )
    if picked != answer.rating:
        answers.rate(journal, answer.id, picked)


def _about(answer: GivenAnswer, library: Library) -> Markup:
    local = library.calendar.local
    verdict = answer.verdict
    late = answer.copied > answer.resolve_by
    words = (
        LEVELS.get(verdict.level, verdict.level),
        KINDS.get(verdict.kind, verdict.kind).lower(),
        SCOPES.get(verdict.scope, verdict.scope).lower(),
    )
    rows: list[tuple[str, str]] = [
        ("Поступило", f"{local(answer.received):{SHOWN}}"),
        ("Скопировано", f"{local(answer.copied):{SHOWN}}" + (", позже срока" if late else "")),
        ("Решить до", f"{local(answer.resolve_by):{SHOWN}}"),
        ("Вердикт", ", ".join(words)),
        ("Запись базы", answer.requests[0].title if answer.requests else "подходящей не было"),
        ("Изменено в черновике", percent_words(answer.edited_share)),
    ]
    if answer.seconds_to_copy is not None:
        rows.append(("От черновика до копии", f"{answer.seconds_to_copy} с"))
    rows += correction_rows(answer, library)
    for promise in answer.promises:
        due = f" — до {local(promise.due):{SHOWN}}" if promise.due else ""
        rows.append(("Обещано", f"{promise.text}{due}"))
    cells = [joined(tag("dt", title), tag("dd", value)) for title, value in rows]
    return tag("dl", *cells, class_="desk-facts")


def _reopened(answer: GivenAnswer, owner: str, library: Library) -> str:
    """The draft to go on with an answer: the agent's own one again, of another's answer a new one."""
    identifier = answer.id if answer.owner == owner else new_identifier()
    received = f"{library.calendar.local(answer.received):{SHOWN}}"
    draft = WorkingDraft(
        identifier,
        owner,
        text=answer.text,
        number=answer.ticket_id,
        client=answer.client,
        channel=answer.channel,
        received=received,
        arrived=received,
        answered=True,
        request=_chosen(answer, library),
        ruling=ruled(answer, library.rules),
        reply=answer.sent,
    )
    # Where the draft is still there, it knows more: ticks, and what was typed since.
    drafts().save(draft, 0)
    return identifier


def _chosen(answer: GivenAnswer, library: Library) -> str:
    """The request a person chose for the ticket, empty where nobody did or the base has it no more."""
    is_chosen = any(each.field == CHOICE for each in answer.corrections)
    request = Findings.present(answer).request if is_chosen else ""
    return request if request in library.knowledge.requests else ""
