"""Bytes of a page into text, figures into values, macros into words."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.figures import figure, load_figures
from assistant.knowledge.macros import expand_macros
from assistant.knowledge.source import (
    MAX_PAGE_BYTES,
    Source,
    decode,
    parse_source,
    read_source,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Шаг".encode(), "Шаг"),
        (b"\xef\xbb\xbf" + "Шаг".encode(), "Шаг"),
        ("Шаг — №1 «да»".encode("cp1251"), "Шаг — №1 «да»"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"", ""),
        ("ё".encode("cp1251") + b"\x98", "ё\ufffd"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_front_matter_leaves_its_lines_blank() -> None:
    source = parse_source("---\nrender_macros: true\ntitle: Имя\n---\n# Заголовок\n", "а.md")
    assert source.front_matter == {"render_macros": True, "title": "Имя"}
    assert source.text == "\n\n\n\n# Заголовок\n"
    assert source.is_macro_page


@pytest.mark.parametrize(
    "text",
    [
        "# Заголовок\n\n---\n\nтекст\n",
        "---\n\n# Заголовок\n\n---\n",
        "---\n> Важно: цитата\n---\n",
        "---\n**Версия:** 1.0\n\n---\n",
        "---\n---\nтекст\n",
        "---\nkey: value\nбез второй черты\n",
        "текст\n---\nkey: value\n---\n",
        "---\nSLA: 4 часа\n\n# Заголовок\n\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    source = parse_source(text, "а.md")
    assert (source.text, source.front_matter, source.is_macro_page) == (text, {}, False)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: 1\nb: [1\n---\n", 4),
        ("---\na: 1\n\tb: 2\n---\n", 3),
        ("---\ntitle: Приём: правила\n---\n", 2),
        ("---\nreviewed: 2026-02-30\n---\n", 1),
    ],
)
def test_broken_front_matter_is_told_with_its_line_and_left_out(text: str, line: int) -> None:
    source = parse_source(f"{text}# Заголовок", "а.md")
    assert source.text == "\n" * text.count("\n") + "# Заголовок"
    assert source.front_matter == {}
    problem = f"а.md:{line}: шапка между --- не разбирается как YAML; исправьте или удалите её"
    assert str(source.problem) == problem


def test_broken_front_matter_of_a_macro_page_is_an_error() -> None:
    with pytest.raises(PageError, match=r"а\.md:3: шапка между --- не разбирается"):
        parse_source("---\nrender_macros: true\ntitle: Приём: правила\n---\n# Приём\n", "а.md")


def test_only_true_makes_a_macro_page() -> None:
    assert not parse_source("---\nrender_macros: 'true'\n---\n", "а.md").is_macro_page


def test_path_is_composed() -> None:
    assert parse_source("", unicodedata.normalize("NFD", "Приём.md")).path == "Приём.md"


def test_read_source(tmp_path: Path) -> None:
    file = tmp_path / "а.md"
    file.write_bytes("# Да\r\n".encode("cp1251"))
    assert read_source(file, "папка/а.md") == Source("папка/а.md", "# Да\n", {})


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"нет\.md: файл не читается \(No such file or directory\)"):
        read_source(tmp_path / "нет.md", "нет.md")
    large = tmp_path / "много.md"
    large.write_bytes(b" " * (MAX_PAGE_BYTES + 1))
    with pytest.raises(PageError, match=r"много\.md: файл больше 2 МБ; разделите"):
        read_source(large, "много.md")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "_data").mkdir()
    return tmp_path / "_data"


def test_figures_are_named_by_their_file(data: Path) -> None:
    (data / "sla.yml").write_bytes(b"\xef\xbb\xbf" + b"emergency:\n  hours: 4\n")
    (data / "empty.yml").write_text("", encoding="utf-8")
    (data / "note.txt").write_text("нет", encoding="utf-8")
    assert load_figures(data.parent) == {"empty": None, "sla": {"emergency": {"hours": 4}}}


def test_no_figures_at_all(tmp_path: Path) -> None:
    assert load_figures(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"a: 1\nb: [\n", 3, "файл не разбирается как YAML"),
        (b"a: 1\n\tb: 2\n", 2, "файл не разбирается как YAML"),
        (b"holiday: 2026-02-30\n", None, "файл не разбирается как YAML"),
        ("a: да\n".encode("cp1251"), None, "файл не в кодировке UTF-8"),
    ],
)
def test_broken_figures_are_reported(
    content: bytes, line: int | None, problem: str, data: Path
) -> None:
    (data / "sla.yml").write_bytes(content)
    with pytest.raises(PageError) as caught:
        load_figures(data.parent)
    error = caught.value
    assert (error.path, error.line, error.problem) == ("_data/sla.yml", line, problem)


FIGURES = {"sla": {"hours": 4, "name": "экстренный", "on": True, "days": [1, 2], "share": 0.5}}


def test_figure_by_address() -> None:
    assert figure(FIGURES, "sla.hours", int) == 4
    assert figure(FIGURES, "sla.name", str) == "экстренный"
    assert figure(FIGURES, "sla.days", list) == [1, 2]
    assert figure(FIGURES, "sla.on", bool) is True
    assert figure(FIGURES, "sla", dict) is FIGURES["sla"]


@pytest.mark.parametrize(
    ("address", "kind", "message"),
    [
        ("sla.minutes", int, "«sla.minutes» — не целое число (сейчас: None)"),
        ("sla.name", int, "«sla.name» — не целое число (сейчас: 'экстренный')"),
        ("sla.on", int, "«sla.on» — не целое число (сейчас: True)"),
        ("sla.hours", bool, "«sla.hours» — не bool (сейчас: 4)"),
        ("sla.hours.deep", str, "«sla.hours.deep» — не строка (сейчас: None)"),
        ("none.hours", dict, "«none.hours» — не раздел (сейчас: None)"),
    ],
)
def test_figure_of_another_type_is_reported(address: str, kind: type, message: str) -> None:
    with pytest.raises(PageError) as caught:
        figure(FIGURES, address, kind)
    assert caught.value.problem == message
    assert caught.value.path == f"_data/{address.split('.', maxsplit=1)[0]}.yml"


def macro_page(text: str) -> Source:
    return Source("а.md", text, {"render_macros": True})


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("Срок {{ sla.hours | hours }}.\n", "Срок 4 часа.\n"),
        ("в течение {{ sla.hours | hours_gen }}", "в течение 4 часов"),
        ("{{ sla.hours | working_hours }}", "4 рабочих часа"),
        ("{{ sla.hours | working_hours_gen }}", "4 рабочих часов"),
        ("{{ 1 | minutes }}, {{ 1 | minutes_gen }}", "1 минута, 1 минуты"),
        ("{{ 5 | days }}, {{ 1 | days_gen }}", "5 дней, 1 дня"),
        ("а{# заметка #}б", "аб"),
        ("{{ catalogue.templates('x', depth=2) }}конец", "конец"),
        ("[Имя клиента] { #якорь }", "[Имя клиента] { #якорь }"),
    ],
)
def test_macros_expand(text: str, expanded: str) -> None:
    assert expand_macros(macro_page(text), FIGURES) == expanded


def test_plain_page_is_left_alone() -> None:
    text = "{{ sla.hours }} {% if %} {# x #}"
    assert expand_macros(Source("а.md", text, {}), FIGURES) == text


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("а\n{{ sla. }}\n", 2, "макрос не разбирается"),
        ("а\nб {% if x %}\n", 2, "макрос не разбирается"),
        ("а\n\n{{ sla.minutes }}\n", 3, "макрос не вычисляется (такой цифры нет: «minutes»)"),
        ("{{ нет }}", 1, "макрос не вычисляется (такой цифры нет: «нет»)"),
        ("а\n{{ sla.name | hours }}\n", 2, "макрос не вычисляется"),
        ("{{ 1 / 0 }}", 1, "макрос не вычисляется (деление на ноль)"),
        ("{{ sla.days[7] | hours }}", 1, "макрос не вычисляется"),
        ("{{ catalogue._secret() }}", 1, "макрос не вычисляется"),
        ("{{ ''.__class__.__mro__ }}", 1, "макрос не вычисляется"),
        ("{% for x in range(10**9) %}а{% endfor %}", 1, "макрос не вычисляется"),
    ],
)
def test_broken_macro_is_reported_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(PageError) as caught:
        expand_macros(macro_page(text), FIGURES)
    assert (caught.value.path, caught.value.line) == ("а.md", line)
    assert caught.value.problem.startswith(problem)
