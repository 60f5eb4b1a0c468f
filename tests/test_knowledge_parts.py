"""Parts of a document: metadata, steps, cases, examples, FAQ, checklists, templates, phrases, requests."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.blocks import parse_blocks
from assistant.knowledge.metadata import NO_METADATA, Metadata, read_date, read_metadata
from assistant.knowledge.regulation import (
    CheckItem,
    Faq,
    Passage,
    Step,
    read_cases,
    read_checklist,
    read_examples,
    read_faq,
    read_steps,
)
from assistant.knowledge.requests import Need, Request, read_requests
from assistant.knowledge.sections import Section, split_sections
from assistant.knowledge.templates import (
    Phrase,
    Slot,
    Template,
    find_slots,
    read_phrases,
    read_templates,
    unquote,
)


def sections_of(text: str) -> tuple[Section, ...]:
    return split_sections(parse_blocks(text), text.count("\n") + 1)


# Metadata.

TABLE = """\
# Имя

## 1. Метаданные документа

| Поле | Значение |
|---|---|
| **Версия** | 1.0 |
| | пусто |
| **Статус** | ✅ на пересмотре |
| **Теги** | один, два,, три |
| **Дата создания** | 2025-01-20 |
| **Дата пересмотра** | до 20.05.2027 г. |
| **Aвтор** | отдел |
"""


def test_metadata_table() -> None:
    metadata = read_metadata(sections_of(TABLE))
    assert metadata.rows == {
        "Версия": "1.0",
        "Статус": "✅ на пересмотре",
        "Теги": "один, два,, три",
        "Дата создания": "2025-01-20",
        "Дата пересмотра": "до 20.05.2027 г.",
        "Aвтор": "отдел",
    }
    assert metadata.lines == {
        "Версия": 7,
        "Статус": 9,
        "Теги": 10,
        "Дата создания": 11,
        "Дата пересмотра": 12,
        "Aвтор": 13,
    }
    assert metadata.get("версия") == "1.0"
    assert metadata.get("Автор") == "отдел"
    assert metadata.get("Отдел") == ""
    assert metadata.state == "На пересмотре"
    assert not metadata.is_draft
    assert metadata.tags == ("один", "два", "три")
    assert metadata.date("Дата создания") == date(2025, 1, 20)
    assert metadata.date("Дата пересмотра") == date(2027, 5, 20)
    assert metadata.date("Дата") is None


@pytest.mark.parametrize(
    "text", ["# Имя\n", "## Метаданные\n\nтекст\n", "## Сроки\n\n| а | б |\n|---|---|\n| в | г |\n"]
)
def test_no_metadata(text: str) -> None:
    assert read_metadata(sections_of(text)) == NO_METADATA


@pytest.mark.parametrize(
    ("written", "state", "draft"),
    [
        ("черновик", "Черновик", True),
        ("АКТУАЛЬНО", "Актуально", False),
        ("Архив", "Архив", False),
        ("Утверждён", "Утверждён", False),
        ("", "", False),
    ],
)
def test_state(written: str, state: str, draft: bool) -> None:
    metadata = Metadata({"Статус": written}, {})
    assert (metadata.state, metadata.is_draft) == (state, draft)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-20", date(2025, 1, 20)),
        ("20.01.2025", date(2025, 1, 20)),
        ("с 2025-01-20 по 2026-01-20", date(2025, 1, 20)),
        ("2025-13-20", None),
        ("30.02.2025", None),
        ("20.01.25", None),
        ("", None),
    ],
)
def test_read_date(text: str, day: date | None) -> None:
    assert read_date(text) == day


# Parts of a regulation.


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("### Шаг 1: Принять", 1, "Принять"),
        ("### Шаг 2. Принять", 2, "Принять"),
        ("### Шаг 3 — Принять", 3, "Принять"),
        ("### ШАГ 12: Принять: всё", 12, "Принять: всё"),
        ("### 📥 Шаг 4: Принять", 4, "Принять"),
        ("### Шaг 5: Принять SMS", 5, "Принять SMS"),
        ("### **Шаг 6:** Принять", 6, "Принять"),
        ("### Шаг\u00a07: Принять", 7, "Принять"),
        ("#### Шаг 8", 8, ""),
    ],
)
def test_step_heading(heading: str, number: int, title: str) -> None:
    (step,) = read_steps(sections_of(heading))
    assert (step.number, step.title) == (number, title)


@pytest.mark.parametrize(
    "heading", ["## Шаг 1: Принять", "### Шаги", "### Первый шаг 1", "### Шаг первый", "Шаг 1: Да"]
)
def test_no_step_heading(heading: str) -> None:
    assert read_steps(sections_of(heading)) == ()


def test_step_takes_its_first_labels() -> None:
    text = (
        "### Шаг 1: Да\n**Что делать:** позвонить\n\n**Где:**\n- CRM\n- почта\n\n"
        "**Результат:** да\n\n**Результат:** нет\n"
    )
    assert read_steps(sections_of(text)) == (
        Step(1, "Да", "шаг-1-да", ("позвонить",), "CRM\nпочта", "да", 1),
    )


def test_step_without_labels() -> None:
    assert read_steps(sections_of("### Шаг 1: Да\nтекст\n")) == (
        Step(1, "Да", "шаг-1-да", (), "", "", 1),
    )


CHAPTERS = """\
## 6. Oсобые случаи
### Клиент молчит
**Действия:**
- подождать
#### Подробно
### Вопрос 1 закрыт
## Примеры и кейсы
### Пример 1: Вход
**Ситуация:** да
### Пpимер 2
### Примерно так
### Итог
## Другое
### Пример 3: Не здесь
"""


def test_cases_are_third_level_headings_of_their_chapter() -> None:
    assert read_cases(sections_of(CHAPTERS)) == (
        Passage("Клиент молчит", "клиент-молчит", "Действия:\nподождать", 2),
        Passage("Вопрос 1 закрыт", "вопрос-1-закрыт", "", 6),
    )


def test_examples_are_named_so() -> None:
    assert read_examples(sections_of(CHAPTERS)) == (
        Passage("Пример 1: Вход", "пример-1-вход", "Ситуация: да", 8),
        Passage("Пpимер 2", "пpимер-2", "", 10),
    )


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("### Вопрос 1: Где ID?", "Где ID?"),
        ("### ❓ Вопрос 12 : Где?", "Где?"),
        ("### Bопрос 2: Где?", "Где?"),
        ("#### Вопрос 3: Где: тут?", "Где: тут?"),
    ],
)
def test_question(heading: str, question: str) -> None:
    (entry,) = read_faq(sections_of(f"{heading}\n**Ответ:** тут\n- раз\n"))
    assert (entry.question, entry.answer) == (question, "тут\nраз")


@pytest.mark.parametrize(
    "heading",
    ["### Вопрос: Где?", "### Вопрос 1. Где?", "### Вопрос клиента 1: а", "## Вопрос 1: а"],
)
def test_no_question(heading: str) -> None:
    assert read_faq(sections_of(heading)) == ()


def test_answer_without_its_label_is_the_whole_text() -> None:
    assert read_faq(sections_of("### Вопрос 1: Где?\nтут\n")) == (
        Faq("Где?", "тут", "вопрос-1-где", 1),
    )


def test_checklist_is_every_tick_box_of_the_page() -> None:
    text = "- [ ] а\n\n# Б\n* [x] б\n- в\n  1. [ ] г\n\n```\n- [ ] нет\n```\n"
    assert read_checklist(sections_of(text)) == (
        CheckItem("а", "", 1),
        CheckItem("б", "б", 4),
        CheckItem("г", "б", 6),
    )


# Client texts.


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Здравствуйте, [Имя клиента]! № [ID]", ["Имя клиента", "ID"]),
        ("[описание] и [описание], [Описание]", ["описание", "описание", "Описание"]),
        ("[Ресурс 1] - [описание]", ["Ресурс 1", "описание"]),
        ("[телефон/email] (если есть)", ["телефон/email"]),
        ("[ID]: 12345", ["ID"]),
        ("- [ ] раз\n- [x] два\n- [Х] три", []),
        ("[ссылка](https://example.org)", []),
        ("[[вложено]]", ["вложено"]),
        ("[на двух\nстроках] []", []),
        ("[" + "а" * 400 + "]", ["а" * 400]),
        ("[" + "а" * 401 + "]", []),
    ],
)
def test_slots(text: str, names: list[str]) -> None:
    assert [slot.name for slot in find_slots(text)] == names


def test_slot_knows_its_range() -> None:
    assert find_slots("№ [ ID ] и [а]") == (Slot("ID", 2, 8), Slot("а", 11, 14))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("«Нет»", "Нет"),
        ('"Нет"', "Нет"),
        ("“Нет”", "Нет"),
        ("„Нет“", "Нет"),
        ("„Нет”", "Нет"),
        ("‘Нет’", "Нет"),
        ("'Нет'", "Нет"),
        ("‹Нет›", "Нет"),
        ("❌ «Нет»", "Нет"),
        ("— «Нет».", "Нет"),
        ("«Нет» (без пояснений)", "Нет"),
        ("«Нет» / «Никогда»", "Нет"),
        ("«Это „не наша“ проблема»", "Это „не наша“ проблема"),
        ("«Внутри «ёлочки»»", "Внутри «ёлочки»"),
        ("«Код» не приходит", "«Код» не приходит"),
        ("«Не закрыта", "«Не закрыта"),
        ("⛔\ufe0f Нет", "Нет"),
        ("№ 5 и +7", "№ 5 и +7"),
        ("+7 не подходит", "+7 не подходит"),
        ("", ""),
    ],
)
def test_unquote(text: str, phrase: str) -> None:
    assert unquote(text) == phrase


SCRIPTS = """\
# Шаблоны

