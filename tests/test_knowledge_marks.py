"""Marks that CommonMark takes for something else than the editor means."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.blocks import parse_blocks
from assistant.knowledge.commonmark import code_lines
from assistant.knowledge.document import Document
from assistant.knowledge.links import scan_links
from assistant.knowledge.loose_lists import tidy_lists
from assistant.knowledge.marks import tidy_line
from assistant.knowledge.source import parse_source


def document(text: str) -> Document:
    return Document.from_source(parse_source(text, "Страница.md"), {})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-\u00a0пункт", "- пункт"),
        ("\u00a0\u00a0-\u00a0пункт", "  - пункт"),
        ("1.\u202fпункт", "1. пункт"),
        ("##\u00a0Раздел", "## Раздел"),
        ("\u200b## Раздел", "## Раздел"),
        ("\ufeff- пункт", "- пункт"),
        (">\u00a0-\u00a0пункт", "> - пункт"),
        ("\u00a0\u200b", " "),
        ("**Где:**CRM", "**Где:** CRM"),
        ("**Где: ** CRM", "**Где:** CRM"),
        ("** Где:** CRM", "**Где:** CRM"),
        ("- **Где:\u00a0**CRM", "- **Где:** CRM"),
        ("\u00a0\u00a0\u00a0\u00a0текст", "\u00a0\u00a0\u00a0\u00a0текст"),
        ("а\u00a0-\u00a0б", "а\u00a0-\u00a0б"),
        ("**Где:** CRM", "**Где:** CRM"),
        ("**Где:**  ", "**Где:**  "),
        ("**Где:**«CRM»", "**Где:**«CRM»"),
        ("**жирное:** и **Где:**так", "**жирное:** и **Где:**так"),
        ("##Раздел", "## Раздел"),
        ("###📌 Раздел", "### 📌 Раздел"),
        ("#Раздел", "#Раздел"),
        ("##12345", "##12345"),
        ("• пункт", "- пункт"),
        ("   ▪\tпункт", "   - пункт"),
        ("• ☐ пункт", "- [ ] пункт"),
        ("☐ пункт", "- [ ] пункт"),
        ("1. ☑ пункт", "1. [x] пункт"),
        ("- [] пункт", "- [ ] пункт"),
        ("- [](нет.md)", "- [](нет.md)"),
        ("[x] пункт", "- [x] пункт"),
        ("[ID] пункт", "[ID] пункт"),
        ("__Где:__ CRM", "**Где:** CRM"),
        ("<b>Где</b>: CRM", "**Где:** CRM"),
        ("__жирное__ слово", "__жирное__ слово"),
        ("|——|:—:|", "|--|:-:|"),
        ("| — | нет — |", "| — | нет — |"),
        ("Срок[^1] и [^12]", "Срок¹ и ¹²"),
        ("[^2]: рабочих часов", "² рабочих часов"),
        ("", ""),
    ],
)
def test_line_is_read_as_meant(typed: str, meant: str) -> None:
    assert tidy_line(typed) == meant
    assert tidy_line(meant) == meant


def test_odd_marks_in_a_client_text_stay() -> None:
    text = "## Шаблоны\n\n\u200b### Письмо\n```\n-\u00a0[Имя]\n**Где:**тут\n```\n"
    (template,) = document(text).templates
    assert template.title == "Письмо"
    assert template.body == "-\u00a0[Имя]\n**Где:**тут"


def test_rule_right_below_a_line_makes_no_heading() -> None:
    text = "## Целевая аудитория\n**Для кого:** все\n---\n## Краткое описание\nтекст\n---\n"
    sections = document(text).sections
    assert [(each.level, each.title) for each in sections] == [
        (2, "Целевая аудитория"),
        (2, "Краткое описание"),
    ]
    assert [(field.key, field.text) for field in sections[0].fields()] == [("для кого", "все")]


def test_line_of_equals_signs_makes_a_title() -> None:
    assert document("Заголовок\n===\n\nтекст\n").title == "Заголовок"


def test_table_right_below_an_item_is_a_table() -> None:
    (section,) = document("# А\n- раз\n| а | б |\n|---|---|\n| 1 | 2 |\n").sections
    assert [block.kind for block in section.blocks] == ["list", "table"]
    (section,) = document("# А\n- раз | два\nи | три\n").sections
    assert [block.kind for block in section.blocks] == ["list"]


def test_names_between_angle_brackets_are_text() -> None:
    text = document("# А\n\nВпишите <ID>, <Имя клиента> и <b>адрес</b><br>тут.\n").sections[0].text
    assert text == "Впишите <ID>, <Имя клиента> и адрес\nтут."


def test_break_alone_on_its_line_hides_no_list() -> None:
    (section,) = document("# А\n<br>\n**Действия:**\n- раз\n- два\n").sections
    assert [item.text for item in section.items()] == ["раз", "два"]


def test_break_in_a_table_cell_parts_the_words() -> None:
    (table,) = document("| а |\n|---|\n| раз<br/>два |\n").tables
    assert table.rows == (("а",), ("раз два",))


def test_what_stands_in_a_quote_counts() -> None:
    page = document("## Чек-лист\n> - [ ] раз\n> - [x] два\n>\n> | а |\n> |---|\n> | б |\n")
    assert [(item.text, item.line) for item in page.checklist] == [("раз", 2), ("два", 3)]
    assert len(page.tables) == 1


@pytest.mark.parametrize(
    ("box", "checked"),
    [("[ ] ", False), ("[\u00a0] ", False), ("[ ]", False), ("[x]", True), ("[Х] ", True)],
)
def test_tick_boxes_however_typed(box: str, checked: bool) -> None:
    (item,) = document(f"# А\n- {box}пункт\n").sections[0].items()
    assert (item.text, item.checked) == ("пункт", checked)


def test_client_phrases_in_a_quote() -> None:
    text = "## Типичные запросы и ответы\n### 1. Код\n**Типичная формулировка клиента:**\n> «Нет кода»\n> «Где код?»\n"
    assert document(text).requests[0].phrases == ("Нет кода", "Где код?")


def test_metadata_without_a_head_and_with_colons() -> None:
    text = (
        "## Метаданные документа\n| **Версия** | 1.0 |\n|---|---|\n| **Статус:** | Архив |\n"
        "| **Дата создания** : | 2025-01-20 |\n"
    )
    metadata = document(text).metadata
    assert metadata.rows == {"Версия": "1.0", "Статус": "Архив", "Дата создания": "2025-01-20"}
    assert metadata.lines == {"Версия": 2, "Статус": 4, "Дата создания": 5}
    assert metadata.date("Дата создания") == date(2025, 1, 20)


def test_code_lines() -> None:
    text = "# А\n\n1. раз\n   ```\n   код\n2. два\n\n> ~~~\n> код\n> ~~~\n\n    код\n\n<!-- а\nб -->\nтекст\n"
    assert code_lines(text) == frozenset((4, 5, 8, 9, 10, 12, 14, 15))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. раз\n   ```\n   [нет](а.md)\n2. [да](б в.md)\n", [("б в.md", 4)]),
        ("> ```\n> [нет](а.md)\n> ```\n> [да](б.md)\n", [("б.md", 4)]),
        ("    [нет](а.md)\n", []),
        ("<!--\n[нет](а.md)\n-->\n<!-- [нет](а.md) --> [да](б.md)\n", []),
        ("текст <!-- [нет](а.md) --> [да](б.md)\n", [("б.md", 1)]),
        ("до [длинный\nтекст](б в.md) и\n[ещё](г.md)\n", [("б в.md", 2), ("г.md", 3)]),
        ("[слот\n\nтекст](б.md)\n", []),
        ("[слот\n- пункт](б.md)\n", []),
        ("[сайт](https://example.org/а б)\n", [("https://example.org/а б", 1)]),
    ],
)
def test_links_where_commonmark_has_text(text: str, found: list[tuple[str, int]]) -> None:
    assert [(link.target, link.line) for link in scan_links(text)] == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("— раз\n— два", "- раз\n- два"),
        ("**Где:**\n– раз", "**Где:**\n- раз"),
        ("Текст\n— Иванов", "Текст\n— Иванов"),
        ("а) раз\nб) два", "- а) раз\n- б) два"),
        ("1. раз\n   1.1. под\n   1.2. под", "1. раз\n   - 1.1. под\n   - 1.2. под"),
        ("1.Раз\n2.Два", "1. Раз\n2. Два"),
        ("-Раз\n-Два", "- Раз\n- Два"),
        ("2.5 часа", "2.5 часа"),
        ("| — |\n| — |", "| — |\n| — |"),
    ],
)
def test_lines_are_a_list_in_company(typed: str, meant: str) -> None:
    assert tidy_lists(typed.split("\n")) == meant.split("\n")


def test_rules_of_dashes_alone_make_a_table_only_with_bars() -> None:
    assert [block.kind for block in parse_blocks("| а | б |\n|—|—|\n| 1 | 2 |\n\n———\n")] == [
        "table",
        "paragraph",
    ]


CALLOUT = """\
!!! warning "Не закрывать"
    До ответа клиента.

    - [ ] Ответ есть
    - [см.](а б.md)

