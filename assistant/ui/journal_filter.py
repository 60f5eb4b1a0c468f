"""The line above a list of the journal that says what to list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.journal.journal import Journal
from assistant.journal.listing import Filter, requests_answered
from assistant.library import Library
from assistant.ui.session import past_keeper
from assistant.ui.show import notice
from assistant.ui.words import KINDS, LEVELS

_PERIODS = {"Сутки": 1, "Неделя": 7, "Месяц": 31, "Год": 366, "Всё время": 0}
_BY_WORDS, _BY_MEANING = "По словам", "По смыслу"
_NEAREST = 50
_ANY = ""


def answers_wanted(owner: str, *, sees_others: bool, journal: Journal, library: Library) -> Filter:
    """Draw the line above the answers; what it says."""
    with st.container(key="journal_filter", horizontal=True, vertical_alignment="bottom"):
        mine = True
        if sees_others:
            picked = st.pills("Чьи", ["Мои", "Все"], default="Мои", key="journal_whose")
            mine = picked != "Все"
        since = _since()
        level = _choice("Уровень", LEVELS, "journal_level")
        kind = _choice("Вид", KINDS, "journal_kind")
        request = _choice("Запись базы", dict(requests_answered(journal)), "journal_request")
    wanted = Filter(owner if mine else "", since, level, kind, request)
    return _searched(wanted, library)


def tickets_wanted(library: Library) -> Filter:
    """Draw the line above the past tickets; what it says."""
    with st.container(key="journal_filter", horizontal=True, vertical_alignment="bottom"):
        since = _since()
    return _searched(Filter(since=since), library)


def _since() -> datetime | None:
    period = st.pills("За", list(_PERIODS), default="Всё время", key="journal_period")
    days = _PERIODS[period or "Всё время"]
    return datetime.now(UTC) - timedelta(days=days) if days else None


def _choice(title: str, names: Mapping[str, str], key: str) -> str:
    picked = st.selectbox(
        title,
        [_ANY, *names],
        format_func=lambda each: names.get(each, "Любой" if title != "Запись базы" else "Любая"),
        key=key,
        placeholder="Выберите",
        width=210,
    )
    return picked or _ANY


def _searched(wanted: Filter, library: Library) -> Filter:
    with st.container(key="journal_search", horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Найти",
            key="journal_words",
            max_chars=300,
            placeholder="слова из обращения или ответа, номер",
        )
        way = st.pills("Как", [_BY_WORDS, _BY_MEANING], default=_BY_WORDS, key="journal_way")
    if not words.strip():
        return wanted
    if way != _BY_MEANING:
        return replace(wanted, words=words)
    past = past_keeper().past(library.searcher.index)
    if past is None:
        notice("Поиск по смыслу ещё готовится. Повторите через минуту или ищите по словам.")
        return replace(wanted, words=words)
    found = past.find(words, _NEAREST)
    return replace(wanted, numbers=[each.ticket_id for each in found])
