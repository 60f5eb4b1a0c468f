"""Folders that hold whatever a department drops in: links, encodings, odd pages."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from assistant.knowledge.base import Knowledge
from assistant.knowledge.inspection import inspect
from assistant.website.build import SiteError
from tests.website_places import (
    broken_links,
    built,
    folder_of,
    notices_of_the_build,  # noqa: F401  a fixture
)


def test_dead_link_is_marked_and_does_not_stop_a_strict_build(
    tmp_path: Path, notices: list[str]
) -> None:
    docs = folder_of(
        tmp_path, index="# Дом\n\nСм. [Диагностику](./Диагностика проблем.md#шаг) тут.\n"
    )
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert (
        '<span class="dead-link" title="Страницы пока нет: ./Диагностика проблем.md#шаг">'
        "Диагностику</span>" in page
    )
    assert notices == [
        (
            "index.md:3: ссылка «./Диагностика проблем.md#шаг» ведёт на страницу, которой пока нет; "
            "создайте страницу или поправьте ссылку"
        )
    ]


@pytest.mark.parametrize(
    "link",
    [
        "./Регламенты/Обработка (SLA обычный).md#особые-случаи",
        "<Регламенты/Обработка (SLA обычный).md#особые-случаи>",
        "./Регламенты/Обработка%20(SLA%20обычный).md#особые-случаи",
        "./Регламенты/Обработка%20%28SLA%20обычный%29.md#особые-случаи",
    ],
)
def test_every_way_of_writing_a_link_leads_to_the_page(tmp_path: Path, link: str) -> None:
    docs = folder_of(
        tmp_path,
        index=f"# Дом\n\n[туда]({link})\n",
        **{"Регламенты__Обработка_(SLA_обычный)": "# Обработка\n\n## Особые случаи\n\nНет.\n"},
    )
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/obrabotka-sla-obychnyi.html#особые-случаи">туда</a>' in page


def test_link_to_a_folder_leads_to_its_readme(tmp_path: Path) -> None:
    docs = folder_of(
        tmp_path, index="# Дом\n\n[все](./Регламенты/)\n", Регламенты__README="# Все\n"
    )
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/index.html">все</a>' in page


def test_link_to_a_file_that_is_not_published_is_dead(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n\n[сроки](_data/sla.yml)\n")
    (docs / "_data").mkdir()
    (docs / "_data" / "sla.yml").write_text("a: 1\n")
    assert 'class="dead-link"' in (built(docs) / "index.html").read_text(encoding="utf-8")


def test_missing_image_does_not_stop_a_strict_build(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n\n![Экран входа](img/Экран входа.png)\n")
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert 'title="Картинки пока нет: img/Экран входа.png">Экран входа</span>' in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_any_encoding_and_newline_is_read(tmp_path: Path, encoding: str) -> None:
    text = "# Вход\r\n\r\n**Действия:**\r\n1. Раз"
    docs = folder_of(tmp_path, index="# Дом\n", Вход=text.encode(encoding))
    page = (built(docs) / "vkhod.html").read_text(encoding="utf-8")
    assert '<h1 id="вход"><span class="kb-alias" id="vkhod"></span>Вход</h1>' in page
    assert "<li>Раз</li>" in page


def test_decomposed_file_names_are_found(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Приём и выдача")
    docs = folder_of(tmp_path, index="# Дом\n\n[приём](<Приём и выдача.md>)\n")
    (docs / f"{name}.md").write_text("# Приём\n", encoding="utf-8")
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="priem-i-vydacha.html">приём</a>' in page


def test_page_with_a_decomposed_name_takes_the_place_of_ours(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n\n[приём](Приём.md)\n", Приём="# Наш\n")
    decomposed = unicodedata.normalize("NFD", "Приём.md")
    (docs / decomposed).write_text("# Их\n\n## Раздел\n", encoding="utf-8")
    page = (built(docs) / "priem.html").read_text(encoding="utf-8")
    assert ">Их</h1>" in page
    assert Knowledge.from_folder(docs).documents["Приём.md"].title == "Их"


def test_names_in_capitals_are_pages(tmp_path: Path) -> None:
    docs = folder_of(
        tmp_path, index="# Дом\n\n[а](Файл.MD#раздел) [б](Папка/) [в](Папка/readme.md)\n"
    )
    (docs / "Файл.MD").write_text("# Файл\n\n## Раздел\n", encoding="utf-8")
    (docs / "Папка").mkdir()
    (docs / "Папка" / "readme.md").write_text("# Папка\n", encoding="utf-8")
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="fail.html#раздел">а</a>' in page
    assert '<a href="papka/index.html">б</a> <a href="papka/index.html">в</a>' in page


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("Скидка 50%.md", "Скидка 50%.md"),
        ("Скидка 50%.md", "Скидка%2050%25.md"),
        ("C#.md", "C#.md"),
        ('О\'Нил "два".md', '<О\'Нил "два".md>'),
        ("№1 & 2.md", "№1 & 2.md"),
        ("а_б_в.md", "а\\_б\\_в.md"),
        ("Папка/Файл.md", ".\\Папка\\Файл.md"),
        ("Два  пробела.md", "Два  пробела.md"),
    ],
)
def test_odd_names_of_files_are_found(tmp_path: Path, name: str, link: str) -> None:
    docs = folder_of(tmp_path, index=f"# Дом\n\n[туда]({link})\n")
    (docs / name).parent.mkdir(exist_ok=True)
    (docs / name).write_text("# Файл\n", encoding="utf-8")
    site = built(docs)
    assert broken_links(site) == []
    page = (site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="[a-z0-9/-]+\.html">туда</a>', page)


def test_plain_page_keeps_macro_marks(tmp_path: Path) -> None:
    docs = folder_of(
        tmp_path, index="# Дом {{ x }}\n\n{{ имя }} {% if %} {# к #}\n\n    {{ код }}\n"
    )
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert "<p>{{ имя }} {% if %} {# к #}</p>" in page
    assert "<title>База знаний поддержки PASS24.online</title>" in page
    assert "{{ код }}" in page


def test_lines_like_metadata_stay_text(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="Note: keep\nTitle: keep\n\n# Дом\n")
    assert "Note: keep\nTitle: keep" in (built(docs) / "index.html").read_text(encoding="utf-8")


def test_scripts_of_a_page_are_dropped(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n\n<script>alert(1)</script>\n\nтекст\n")
    assert "alert(1)" not in (built(docs) / "index.html").read_text(encoding="utf-8")


def test_folder_without_a_home_page_gets_one(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, Регламенты__Вход="# Вход\n")
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/vkhod.html">Вход</a>' in page


def test_broken_macro_stops_a_strict_build(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="---\nrender_macros: true\n---\n\n# Дом\n\n{{ нет.такого }}\n")
    with pytest.raises(SiteError, match=r"index\.md:7: макрос не вычисляется"):
        built(docs)


def test_broken_macro_does_not_take_the_preview_away(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="---\nrender_macros: true\n---\n\n# Дом\n\n{{ нет.такого }}\n")
    page = (built(docs, strict=False) / "index.html").read_text(encoding="utf-8")
    assert "Страница не собрана:" in page
    assert "index.md:7: макрос не вычисляется" in page


def test_wrong_anchor_between_our_pages_stops_a_strict_build(tmp_path: Path) -> None:
    head = "---\nrender_macros: true\n---\n\n"
    docs = folder_of(tmp_path, index=f"{head}# Дом\n\n[т](<Вход.md#нет>)\n", Вход=f"{head}# Вход\n")
    with pytest.raises(SiteError, match=r"index\.md:7: на странице «Вход\.md» нет раздела «#нет»"):
        built(docs)


def test_anchor_lost_with_a_replaced_page_does_not(tmp_path: Path, notices: list[str]) -> None:
    head = "---\nrender_macros: true\n---\n\n"
    docs = folder_of(tmp_path, index=f"{head}# Дом\n\n[т](<Вход.md#нет>)\n", Вход="# Вход\n")
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="vkhod.html">т</a>' in page
    assert notices[0].startswith("index.md:7: на странице «Вход.md» нет раздела «#нет»")


def test_readme_beside_the_home_page_stops_nothing(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n", README="# Для читателей репозитория\n")
    assert "Дом" in (built(docs) / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "title: Приём: правила",
            ["Приём.md:2: шапка между --- не разбирается как YAML; исправьте или удалите её"],
        ),
        ("template: note.html\nsearch: нет\nicon: lucide/book\nhide: да", []),
    ],
)
def test_head_for_another_program_changes_no_page(
    head: str, told: list[str], tmp_path: Path, notices: list[str]
) -> None:
    docs = folder_of(
        tmp_path, index="# Дом\n", Приём=f"---\n{head}\n---\n# Приём заявок\n\nЖдём.\n"
    )
    page = (built(docs) / "priem.html").read_text(encoding="utf-8")
    assert "<p>Ждём.</p>" in page
    assert head.split(":", maxsplit=1)[0] + ":" not in page
    assert notices == told


def test_links_by_name_lead_to_pages_or_are_marked(tmp_path: Path, notices: list[str]) -> None:
    docs = folder_of(
        tmp_path,
        index="# Дом\n\nСм. [[Закрытие#Шаг 1: итог|шаг]], [[Как закрыть обращение]] и [[Приём]].\n",
        Регламенты__Закрытие="# Как закрыть обращение\n\n### Шаг 1: итог\n",
    )
    page = (built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/zakrytie.html#шаг-1-итог">шаг</a>' in page
    assert '<a href="reglamenty/zakrytie.html">Как закрыть обращение</a>' in page
    assert '<span class="dead-link" title="Страницы пока нет: &#91;&#91;Приём&#93;&#93;">' in page
    assert notices == [
        (
            "index.md:3: ссылка «[[Приём]]» ведёт на страницу, которой пока нет; "
            "создайте страницу или поправьте ссылку"
        )
    ]
    knowledge = Knowledge.from_folder(docs)
    described = inspect(knowledge.documents["index.md"], knowledge)
    assert (described["links"], described["dead_links"]) == (3, 1)