```
не шаблон: вне раздела
```

## 📝 Cкрипты и шаблоны

```
сразу под разделом
```

### Ответ
**Когда использовать:** всегда
**Текст ответа:**
```text
Здравствуйте, [Имя]!
```
**Вариации:**
- короче:
  ```
  [Имя], да.
  ```

    отступ — не шаблон

### Без текста

текст

## Основной контент: шаблоны ответов

```
не шаблон: другой раздел
```
"""


def test_templates_are_fences_of_their_chapter() -> None:
    anchor = "-cкрипты-и-шаблоны"
    assert read_templates(sections_of(SCRIPTS)) == (
        Template("📝 Cкрипты и шаблоны", anchor, "", "", "сразу под разделом", 9),
        Template("Ответ", "ответ", "Текст ответа", "всегда", "Здравствуйте, [Имя]!", 16),
        Template("Ответ", "ответ", "Вариации", "всегда", "[Имя], да.", 21),
    )


PHRASES = """\
### Что не говорить клиенту
- «До меток»

**Избегайте следующих фраз:**
- «Раз»
  - пояснение
- «Два»

**Вместо этого используйте:** «Три» или “Четыре”

### Ответ
**Что не говорить:** не обещайте сроков
**Не говорите:**
1. «Пять»

**Говорите так:**
- Шесть
"""


def test_phrases_to_avoid_and_to_use() -> None:
    avoid, use = read_phrases(sections_of(PHRASES))
    first, second = "что-не-говорить-клиенту", "ответ"
    assert avoid == (
        Phrase("До меток", first, 2),
        Phrase("Раз", first, 5),
        Phrase("Два", first, 7),
        Phrase("не обещайте сроков", second, 12),
        Phrase("Пять", second, 14),
    )
    assert use == (
        Phrase("Три", first, 9),
        Phrase("Четыре", first, 9),
        Phrase("Шесть", second, 17),
    )


# Typical requests.

REQUESTS = """\
# Типичные запросы: вход

