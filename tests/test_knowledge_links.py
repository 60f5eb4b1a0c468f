"""Links as editors write them, and where they lead."""

from __future__ import annotations

import unicodedata

import pytest
from markdown_it import MarkdownIt

from assistant.knowledge.links import (
    Link,
    Place,
    is_dead,
    map_links,
    normalise_links,
    resolve,
    scan_links,
)

# What is written, what the parser and the site are given.
NORMALISED = [
    ("[а](б.md)", "[а](<б.md>)"),
    ("[а](./Два слова.md)", "[а](<./Два слова.md>)"),
    ("[а](./Два%20слова.md#%D0%B0)", "[а](<./Два слова.md#а>)"),
    ("[а](./Файл (SLA обычный).md)", "[а](<./Файл (SLA обычный).md>)"),
    ("[а](./Файл (а (б)).md#особые-случаи) и [в](г.md)", "[а](<./Файл (а (б)).md#особые-случаи>) и [в](<г.md>)"),
    ("[а](<./Файл (один.md>)", "[а](<./Файл (один.md>)"),
    ("[а](Регламенты/)", "[а](<Регламенты/>)"),
    ("[а](#якорь)", "[а](<#якорь>)"),
    ('[а](б.md "Название")', "[а](<б.md>)"),
    ("[[ID] обращения](б.md)", "[[ID] обращения](<б.md>)"),
    ("### 🔍 [Диагностика](Диагностика проблем.md)", "### 🔍 [Диагностика](<Диагностика проблем.md>)"),
    ("| [а](б в.md) | [г](д.md) |", "| [а](<б в.md>) | [г](<д.md>) |"),
    ("[а](" + unicodedata.normalize("NFD", "Приём.md") + ")", "[а](<Приём.md>)"),
    ("[а](а%3Cб.md)", "[а](<а%3Cб.md>)"),
]  # fmt: skip
# Links by name, as note programs write them.
BY_NAME = [
    ("см. [[Приём]].", "см. [Приём](<Приём>)."),
    ("[[Приём#Шаг 1: раз|тут]]", "[тут](<Приём#Шаг 1: раз>)"),
    ("| [[Приём\\|тут]] | [[Приём|там]] |", "| [тут](<Приём>) | [там](<Приём>) |"),
    ("[[Приём#Шаг 1]] и [[#Итог]]", "[Приём — Шаг 1](<Приём#Шаг 1>) и [Итог](<#Итог>)"),
    ("[[Один]] и [[Два]] и [в](г.md)", "[Один](<Один>) и [Два](<Два>) и [в](<г.md>)"),
    ("[[SLA: сроки]]", "[SLA: сроки](<SLA: сроки>)"),
]
# What is no link of ours and stays as it is.
UNTOUCHED = [
    "`[[код]]`",
    "```\n[[Имя клиента]]\n```",
    "![[схема.png]]",
    "\\[[не ссылка]]",
    "[[1, 2], [3]] и [[4, 5]]",
    "[[не закрыта]",
    "[сайт](https://example.org/a_(b))",
    "[почта](mailto:a@example.org)",
    "[хост](//example.org)",
    "[пусто]()",
    "![рисунок](нет.png)",
    "`[код](а б.md)`",
    "``[код](а `б`.md)``",
    "\\[не ссылка](а б.md)",
    "[слот] (в скобках)",
    "[а](не закрыта (скобка.md",
    "- [ ] пункт",
    "```\n[а](б в.md)\n```",
    "   ~~~text\n[а](б в.md)\n   ~~~",
    "1. шаг\n   ````\n   ```\n   [а](б в.md)\n   ````",
    "```\n[а](б в.md)\n~~~\n[а](б в.md)",
]


@pytest.mark.parametrize(("written", "expected"), NORMALISED)
def test_target_is_put_in_brackets(written: str, expected: str) -> None:
    assert normalise_links(written) == expected
    assert normalise_links(expected) == expected


