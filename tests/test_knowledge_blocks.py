"""Markdown into blocks, blocks into sections, labels and anchors."""

from __future__ import annotations

import pytest

from assistant.knowledge.anchors import assign_anchors, split_anchor
from assistant.knowledge.blocks import Block, Item, parse_blocks, walk_blocks, walk_items
from assistant.knowledge.sections import (
    Field,
    Section,
    fields_of,
    split_sections,
    title_key,
    unmark,
)


def test_kinds_with_their_lines() -> None:
    text = "# А\n\nабзац\n- пункт\n\n```x\nкод\n```\n| а | б |\n|---|---|\n| 1 | 2 |\n\n> ц\n\n---\n<div>\n\n    отступ\n"
    assert [(each.kind, each.line, each.end_line) for each in parse_blocks(text)] == [
        ("heading", 1, 2),
        ("paragraph", 3, 4),
        ("list", 4, 6),
        ("fence", 6, 9),
        ("table", 9, 12),
        ("quote", 13, 14),
        ("rule", 15, 16),
        ("html", 16, 17),
        ("code", 18, 19),
    ]


def test_text_is_without_marks_and_source_with_them() -> None:
    (block,) = parse_blocks("**Жирно** и `код` и [ссылка](<а.md>)  \nвторая *строка*\n")
    assert block.text == "Жирно и код и ссылка\nвторая строка"
    assert block.source == "**Жирно** и `код` и [ссылка](<а.md>)  \nвторая *строка*"


def test_fence_keeps_its_text() -> None:
    (block,) = parse_blocks("```\n**Метка:**\n- [ ] пункт\n\n  отступ\n```\n")
    assert block.text == "**Метка:**\n- [ ] пункт\n\n  отступ"


def test_table_rows_are_plain() -> None:
    (block,) = parse_blocks("| **Ключ** | Б |\n|:--|--:|\n| `а` | [б](<в.md>) |\n")
    assert block.rows == (("Ключ", "Б"), ("а", "б"))
    assert block.text == "Ключ — Б\nа — б"


def item(text: str, line: int, *blocks: Block, checked: bool | None = None) -> Item:
    return Item(text, text, line, checked, blocks)


def test_list_with_nesting_numbers_and_a_bold_paragraph() -> None:
    text = "1. раз\n   - под\n\n2. два\n\n   **Важно:**\n   - над\n3. три\n"
    (block,) = parse_blocks(text)
    first, second, third = block.items
    assert block.ordered
    assert (first.text, [each.text for each in walk_items(first.blocks)]) == ("раз", ["под"])
    assert [(each.kind, each.text) for each in second.blocks] == [
        ("paragraph", "Важно:"),
        ("list", "над"),
    ]
    assert third == item("три", 8)
    assert [each.text for each in walk_items((block,))] == ["раз", "под", "два", "над", "три"]
    assert block.text == "раз\nпод\nдва\nВажно:\nнад\nтри"


@pytest.mark.parametrize(
    ("line", "text", "checked"),
    [
        ("- [ ] пункт", "пункт", False),
        ("- [x] пункт", "пункт", True),
        ("- [X]  пункт", "пункт", True),
        ("- [х] пункт", "пункт", True),
        ("- [Х] пункт", "пункт", True),
        ("- [ ]пункт", "пункт", False),
        ("1. [ ] **пункт**", "пункт", False),
        ("- [ID] пункт", "[ID] пункт", None),
        ("- [ ]", "[ ]", None),
        ("- [x](<а.md>) пункт", "x пункт", None),
    ],
)
def test_tick_boxes(line: str, text: str, checked: bool | None) -> None:
    (found,) = walk_items(parse_blocks(line))
    assert (found.text, found.checked) == (text, checked)


GLUED = {
    "label": ("- раз\n- два\n**Где:** CRM\n", ["list", "paragraph"]),
    "colon outside": ("- раз\n  - под\n**Где**: CRM\n- три\n", ["list", "paragraph", "list"]),
    "bold without a colon": ("- раз\n**Где** CRM\n", ["list"]),
    "indented label": ("1. раз\n   **Важно:** да\n2. два\n", ["list"]),
    "label under text": ("раз\n**Где:** CRM\n", ["paragraph"]),
}


@pytest.mark.parametrize("name", GLUED)
def test_label_right_below_a_list_ends_it(name: str) -> None:
    text, kinds = GLUED[name]
    assert [block.kind for block in parse_blocks(text)] == kinds


def test_blocks_inside_items_are_found() -> None:
    blocks = parse_blocks(
        "1. раз\n   ```\n   а\n   ```\n   - под\n     ~~~\n     б\n     ~~~\n```\nв\n```\n"
    )
    assert [each.text for each in walk_blocks(blocks, "fence")] == ["а", "б", "в"]


@pytest.mark.parametrize(
    ("heading", "title", "anchor"),
    [
        ("1. Код { #sms-code }", "1. Код", "sms-code"),
        ("Код {#код}", "Код", "код"),
        ("Код {: #код .класс }", "Код", "код"),
        ("Код { #код }  ", "Код", "код"),
        ("Код", "Код", ""),
        ("Код {# заметка #}", "Код {# заметка #}", ""),
        ("{ #код } Код", "{ #код } Код", ""),
    ],
)
def test_explicit_anchor(heading: str, title: str, anchor: str) -> None:
    assert split_anchor(heading) == (title, anchor)


