"""A verdict of the journal corrected after the fact, remembered as what is corrected on the desk is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from assistant.journal import answers
from assistant.journal.correcting import CHOICE, Findings, changes
from assistant.journal.journal import Journal
from assistant.journal.records import Correction, GivenAnswer
from assistant.library import Library
from assistant.triage.rules import Rules
from assistant.triage.ruling import Ruling
from assistant.ui.choice import Place
from assistant.ui.markup import Markup, joined, tag
from assistant.ui.moment import SHOWN
from assistant.ui.ruling_fields import draw_reason, draw_verdict_fields
from assistant.ui.show import heading, notice
from assistant.ui.words import KINDS, LEVELS, SCOPES

_OPEN = "journal_ruling_open"
_FIELDS = {
    "level": "уровень",
    "scope": "круг задач",
    "category": "что не наше",
    "kind": "вид",
    CHOICE: "запись базы",
}
_VALUES = {**LEVELS, **SCOPES, **KINDS, "": "нет"}
_NOTHING = "Подходящей записи нет"


def draw_ruling_button(answer: GivenAnswer) -> None:
    """A button that opens and closes the fields."""
    is_open = st.session_state.get(_OPEN) == answer.id
    if st.button("Исправить вердикт", key="journal_rule"):
        st.session_state[_OPEN] = None if is_open else answer.id
        st.rerun()


def draw_ruling(answer: GivenAnswer, agent: str, journal: Journal, library: Library) -> None:
    """Draw the fields, where they are open; what is saved is there at once."""
    if st.session_state.get(_OPEN) != answer.id:
        return
    found, rules = Findings.present(answer), library.rules
    suffix = f"{answer.id}-{len(answer.corrections)}"
    with st.container(key="journal_ruling"):
        heading("Исправить вердикт", "ответ клиенту не меняется; исправление учит подсказки базы")
        category = next(
            (each.name for each in rules.categories if each.title == found.category), ""
        )
        present = Ruling(found.level, found.scope, category, found.kind)
        picked = draw_verdict_fields(present, rules, suffix)
        request = _request(answer, found.request, library, suffix)
        reason = draw_reason("", f"journal-reason-{suffix}").strip()
        with st.container(key="ruling_end", horizontal=True, vertical_alignment="center"):
            is_saved = st.button("Записать", key="journal_rule_save", type="primary")
    if not is_saved:
        return
    after = Findings(picked.level, picked.scope, _title(picked, rules), picked.kind, request)
    made = tuple(changes(found, after, datetime.now(library.calendar.zone), agent, reason))
    if not made or not reason:
        notice(
            "Напишите, почему исправляете." if made else "Вердикт такой и есть: исправлять нечего."
        )
        return
    answers.correct(journal, answer.id, *made)
    st.session_state[_OPEN] = None
    st.rerun()


def ruled(answer: GivenAnswer, rules: Rules) -> Mapping[str, str]:
    """What was corrected of an answer, as the desk keeps it of its draft (``WorkingDraft.ruling``)."""
    found = Findings.present(answer)
    touched = {each.field: each.reason for each in answer.corrections if each.field != CHOICE}
    if not touched:
        return {}
    values = {name: value for name, value in found.values().items() if name in touched}
    if "category" in values:
        values["category"] = next(
            (each.name for each in rules.categories if each.title == found.category), ""
        )
        values["scope"] = found.scope
    return {**values, "reason": next(reversed(touched.values()))}


def correction_rows(answer: GivenAnswer, library: Library) -> list[tuple[str, Markup]]:
    """A line for each correction: what, to what, why, and of a later one by whom and when."""
    return [
        (f"Исправлено: {_FIELDS.get(each.field, each.field)}", _told(each, library))
        for each in answer.corrections
    ]


def _told(correction: Correction, library: Library) -> Markup:
    value = _VALUES.get(correction.became, correction.became)
    if correction.field == CHOICE and correction.became:
        value = Place.of(correction.became, library).title
    reason = f" ({correction.reason})" if correction.reason else ""
    made = f"{library.calendar.local(correction.made):{SHOWN}}"
    later = "" if correction.is_from_desk else f" · {correction.agent or 'без имени'}, {made}"
    return joined(value, reason, tag("span", later, class_="desk-quiet") if later else Markup())


def _title(picked: Ruling, rules: Rules) -> str:
    category = rules.category(picked.category) if picked.category else None
    return category.title if category else ""


def _request(answer: GivenAnswer, present: str, library: Library, suffix: str) -> str:
    """Which request the ticket was about; one that the base no longer has is kept by its old title."""
    old = {each.request_id: each.title for each in answer.requests}
    titles = {"": _NOTHING}
    for item in library.knowledge.requests:
        place = Place.of(item, library)
        titles[item] = f"{place.title} — {place.page}"
    titles.setdefault(present, old.get(present, present))
    picked: str = st.selectbox(
        "Запись базы",
        list(titles),
        index=list(titles).index(present),
        format_func=lambda each: titles[each],
        placeholder="Выберите",
        key=f"rule-request-{suffix}",
    )
    return picked
