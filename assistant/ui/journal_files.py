"""Files into the journal and out of it: columns to choose, progress, a report of bad lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.errors import AssistantError
from assistant.journal import answers, exporting, past
from assistant.journal.columns import FIELDS, REQUIRED, TITLES, guessed
from assistant.journal.importing import Imported, import_tickets
from assistant.journal.journal import Journal
from assistant.journal.reading import TicketFile
from assistant.library import Library
from assistant.ui.markup import tag
from assistant.ui.session import past_keeper
from assistant.ui.show import heading, notice, show

_SHOWN_BAD = 50
_NONE = ""
_REPORT = "journal_imported"


def draw_import(journal: Journal, library: Library) -> None:
    """Take a file in three steps: choose it, say what its columns are, read the report."""
    heading("Принять прошлые обращения", "таблица .csv или строки JSON, до 5 МБ")
    file = st.file_uploader(
        "Файл обращений", ["csv", "tsv", "jsonl"], key="journal_file", label_visibility="collapsed"
    )
    if file is None:
        hint = "Больший файл примет команда python -m assistant journal import."
        show(tag("p", hint, class_="desk-quiet"))
        st.session_state.pop(_REPORT, None)
        return
    try:
        columns = _columns(file, library)
    except AssistantError as error:
        notice(str(error), "stop")
        return
    lacking = [TITLES[field] for field in REQUIRED if columns is not None and field not in columns]
    if lacking:
        notice(f"Укажите столбцы: {', '.join(lacking).lower()}.")
    elif st.button("Принять", key="journal_import", type="primary"):
        st.session_state[_REPORT] = (file.file_id, _imported(file, columns or {}, journal, library))
    told: tuple[str, Imported] | None = st.session_state.get(_REPORT)
    if told and told[0] == file.file_id:
        _draw_report(told[1], file.name)


def draw_export(journal: Journal, library: Library) -> None:
    """Buttons that give everything as a file, with its personal data."""
    heading("Выгрузить", "с личными данными: храните файл как само обращение")
    local = library.calendar.local

    def ticket_rows() -> Iterable[exporting.Row]:
        return (exporting.ticket_row(each, local) for each in past.every(journal))

    def answer_rows() -> Iterable[exporting.Row]:
        return (exporting.answer_row(each, local) for each in answers.every(journal))

    with st.container(key="journal_export", horizontal=True):
        _download("Обращения, CSV", "обращения.csv", lambda: exporting.as_csv(ticket_rows()))
        _download("Обращения, JSON", "обращения.json", lambda: exporting.as_json(ticket_rows()))
        fields = exporting.ANSWER_FIELDS
        _download("Ответы, CSV", "ответы.csv", lambda: exporting.as_csv(answer_rows(), fields))
        _download("Ответы, JSON", "ответы.json", lambda: exporting.as_json(answer_rows()))


def _download(title: str, name: str, lines: Callable[[], Iterable[str]]) -> None:
    mime = "text/csv" if name.endswith(".csv") else "application/json"
    # Made when it is asked for: everything is unsealed on the way.
    st.download_button(
        title,
        lambda: "".join(lines()).encode(),
        file_name=name,
        mime=mime,
        on_click="ignore",
        key=f"export-{name}",
    )


def _columns(file: UploadedFile, library: Library) -> Mapping[str, str] | None:
    """The columns an agent chose, those guessed to begin with; None for JSON lines, which name theirs.

    Raises:
        AssistantError: it is no table.
    """
    if file.name.lower().endswith(".jsonl"):
        return None
    heads = TicketFile(file.name, io.BytesIO(file.getvalue()), library.calendar.local, {}).heads()
    known = guessed(heads)
    options = [_NONE, *dict.fromkeys(heads)]
    chosen: dict[str, str] = {}
    with st.container(key="journal_columns", horizontal=True):
        for field in FIELDS:
            head = st.selectbox(
                TITLES[field] + (" — обязательно" if field in REQUIRED else ""),
                options,
                index=options.index(known[field]) if field in known else 0,
                format_func=lambda each: each or "нет в таблице",
                key=f"column-{field}-{file.file_id}",
                placeholder="Выберите",
                width=210,
            )
            if head:
                chosen[field] = head
    return chosen


def _imported(
    file: UploadedFile, columns: Mapping[str, str], journal: Journal, library: Library
) -> Imported:
    size = max(1, file.size)
    tickets = TicketFile(file.name, io.BytesIO(file.getvalue()), library.calendar.local, columns)
    bar = st.progress(0.0, "Принимаем…")
    found = import_tickets(journal, tickets, lambda done: bar.progress(min(1.0, done / size)))
    bar.empty()
    past_keeper().renew()
    return found


def _draw_report(imported: Imported, name: str) -> None:
    taken = imported.taken
    notice(
        f"Новых — {taken.new}, изменённых — {taken.changed}, прежних — {taken.same},"
        f" не принято строк — {len(imported.bad)}.",
        "stop" if imported.bad else "wait",
    )
    lines = [f"{name}:{each.number}: {each.problem}" for each in imported.bad]
    if not lines:
        return
    show(tag("ul", *(tag("li", line) for line in lines[:_SHOWN_BAD]), class_="desk-list"))
    if len(lines) > _SHOWN_BAD:
        show(tag("p", f"…и ещё {len(lines) - _SHOWN_BAD}", class_="desk-quiet"))
    st.download_button(
        "Все строки файлом",
        "\n".join(lines).encode(),
        file_name="не принято.txt",
        on_click="ignore",
        key="journal_bad",
    )