@pytest.mark.parametrize(("written", "expected"), NORMALISED)
def test_commonmark_sees_every_link(written: str, expected: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render(expected)
    assert html.count("<a ") == written.count("](")


@pytest.mark.parametrize(("written", "expected"), BY_NAME)
def test_link_by_name_becomes_a_plain_one(written: str, expected: str) -> None:
    assert normalise_links(written) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_link_stays(text: str) -> None:
    assert normalise_links(text) == text


def test_code_in_one_line_opens_no_fence() -> None:
    text = "```код``` и [а](б в.md)\n[в](г д.md)"
    assert normalise_links(text) == "```код``` и [а](<б в.md>)\n[в](<г д.md>)"


def test_scan_tells_text_target_and_line() -> None:
    text = "# Заголовок\n\n[а](<б в.md#г>), [сайт](https://example.org)\n```\n[нет](нет.md)\n```\n[д]()"
    assert scan_links(text) == (
        Link("а", "б в.md#г", 3),
        Link("сайт", "https://example.org", 3),
        Link("д", "", 7),
    )
    assert [link.is_external for link in scan_links(text)] == [False, True, False]


def test_map_replaces_and_keeps_the_rest() -> None:
    def replace(link: Link) -> str | None:
        return f"<{link.text}>" if link.text == "а" else None

    assert map_links("до [а](1) меж [б](2) после", replace) == "до <а> меж [б](2) после"


PATHS = frozenset(
    "index.md Регламенты Регламенты/README.md Регламенты/Один.md База База/index.md Пусто"
    " Файлы Файлы/план.pdf".split()
)


@pytest.mark.parametrize(
    ("target", "page", "place"),
    [
        ("Один.md", "Регламенты/README.md", Place("Регламенты/Один.md", "")),
        ("./Один.md#шаг", "Регламенты/README.md", Place("Регламенты/Один.md", "шаг")),
        ("../Регламенты/Один.md", "База/index.md", Place("Регламенты/Один.md", "")),
        ("#шаг", "Регламенты/Один.md", Place("Регламенты/Один.md", "шаг")),
        ("", "Регламенты/Один.md", Place("Регламенты/Один.md", "")),
        ("Регламенты/", "index.md", Place("Регламенты/README.md", "")),
        ("Регламенты", "index.md", Place("Регламенты/README.md", "")),
        ("./", "Регламенты/Один.md", Place("Регламенты/README.md", "")),
        ("База/#часть", "index.md", Place("База/index.md", "часть")),
        ("../", "Регламенты/Один.md", Place("index.md", "")),
        ("Пусто/", "index.md", Place("Пусто", "")),
        ("Файлы/план.pdf", "index.md", Place("Файлы/план.pdf", "")),
        ("Два.md", "Регламенты/Один.md", None),
        ("../../Один.md", "Регламенты/Один.md", None),
        ("/Регламенты/Один.md#шаг", "База/index.md", Place("Регламенты/Один.md", "шаг")),
        ("/", "Регламенты/Один.md", Place("index.md", "")),
        ("один.md", "Регламенты/Один.md", None),
    ],
)
def test_resolve(target: str, page: str, place: Place | None) -> None:
    assert resolve(Link("а", target, 1), page, PATHS) == place


NAMES = {"один": "Регламенты/Один.md", "как принимать обращения": "Регламенты/Один.md"}


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("Один", Place("Регламенты/Один.md", "")),
        ("один.md", Place("Регламенты/Один.md", "")),
        ("Регламенты/Один", Place("Регламенты/Один.md", "")),
        ("../Регламенты/Один", Place("Регламенты/Один.md", "")),
        ("Папка/Один", Place("Регламенты/Один.md", "")),
        ("Как принимать обращения?", Place("Регламенты/Один.md", "")),
        ("Один#Шаг 1: приём", Place("Регламенты/Один.md", "шаг-1-приём")),
        ("#Итог", Place("База/index.md", "итог")),
        ("Файлы/план.pdf", Place("Файлы/план.pdf", "")),
        ("Регламенты", Place("Регламенты/README.md", "")),
        ("Два", None),
    ],
)
def test_resolve_by_name(target: str, place: Place | None) -> None:
    link = Link("а", target, 1, by_name=True)
    assert resolve(link, "База/index.md", PATHS, NAMES) == place


@pytest.mark.parametrize(
    ("target", "dead"),
    [
        ("Регламенты/Один.md", False),
        ("Регламенты/Один.md#шаг-1", False),
        ("Регламенты/Один.md#шаг-2", True),
        ("Регламенты/#оглавление", False),
        ("Регламенты/#шаг-1", True),
        ("#начало", False),
        ("#нет", True),
        ("Нет.md", True),
        ("Файлы/план.pdf#page=2", False),
        ("https://example.org/нет", False),
    ],
)
def test_dead_is_a_missing_file_or_a_missing_heading(target: str, dead: bool) -> None:
    anchors = {
        "index.md": frozenset(("начало",)),
        "Регламенты/README.md": frozenset(("оглавление",)),
        "Регламенты/Один.md": frozenset(("шаг-1",)),
    }
    assert is_dead(Link("а", target, 1), "index.md", anchors, PATHS) is dead