## Основной контент
### 1. Не запрос

## Типичные запросы и ответы

### 2. Нет кода { #sms }

**Кто обращается:** житель

**Типичная формулировка клиента:**
- «Где код?»

**Причины:**
1. Опечатка
2. Оператор

**Тексты на экране:**
- «Ошибка „500“» — при входе

**Нужные данные:**
- нужно: `account_phone`, `object`
- по случаю (роуминг): `operator`
- по случаю: потерян телефон — `identity_check`
- желательно: `other_sms`
- прочее: `x`

**Стандартный ответ:**
```
Здравствуйте, [Имя]!
```

**Диагностика:**
```
select 1
```
1. Проверить

**Эскалация:**
- разработка

**Приоритет:** стандартный

### Общее

### 3) Ещё
"""


def test_request_with_every_part() -> None:
    sections = sections_of(REQUESTS)
    templates = read_templates(sections)
    reply = Template("2. Нет кода", "sms", "Стандартный ответ", "", "Здравствуйте, [Имя]!", 30)
    assert templates == (reply,)
    full, bare = read_requests(sections, templates)
    assert full == Request(
        number=2,
        title="Нет кода",
        anchor="sms",
        audience="житель",
        phrases=("Где код?",),
        causes=("Опечатка", "Оператор"),
        screen_texts=("Ошибка „500“",),
        needs=(
            Need("required", "", ("account_phone", "object")),
            Need("conditional", "роуминг", ("operator",)),
            Need("conditional", "потерян телефон", ("identity_check",)),
            Need("useful", "", ("other_sms",)),
        ),
        reply=reply,
        diagnosis=("Проверить",),
        escalation=("разработка",),
        priority="стандартный",
        line=8,
    )
    assert full.required == ("account_phone", "object")
    assert bare == Request(3, "Ещё", "3-ещё", "", (), (), (), (), None, (), (), "", 47)
    assert bare.required == ()
