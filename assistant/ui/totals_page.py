"""«Показатели»: how much was answered, how fast, how well the drafts fit, what is close to its deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from assistant.access.visitor import Visitor
from assistant.errors import AssistantError
from assistant.journal.spreadsheet import written
from assistant.journal.totals import NO_PAGE, RequestTotal, Totals, totals
from assistant.ui.head import draw_short_head
from assistant.ui.markup import tag
from assistant.ui.moment import now_in
from assistant.ui.session import journal_keeper, shelf
from assistant.ui.show import heading, notice, show
from assistant.ui.tiles import Bar, Tile, bars_markup, columns_markup, tiles_markup
from assistant.ui.words import KINDS, LEVELS, percent_words, seconds_words

_PERIODS = {7: "за неделю", 31: "за месяц", 92: "за три месяца", 0: "за всё время"}
_MONTH = 31
_BARS = 10
_DAYS = 31
_REQUESTS = 15
_COLUMNS = ("запись", "название", "ответов", "без правок", "изменено в среднем, %")


def draw_totals(visitor: Visitor) -> None:
    """Draw the page for a period."""
    draw_short_head(visitor)
    try:
        library, _ = shelf().library()
        journal = journal_keeper().journal()
        with st.container(key="report"):
            with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
                heading("Показатели", "по ответам, которые скопировали")
                days = st.pills(
                    "Период",
                    list(_PERIODS),
                    default=_MONTH,
                    format_func=lambda each: _PERIODS[each],
                    key="totals_period",
                    label_visibility="collapsed",
                )
            days = _MONTH if days is None else days
            since = now_in(library) - timedelta(days=days) if days else None
            found = totals(journal, since, library.calendar.local)
            _draw(found)
    except AssistantError as error:
        notice(str(error), "stop")


def _draw(found: Totals) -> None:
    show(tiles_markup(_tiles(found)))
    if not found.answers:
        show(tag("p", "За это время ответов не копировали.", class_="desk-quiet"))
        return
    heading("По дням", "не больше месяца")
    show(columns_markup(_days(found)))
    pages, kinds = st.columns(2, gap="medium")
    with pages:
        heading("По страницам базы")
        show(bars_markup(_bars(found.pages, {NO_PAGE: "Подходящей записи нет"})))
    with kinds:
        heading("По уровням")
        show(bars_markup(_bars(found.levels, LEVELS)))
        heading("По видам")
        show(bars_markup(_bars(found.kinds, KINDS)))
    with st.container(key="findings_head", horizontal=True, vertical_alignment="center"):
        heading("Сколько меняют в черновиках", "чаще отвечают — выше")
        st.download_button(
            "Скачать таблицей",
            lambda: "".join(written(_COLUMNS, map(_row, found.requests))).encode(),
            file_name="показатели.csv",
            mime="text/csv",
            on_click="ignore",
            key="totals_export",
        )
    show(bars_markup([_request_bar(each) for each in found.requests[:_REQUESTS]]))


def _tiles(found: Totals) -> tuple[Tile, ...]:
    def share(count: int) -> str:
        return percent_words(count / found.answers) if found.answers else "—"

    slow = (
        f"девять из десяти — до {seconds_words(found.slow_seconds)}" if found.slow_seconds else ""
    )
    return (
        Tile("Ответов", str(found.answers), "plain", "скопировано"),
        Tile(
            "До копии",
            seconds_words(found.seconds) if found.seconds is not None else "—",
            "plain",
            slow or "от черновика, медиана",
        ),
        Tile("Без правок", share(found.unchanged), "plain", "черновик ушёл как был"),
        Tile("Записи не нашлось", share(found.abstained), "plain", "смотрите «Пробелы базы»"),
        Tile(
            "На исходе срока",
            str(found.close),
            "wait" if found.close else "plain",
            "ответ в последней четверти",
        ),
        Tile(
            "Позже срока",
            str(found.late),
            "stop" if found.late else "plain",
            "ответ после «решить до»",
        ),
    )


def _days(found: Totals) -> list[Bar]:
    """The last days of the period, those without an answer too."""
    last = max(found.days)
    first = max(min(found.days), last - timedelta(days=_DAYS - 1))
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    counts = [found.days.get(day, 0) for day in days]
    return [
        Bar(f"{day:%d.%m}", count, str(count) if count else "")
        for day, count in zip(days, counts, strict=True)
    ]


def _bars(counts: Mapping[str, int], names: Mapping[str, str]) -> list[Bar]:
    shown = list(counts.items())[:_BARS]
    whole = sum(counts.values())
    return [
        Bar(names.get(value, value), count, str(count), percent_words(count / whole))
        for value, count in shown
    ]


def _request_bar(each: RequestTotal) -> Bar:
    note = f"из {each.answers} ответов без правок {each.unchanged}"
    return Bar(each.title, each.share, percent_words(each.share), note)


def _row(each: RequestTotal) -> Mapping[str, object]:
    values = (each.request_id, each.title, each.answers, each.unchanged, round(100 * each.share))
    return dict(zip(_COLUMNS, values, strict=True))
