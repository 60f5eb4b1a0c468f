"""«Здоровье базы» for editors: what to mend, drafts, overdue and disputing pages, the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

import streamlit as st

from assistant.access.visitor import Visitor
from assistant.authoring.health import Health, as_lines, health_of
from assistant.checks.finding import ERROR, Finding
from assistant.errors import AssistantError
from assistant.knowledge.addresses import item_url
from assistant.knowledge.document import Document
from assistant.library import Library
from assistant.personal.learnt import trouble
from assistant.russian.plural import plural
from assistant.ui.components import copy_button
from assistant.ui.head import draw_short_head
from assistant.ui.markup import Markup, joined, link, tag
from assistant.ui.moment import now_in
from assistant.ui.session import settings, shelf
from assistant.ui.show import heading, notice, show
from assistant.ui.tiles import Tile, tiles_markup

_SHOWN_CHANGES = 5
_LOOK_SECONDS = 0.1


def draw_health(visitor: Visitor) -> None:
    """Draw the page; the checks run anew when a document or the index changed, or on request."""
    draw_short_head(visitor)
    try:
        library, edition = shelf().library()
    except AssistantError as error:
        notice(str(error), "stop")
        return
    with st.container(key="report"):
        with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
            heading("Здоровье базы знаний", "то же, что python -m assistant check")
            again = st.button("Проверить снова", key="check_again")
        with st.spinner("Проверяем документы…"):
            health = _health(library, edition, fresh=again)
        show(_tiles(health))
        for problem in _troubles():
            notice(problem, "stop")
        if health.changed:
            notice(_stale(health.changed))
        _draw_findings(health, library)
        _draw_pages(health, library)


def _troubles() -> list[str]:
    """What is out of order beside the pages: the index, and what masking has learnt."""
    return [each for each in (shelf().problem, trouble()) if each]


def _health(library: Library, edition: str, *, fresh: bool) -> Health:
    kept: tuple[str, Health] | None = st.session_state.get("health")
    if fresh or kept is None or kept[0] != edition:
        kept = (edition, _waited(partial(health_of, library, now_in(library).date())))
        st.session_state["health"] = kept
    return kept[1]


def _waited(work: Callable[[], Health]) -> Health:
    """What work gives, done beside the run, so that whoever leaves meanwhile is not kept waiting."""
    pool = ThreadPoolExecutor(1)
    try:
        done = pool.submit(work)
        while not wait([done], _LOOK_SECONDS).done:
            # Any look at the session lets the run be broken off.
            st.session_state.get("health")
        return done.result()
    finally:
        pool.shutdown(wait=False)


def _tiles(health: Health) -> Markup:
    warnings = len(health.findings) - health.errors
    tiles = (
        ("Ошибки", health.errors, "stop", "мешают публикации"),
        ("Замечания", warnings, "wait", "стоит исправить"),
        ("Спорят или не находятся", len(health.disputes), "wait", "записи и их фразы"),
        ("Пересмотр просрочен", len(health.overdue), "wait", "страницы"),
        ("Черновики", len(health.drafts), "plain", "ждут решения"),
        ("Индекс", "устарел" if health.changed else "свежий", "wait", _freshness(health)),
    )
    return tiles_markup(
        Tile(caption, str(value), "plain" if value in (0, "свежий") else tone, note)
        for caption, value, tone, note in tiles
    )


def _freshness(health: Health) -> str:
    count = len(health.changed)
    if not count:
        return "знает все документы"
    return plural(count, "файл изменён", "файла изменены", "файлов изменено")


def _stale(changed: Sequence[str]) -> str:
    names = ", ".join(changed[:_SHOWN_CHANGES])
    more = f" и ещё {len(changed) - _SHOWN_CHANGES}" if len(changed) > _SHOWN_CHANGES else ""
    return (
        f"Документы новее индекса: {names}{more}.\n"
        "Пока индекс прежний, ассистент отвечает по прежним текстам. "
        "Обновить: python -m assistant build"
    )


def _draw_findings(health: Health, library: Library) -> None:
    with st.container(key="findings_head", horizontal=True, vertical_alignment="center"):
        heading("Что исправить")
        if health.findings:
            copy_button("copy_findings", "Скопировать списком", as_lines(health.findings))
    if not health.findings:
        show(
            tag(
                "p",
                "Замечаний нет: ссылки, цифры, тексты и фразы сходятся.",
                class_="desk-good-note",
            )
        )
        return
    for group, findings in health.by_group().items():
        show(_group(group, findings, library))


def _group(title: str, findings: Sequence[Finding], library: Library) -> Markup:
    errors = sum(each.severity == ERROR for each in findings)
    count = tag("span", f"{len(findings)}, ошибок {errors}", class_="desk-aside")
    rows = [_row(each, library) for each in findings]
    attributes = {"open": ""} if errors else {}
    summary = tag("summary", tag("b", title), " ", count)
    table = tag("ul", *rows, class_="desk-findings")
    return tag("details", summary, table, class_="desk-group-box", **attributes)


def _row(finding: Finding, library: Library) -> Markup:
    name = "Ошибка" if finding.severity == ERROR else "Внимание"
    return tag(
        "li",
        tag("b", name),
        f" {finding.problem}. {finding.remedy}. ",
        tag("span", _where(finding, library), class_="desk-quiet"),
        class_=f"desk-{finding.severity}",
    )


def _where(finding: Finding, library: Library) -> Markup:
    place = f"{finding.path}, строка {finding.line}"
    if finding.path not in library.knowledge.documents:
        return joined(place)
    return link(place, _url(finding.path, library))


def _draw_pages(health: Health, library: Library) -> None:
    heading("Черновики", "страницы, которые опираются на нерешённое")
    show(_page_list(health.drafts, library))


def _page_list(documents: Iterable[Document], library: Library) -> Markup:
    rows = []
    for each in documents:
        owner = each.metadata.get("Ответственный за актуальность")
        note = tag("span", f" {owner}" if owner else "", class_="desk-quiet")
        rows.append(tag("li", link(each.title, _url(each.path, library)), note))
    if not rows:
        return tag("p", "Нет ни одной.", class_="desk-quiet")
    return tag("ul", *rows, class_="desk-list")


def _url(path: str, library: Library) -> str:
    return item_url(path, settings().site_url, library.knowledge.addresses)