@pytest.mark.parametrize(
    ("titles", "anchors"),
    [
        (["Особые случаи"], ["особые-случаи"]),
        (["Шаг 1: Принять, записать!"], ["шаг-1-принять-записать"]),
        (["🔍 Диагностика"], ["-диагностика"]),
        (["FAQ — Ёлка_1"], ["faq--ёлка_1"]),
        (["Да", "Да", "Да"], ["да", "да_1", "да_2"]),
        (["Да_1", "Да", "Да"], ["да_1", "да", "да_2"]),
        (["???", "!!!"], ["_1", "_2"]),
    ],
)
def test_anchors_are_those_of_python_markdown(titles: list[str], anchors: list[str]) -> None:
    assert assign_anchors((title, "") for title in titles) == tuple(anchors)


def test_explicit_anchor_is_never_given_twice() -> None:
    headings = [("Да", ""), ("Нет", "да"), ("Да", "")]
    assert assign_anchors(headings) == ("да_1", "да", "да_2")


def sections_of(text: str) -> tuple[Section, ...]:
    return split_sections(parse_blocks(text), text.count("\n") + 1)


def test_sections_with_their_places() -> None:
    text = "вступление\n\n# А\n\n## 2. Особые случаи {#бэ}\nтекст\n### В\n#### Г\n## Д\n- раз\n"
    assert [
        (each.title, each.anchor, each.level, each.line, each.end_line, each.trail, each.chapter)
        for each in sections_of(text)
    ] == [
        ("", "", 0, 1, 3, (), ""),
        ("А", "а", 1, 3, 5, (), ""),
        ("2. Особые случаи", "бэ", 2, 5, 7, ("А",), "cases"),
        ("В", "в", 3, 7, 8, ("А", "2. Особые случаи"), "cases"),
        ("Г", "г", 4, 8, 9, ("А", "2. Особые случаи", "В"), "cases"),
        ("Д", "д", 2, 9, 12, ("А",), ""),
    ]
    assert [each.explicit_anchor for each in sections_of(text)] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert [each.text for each in sections_of(text)] == ["вступление", "", "текст", "", "", "раз"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Особые случаи", "особые случаи"),
        ("7. Особые случаи", "особые случаи"),
        ("⚠️ 7.1 Особые случаи", "особые случаи"),
        ("Оcoбые cлучаи", "особые случаи"),
        ("Шаг 1", "шаг 1"),
        ("24", "24"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    assert title_key(title) == key


FIELDS = f"""\
до меток
- не метка

**Где:** CRM
и журнал
**Что делать:**
1. раз
   - под
2. два

**Важно**: не звоните
**⚠️ Внимание:**{"  "}
ниже

ещё абзац
```
текст
```
**Просто жирно** и дальше
"""


def test_fields_of_a_section() -> None:
    fields = fields_of(parse_blocks(FIELDS))
    assert [(each.label, each.key, each.text, each.line) for each in fields] == [
        ("Где", "где", "CRM\nи журнал", 4),
        ("Что делать", "что делать", "", 6),
        ("Важно", "важно", "не звоните", 11),
        ("⚠️ Внимание", "внимание", "ниже\nещё абзац", 12),
    ]
    where, doing, _, attention = fields
    assert where.lines() == ("CRM\nи журнал",)
    assert doing.lines() == ("раз", "под", "два")
    assert doing.plain() == "раз\nпод\nдва"
    fence = attention.fence()
    assert fence is not None
    assert (fence.text, fence.line) == ("текст", 16)
    assert doing.fence() is None
    assert attention.plain() == "ниже\nещё абзац\nтекст\nПросто жирно и дальше"


@pytest.mark.parametrize(
    ("source", "label", "text"),
    [
        ("**Где:** CRM", "Где", "CRM"),
        ("**Где: ** CRM", "Где", "CRM"),
        ("**Где**: CRM", "Где", "CRM"),
        ("**Где** : CRM", "Где", "CRM"),
        ("**Где:**CRM", "Где", "CRM"),
        ("**Где:** **CRM** и [журнал](<а.md>)", "Где", "CRM и журнал"),
        ("**Где:**", "Где", ""),
    ],
)
def test_label(source: str, label: str, text: str) -> None:
    (field,) = fields_of(parse_blocks(source))
    assert field == Field(label, "где", text, 1, ())


@pytest.mark.parametrize("source", ["**Где** CRM", "Где: CRM", "текст **Где:** CRM", "***Где:***"])
def test_no_label(source: str) -> None:
    assert fields_of(parse_blocks(source)) == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**жирно** и *косо* и _косо_", "жирно и косо и косо"),
        ("`код` и [ссылка](<а б.md>) и [ещё](в.md)", "код и ссылка и ещё"),
        ("account_phone и 2 * 3", "account_phone и 2 * 3"),
    ],
)
def test_unmark(source: str, text: str) -> None:
    assert unmark(source) == text
