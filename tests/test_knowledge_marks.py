"""Marks that CommonMark takes for something else than the editor means."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.commonmark import code_lines
from assistant.knowledge.document import Document
from assistant.knowledge.links import scan_links
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
        ("##Раздел", "##Раздел"),
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
