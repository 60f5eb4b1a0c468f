"""Pages as the department writes them: what is understood of each, counted by hand.

The pages of ``fixtures/house`` hold every mark of the house format that trips ordinary tools. Marks of
whole files (line ends, encodings, names) are made here, from the same pages: an editor's program may
not change what is understood.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.inspection import dead_links, inspect

HOUSE = Path(__file__).parent / "fixtures" / "house"
PASS = "Регламенты/Пропуск на въезд (SLA обычный приоритет).md"
CLOSING = "Регламенты/Закрытие (итог).md"
CONTENTS = "Регламенты/README.md"
PROCESS = "Процесс поддержки.md"
REQUESTS = "База запросов/Вход и доступ.md"
REQUESTS_CONTENTS = "База запросов/README.md"

# Counts of each page; a key that is not named counts nothing.
COUNTS: dict[str, dict[str, int]] = {
    PASS: {
        "steps": 3,
        "faq": 2,
        "examples": 2,
        "cases": 2,
        "checklist": 7,
        "templates": 2,
        "slots": 9,
        "phrases_avoid": 7,
        "phrases_use": 2,
        "tables": 4,
        "links": 12,
        "dead_links": 2,
    },
    CLOSING: {
        "steps": 2,
        "faq": 2,
        "cases": 2,
        "checklist": 2,
        "templates": 2,
        "slots": 5,
        "tables": 2,
        "links": 2,
        "dead_links": 1,
    },
    CONTENTS: {"links": 5, "dead_links": 1},
    PROCESS: {"checklist": 3, "tables": 2, "links": 4, "dead_links": 2},
    REQUESTS: {
        "cases": 1,
        "requests": 2,
        "checklist": 2,
        "templates": 2,
        "slots": 4,
        "tables": 1,
        "links": 1,
    },
    REQUESTS_CONTENTS: {"links": 2, "dead_links": 1},
}
# Second-level headings, third-level headings, list items.
OUTLINES = {
    PASS: (16, 17, 53),
    CLOSING: (6, 8, 12),
    CONTENTS: (2, 3, 3),
    PROCESS: (5, 2, 8),
    REQUESTS: (5, 4, 11),
    REQUESTS_CONTENTS: (0, 0, 2),
}
TITLES = {
    PASS: "Регламент: как выдаём пропуск на въезд",
    CLOSING: "Закрытие обращения",
    CONTENTS: "Регламенты",
    PROCESS: "Процесс технической поддержки",
    REQUESTS: "База типичных запросов: вход",
    REQUESTS_CONTENTS: "База запросов",
}
NAMES = (
    "steps faq examples cases requests checklist templates slots phrases_avoid phrases_use tables"
    " links dead_links"
).split()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_folder(HOUSE)


def counts(description: dict[str, Any]) -> dict[str, int]:
    return {name: description[name] for name in NAMES if description[name]}


def outline(document: Document) -> tuple[int, int, int]:
    levels = [section.level for section in document.sections]
    items = sum(len(section.items()) for section in document.sections)
    return levels.count(2), levels.count(3), items


@pytest.mark.parametrize("path", COUNTS)
def test_counts_are_those_made_by_hand(path: str, knowledge: Knowledge) -> None:
    assert counts(inspect(knowledge.documents[path], knowledge)) == COUNTS[path]


@pytest.mark.parametrize("path", OUTLINES)
def test_headings_and_items_are_those_made_by_hand(path: str, knowledge: Knowledge) -> None:
    assert outline(knowledge.documents[path]) == OUTLINES[path]


def test_every_page_is_understood(knowledge: Knowledge) -> None:
    assert knowledge.problems == ()
    assert {path: each.title for path, each in knowledge.documents.items()} == TITLES


def test_description_has_the_keys_of_the_contract(knowledge: Knowledge) -> None:
    description = inspect(knowledge.documents[CLOSING], knowledge)
    assert list(description) == ["path", "title", "metadata", *NAMES]
    assert description["path"] == CLOSING
    assert description["metadata"] == {
        "Версия": "1.0",
        "Статус": "Черновик",
        "Тип документа": "Регламент",
    }


def test_metadata_under_a_heading_with_a_latin_letter(knowledge: Knowledge) -> None:
    metadata = knowledge.documents[PASS].metadata
    assert metadata.get("Версия") == "1.2"
    assert metadata.tags == ("пропуска", "шлагбаум", "SLA")
    assert (metadata.lines["Версия"], metadata.lines["Теги"]) == (10, 18)


def test_dead_links_are_named_with_their_lines(knowledge: Knowledge) -> None:
    dead = {
        path: [(link.target, link.line) for link in dead_links(each, knowledge)]
        for path, each in knowledge.documents.items()
    }
    assert dead == {
        PASS: [("./Чего нет (совсем).md", 287), ("./Закрытие (итог).md#нет-раздела", 288)],
        CLOSING: [("#шаг-9", 34)],
        CONTENTS: [("Диагностика.md", 13)],
        PROCESS: [("./Регламент работы.md", 46), ("#особые-случаи", 47)],
        REQUESTS: [],
        REQUESTS_CONTENTS: [("./Оплата.md", 5)],
    }


def test_steps_with_their_parts(knowledge: Knowledge) -> None:
    first, second, third = knowledge.documents[PASS].steps
    assert (first.number, first.title, first.anchor) == (
        1,
        "Принять просьбу",
        "шаг-1-принять-просьбу",
    )
    assert first.actions == (
        "Откройте карточку обращения:",
        "Прочитайте порядок закрытия",
        "Запишите номер машины",
        "Сохраните карточку",
    )
    assert first.where == "CRM, особые случаи"
    assert first.result == "просьба записана"
    assert (second.number, second.title) == (2, "Проверить права")
    assert second.where == "карточка объекта\nжурнал въезда"
    assert (third.actions, third.where, third.result) == (
        ("Нажмите «Создать»",),
        "админ-панель",
        "пропуск создан",
    )
    asked, closed = knowledge.documents[CLOSING].steps
    assert (asked.title, asked.actions, asked.result) == (
        "Проверить решение",
        ("Спросите клиента", "Дождитесь ответа"),
        "ответ получен",
    )
    assert (closed.title, closed.actions) == ("Закрыть", ("поставьте статус «Закрыто»",))


def test_summary_table_is_no_step(knowledge: Knowledge) -> None:
    assert knowledge.documents[PROCESS].steps == ()


def test_question_without_number_is_a_case_or_nothing(knowledge: Knowledge) -> None:
    document = knowledge.documents[PASS]
    assert [case.title for case in document.cases] == ["Вопрос о чужом пропуске", "Клиент молчит"]
    assert [(entry.question, entry.answer) for entry in document.faq] == [
        ("Кто выдаёт пропуск?", "Владелец помещения."),
        ("Сколько он действует?", "До конца суток."),
    ]
    assert [entry.answer for entry in knowledge.documents[CLOSING].faq] == [
        "Можно:\nчерез два дня\nс пометкой",
        "Тот, кто отвечал.",
    ]


def test_templates_with_labels_and_slots(knowledge: Knowledge) -> None:
    reply, script = knowledge.documents[PASS].templates
    assert (reply.title, reply.label, reply.when) == (
        "Ответ: пропуск создан",
        "Текст ответа",
        "пропуск выдан.",
    )
    assert [slot.name for slot in reply.slots] == [
        "Имя клиента",
        "ID",
        "описание",
        "Причина",
        "причина",
        "описание",
        "Ресурс 1",
        "описание",
        "Имя специалиста",
    ]
    assert reply.body.startswith("Здравствуйте, [Имя клиента]!\n\nВаше")
    assert reply.body.endswith("С уважением,\n[Имя специалиста]")
    assert (script.title, script.label, script.slots) == ("Звонок охране", "Скрипт", ())
    notice, card = knowledge.documents[CLOSING].templates
    assert (notice.label, notice.when) == (
        "Текст уведомления",
        "решение проверено\nклиент доволен",
    )
    assert card.body == "Дата: [Дата]\nВремя: [Время]\nЗакрыто в: [Время]"


def test_phrases_in_quotes_of_every_kind(knowledge: Knowledge) -> None:
    document = knowledge.documents[PASS]
    assert [phrase.text for phrase in document.phrases_avoid] == [
        "Ждите",
        "Это не к нам",
        "Ничего не знаю",
        "Мы не обязаны",
        "Сами виноваты",
        "Так положено",
        "Это „не наша“ проблема",
    ]
    assert [phrase.text for phrase in document.phrases_use] == ["Разберёмся вместе", "Уже смотрим"]


def test_requests_with_their_parts(knowledge: Knowledge) -> None:
    code, cabinet = knowledge.documents[REQUESTS].requests
    assert (code.number, code.title, code.anchor) == (1, "Не приходит код", "1-не-приходит-код")
    assert code.phrases == (
        "Не приходит код",
        "Где СМС?",
        "Пишет „неверный код“",
        "«Код» приходит, но поздно",
    )
    assert code.diagnosis == (
        "Найти номер",
        "если его нет, спросить другой",
        "Проверить отправку:",
    )
    assert code.reply is not None
    assert code.reply.label == "Стандартный ответ"
    assert code.reply.body.count("\n") == 11
    assert cabinet.phrases == ("Неверный пароль",)
    assert cabinet.reply is not None
    assert cabinet.reply.body == "Проверьте почту [телефон/email] и раскладку."


def test_checklist_with_nested_items(knowledge: Knowledge) -> None:
    assert [item.text for item in knowledge.documents[PASS].checklist] == [
        "Обращение зарегистрировано",
        "клиент знает номер",
        "Права проверены",
        "Пропуск создан",
        "номер сверен",
        "Клиент извещён",
        "Регламент прочитан",
    ]


def test_macro_marks_of_a_plain_page_are_text(knowledge: Knowledge) -> None:
    (text,) = (
        each.text for each in knowledge.documents[PASS].sections if each.title == "Краткое описание"
    )
    assert text == (
        "Пишем как есть: {{ клиент }}, {% если %} и {# заметка #} здесь обычный текст, "
        "а [Имя клиента] вне шаблона не слот."
    )


def _crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _bom(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def _no_newline_at_end(data: bytes) -> bytes:
    return data.rstrip(b"\n")


def _trailing_spaces(data: bytes) -> bytes:
    return re.sub(rb"(?m)$", b"  ", data)


def _windows_1251(data: bytes) -> bytes:
    without_emoji = re.sub("[❌✅📥🔍⚠]\ufe0f? ", "", data.decode())  # the encoding has none
    return without_emoji.encode("cp1251")


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "crlf": _crlf,
    "bom": _bom,
    "no newline at end": _no_newline_at_end,
    "trailing spaces": _trailing_spaces,
    "windows-1251": _windows_1251,
    "all at once": lambda data: _crlf(_trailing_spaces(_windows_1251(_no_newline_at_end(data)))),
}


@pytest.mark.parametrize("form", FORMS)
def test_form_of_a_file_changes_nothing(form: str, tmp_path: Path) -> None:
    for file in HOUSE.rglob("*.md"):
        copy = tmp_path / file.relative_to(HOUSE)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(FORMS[form](file.read_bytes()))
    knowledge = Knowledge.from_folder(tmp_path)
    assert knowledge.problems == ()
    for path, document in knowledge.documents.items():
        assert counts(inspect(document, knowledge)) == COUNTS[path], path
        assert outline(document) == OUTLINES[path], path
        assert document.title == TITLES[path]


def test_names_from_macos_change_nothing(tmp_path: Path) -> None:
    # «й» of «обычный» and «й» inside links decompose; links inside pages stay as typed.
    for file in HOUSE.rglob("*.md"):
        name = unicodedata.normalize("NFD", file.relative_to(HOUSE).as_posix())
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / name)
    knowledge = Knowledge.from_folder(tmp_path)
    assert set(knowledge.documents) == set(COUNTS)
    for path, document in knowledge.documents.items():
        assert counts(inspect(document, knowledge)) == COUNTS[path], path


def test_links_from_macos_change_nothing(tmp_path: Path) -> None:
    for file in HOUSE.rglob("*.md"):
        copy = tmp_path / file.relative_to(HOUSE)
        copy.parent.mkdir(exist_ok=True)
        text = file.read_text(encoding="utf-8")
        decomposed = re.sub(
            r"\]\([^)\n]*", lambda found: unicodedata.normalize("NFD", found.group()), text
        )
        copy.write_text(decomposed, encoding="utf-8")
    knowledge = Knowledge.from_folder(tmp_path)
    for path, document in knowledge.documents.items():
        assert counts(inspect(document, knowledge)) == COUNTS[path], path