Дальше.
"""


def test_callout_is_a_quote_with_what_stands_in_it() -> None:
    page = document(CALLOUT)
    quote, after = (block for section in page.sections for block in section.blocks)
    assert (quote.kind, quote.line, after.line) == ("quote", 1, 7)
    assert quote.text.startswith("Не закрывать\nДо ответа клиента.")
    assert [item.text for item in page.checklist] == ["Ответ есть"]
    assert [(link.target, link.line) for link in page.links] == [("а б.md", 5)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("> [!NOTE]\n> Текст", "Примечание\nТекст"),
        ("> [!warning] Свой\n> Текст", "Свой\nТекст"),
        ("??? tip\n    Текст", "Совет\nТекст"),
    ],
)
def test_callouts_of_other_programs(typed: str, title: str) -> None:
    assert [block.text for block in parse_blocks(typed)] == [title]


def test_callout_in_a_fence_stays() -> None:
    (block,) = parse_blocks('```\n!!! note "а"\n    б\n> [!NOTE]\n```')
    assert block.text == '!!! note "а"\n    б\n> [!NOTE]'


def test_text_that_clings_to_a_fence_is_its_text() -> None:
    text = "```Здравствуйте, [Имя]!\nЖдите.\nСлужба поддержки```\n**Вариации:**\n- а\n"
    fence, label, items = parse_blocks(text)
    assert (fence.text, fence.line, fence.end_line) == (
        "Здравствуйте, [Имя]!\nЖдите.\nСлужба поддержки",
        1,
        4,
    )
    assert (label.text, label.line, items.kind) == ("Вариации:", 4, "list")


@pytest.mark.parametrize("info", ["", "text", "bash title=x", "текст", "{.text}", "c++"])
def test_language_of_a_fence_is_no_text(info: str) -> None:
    assert [block.text for block in parse_blocks(f"```{info}\nтекст\n```")] == ["текст"]


def test_slot_before_a_colon_defines_no_link() -> None:
    blocks = parse_blocks("[ID]: 12345\n\n[см]: ./а.md\n\nтекст [см] и [^1]\n\n[^1]: Слово\n")
    assert [block.text for block in blocks] == ["[ID]: 12345", "текст см и ¹", "¹ Слово"]


STEPS = """\
## 6. Пошаговая инструкция

