"""«Пробелы базы»: what nothing fits, what agents keep rewriting, phrases to add to requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from assistant.access.visitor import Visitor
from assistant.authoring.adding import add_request
from assistant.authoring.proposing import propose
from assistant.checks.pages import Pages
from assistant.errors import AssistantError
from assistant.gaps.patch import new_phrases, patch_of
from assistant.gaps.rewriting import most_rewritten
from assistant.gaps.themes import Theme, themes_of
from assistant.journal.evidence import lessons, unfitted
from assistant.journal.journal import Journal
from assistant.journal.totals import RequestTotal, totals
from assistant.knowledge.base import Knowledge
from assistant.library import Library
from assistant.retrieval.bank import PhraseBank
from assistant.russian.plural import minutes, plural
from assistant.ui.choice import Place
from assistant.ui.head import draw_short_head
from assistant.ui.markup import Markup, joined, link, tag
from assistant.ui.moment import now_in
from assistant.ui.session import journal_keeper, shelf
from assistant.ui.show import heading, notice, show

_PERIODS = {30: "за месяц", 90: "за три месяца", 365: "за год"}
# The themes of two thousand tickets take about a second.
_TICKETS = 2_000
_THEMES = 12
_REWRITTEN = 10
_MAKE = "Запись с фразами этой темы на странице, к которой её обращения ближе всего"


@dataclass(frozen=True)
class _Gaps:
    themes: tuple[Theme, ...]
    rewritten: Sequence[RequestTotal]
    phrases: Mapping[str, tuple[str, ...]]


def draw_gaps(visitor: Visitor) -> None:
    """Draw the page for a period."""
    draw_short_head(visitor)
    try:
        library, edition = shelf().library()
        journal = journal_keeper().journal()
    except AssistantError as error:
        notice(str(error), "stop")
        return
    with st.container(key="report"):
        with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
            heading("Пробелы базы", "по ответам из журнала, личные данные убраны")
            days = st.segmented_control(
                "Период",
                list(_PERIODS),
                default=90,
                format_func=lambda each: _PERIODS[each],
                key="gaps_period",
                label_visibility="collapsed",
            )
        since = now_in(library) - timedelta(days=days or 90)
        with st.spinner("Собираем обращения по темам…"):
            gaps = _gaps(journal, library, since, (edition, days))
        _draw_themes(gaps.themes, library)
        _draw_rewritten(gaps.rewritten, library)
        _draw_phrases(gaps.phrases, library)


def _gaps(journal: Journal, library: Library, since: datetime, key: object) -> _Gaps:
    """What the journal says, read anew with each opening of the page."""
    tickets = unfitted(journal, since, _TICKETS)
    kept: tuple[object, tuple[Theme, ...]] | None = st.session_state.get("gaps_themes")
    if kept is None or kept[0] != (key, tickets):
        kept = ((key, tickets), themes_of(tickets, library.searcher))
        st.session_state["gaps_themes"] = kept
    docs = library.settings.docs
    filed = PhraseBank.from_folder(docs).anchors_of(library.knowledge)
    phrases = new_phrases(lessons(journal, since, _TICKETS), docs, filed)
    answered = totals(journal, since, library.calendar.local).requests
    return _Gaps(kept[1], most_rewritten(answered)[:_REWRITTEN], phrases)


def _draw_themes(themes: Sequence[Theme], library: Library) -> None:
    total = sum(len(each.texts) for each in themes)
    aside = plural(total, "обращение", "обращения", "обращений")
    heading("Чего в базе нет", f"{aside} без подходящей записи" if total else "")
    if not themes:
        show(tag("p", "За период на каждое обращение нашлась запись.", class_="desk-good-note"))
        return
    for at, theme in enumerate(themes[:_THEMES]):
        with st.container(key=f"theme-{at}", horizontal=True, vertical_alignment="center"):
            show(_theme_markup(theme))
            if st.button("Создать заготовку", key=f"make-{at}", help=_MAKE):
                _make(theme, library)
    if len(themes) > _THEMES:
        rest = plural(len(themes) - _THEMES, "тема", "темы", "тем")
        show(tag("p", f"И ещё {rest}, где обращений меньше.", class_="desk-quiet"))


def _theme_markup(theme: Theme) -> Markup:
    size = plural(len(theme.texts), "обращение", "обращения", "обращений")
    time = f", ушло {minutes(round(theme.seconds / 60))}" if theme.seconds >= 60 else ""
    words = tag("span", ", ".join(theme.words), class_="desk-quiet")
    examples = [tag("li", text) for text in theme.examples]
    summary = tag(
        "summary", tag("b", theme.name), " ", tag("span", f"{size}{time}", class_="desk-aside")
    )
    listed = tag("ul", *examples)
    return tag("details", summary, joined(words, listed), class_="desk-group-box")


def _make(theme: Theme, library: Library) -> None:
    """Write the skeleton; the documents are read as they are on disk now."""
    docs = library.settings.docs
    try:
        pages = Pages.from_knowledge(Knowledge.from_folder(docs), docs)
        new = propose(theme, pages, library.searcher)
        placed = add_request(pages, new)
    except AssistantError as error:
        notice(str(error), "stop")
        return
    notice(
        f"Заготовка «{new.title}» записана: {new.path}, строка {placed.line}.\n"
        "Впишите причины, ответ и шаги, проверьте название и обновите индекс."
    )


def _draw_rewritten(found: Sequence[RequestTotal], library: Library) -> None:
    heading("Что переписывают", "записи, чьи черновики меняют больше всего")
    if not found:
        show(tag("p", "Черновики отправляют почти без правки.", class_="desk-good-note"))
        return
    rows = []
    for each in found:
        answers = plural(each.answers, "ответ", "ответа", "ответов")
        share = f"{round(each.share * 100)} % текста"
        title = link(each.title, Place.of(each.request_id, library).url)
        rows.append(tag("tr", tag("td", title), tag("td", answers), tag("td", share)))
    head = tag("tr", *(tag("th", name) for name in ("Запись", "Отправлено", "Меняют в среднем")))
    show(tag("table", head, *rows, class_="desk-table"))


def _draw_phrases(phrases: Mapping[str, Sequence[str]], library: Library) -> None:
    heading("Фразы для записей", "так спрашивали, а запись выбрал специалист")
    if not phrases:
        show(tag("p", "Новых фраз нет: поиск находил записи сам.", class_="desk-good-note"))
        return
    titles = {each.anchor: each.title for each in library.knowledge.requests.values()}
    for anchor, lines in phrases.items():
        listed = tag("ul", *(tag("li", line) for line in lines))
        summary = tag("summary", tag("b", titles.get(anchor, anchor)), f" · {len(lines)}")
        show(tag("details", summary, listed, class_="desk-group-box"))
    st.download_button(
        "Скачать правкой",
        patch_of(phrases, library.settings.docs),
        file_name="phrases.patch",
        mime="text/x-diff",
        key="phrases_patch",
        help="Добавляет фразы в docs/_data/phrases: git apply phrases.patch",
    )