**Шаг 1. Принять**
1. раз

**Шаг 2:** Ответить

## Примеры и кейсы

**Кейс 1. Упало**
**Действия:**
**Шаг 1:** не шаг

## Часто задаваемые вопросы (FAQ)

**Вопрос 1: Когда?**
**Ответ:** Сразу.

**В:** Кто?
**О:** Все.

**Как быть?**
Так.

## Скрипты

**Вопрос 3:** Когда это началось?
"""


def test_bold_lines_are_headings_where_a_chapter_has_none() -> None:
    page = document(STEPS)
    assert [(step.number, step.title, step.line) for step in page.steps] == [
        (1, "Принять", 3),
        (2, "Ответить", 6),
    ]
    assert [(example.title, example.line) for example in page.examples] == [("Кейс 1. Упало", 10)]
    assert [(each.question, each.answer) for each in page.faq] == [
        ("Когда?", "Сразу."),
        ("Кто?", "Все."),
        ("Как быть?", "Так."),
    ]


def test_bold_lines_beside_headings_or_in_a_summary_are_labels() -> None:
    text = "## Пошаговая инструкция\n\n### Шаг 1: Раз\n\n**Шаг 2:** под\n"
    assert [step.title for step in document(text).steps] == ["Раз"]
    assert document("## Пошаговая инструкция (сводка)\n\n**Шаг 1:** раз\n").steps == ()


def test_fence_without_an_end_keeps_its_last_line() -> None:
    (block,) = parse_blocks("```\nраз\nдва")
    assert block.text == "раз\nдва"


def test_comment_without_an_end_hides_nothing() -> None:
    page = document("<!-- черновик\n## Контрольный чек-лист\n- [ ] раз\n")
    assert [section.title for section in page.sections] == ["", "Контрольный чек-лист"]
    assert [item.text for item in page.checklist] == ["раз"]
