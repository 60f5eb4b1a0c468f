"""Documents of a folder, their addresses, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.addresses import item_url, page_address, page_addresses
from assistant.knowledge.base import Knowledge, all_paths, page_files
from assistant.knowledge.document import Document
from assistant.knowledge.inspection import inspect
from assistant.knowledge.source import Source

REQUEST_PAGE = "## Типичные запросы\n### 1. Нет кода { #sms }\n### Общее\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for path, text in {
        "index.md": "Без заголовка, [код](Вход.md#sms)\n",
        "Вход.md": REQUEST_PAGE,
        "Макрос.md": "---\nrender_macros: true\n---\n# Срок {{ sla.hours | hours }}\n",
        "Сломан.md": "---\nrender_macros: true\n---\n{{ sla.нет }}\n",
        "Папка/README.md": "# Папка\n",
        "_dev/settings.md": "# Не страница\n",
        ".git/a.md": "# Не страница\n",
        "_data/sla.yml": "hours: 4\n",
        "план.pdf": "x",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def knowledge(docs: Path) -> Knowledge:
    return Knowledge.from_folder(docs)


def test_pages_are_markdown_outside_underscore_and_dot_folders(docs: Path) -> None:
    assert sorted(page_files(docs)) == [
        "index.md",
        "Вход.md",
        "Макрос.md",
        "Папка/README.md",
        "Сломан.md",
    ]
    assert {"_data", "_data/sla.yml", "_dev/settings.md", "Папка", "план.pdf"} <= set(
        all_paths(docs)
    )
    assert not [path for path in all_paths(docs) if path.startswith(".git")]


def test_one_broken_page_does_not_take_the_rest_away(knowledge: Knowledge) -> None:
    assert list(knowledge.documents) == ["index.md", "Вход.md", "Макрос.md", "Папка/README.md"]
    (problem,) = knowledge.problems
    assert (problem.path, problem.line) == ("Сломан.md", 4)


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="папки с документами нет; укажите папку docs"):
        Knowledge.from_folder(tmp_path / "нет")


def test_titles(knowledge: Knowledge) -> None:
    titles = {path: each.title for path, each in knowledge.documents.items()}
    assert titles == {
        "index.md": "index",
        "Вход.md": "Вход",
        "Макрос.md": "Срок 4 часа",
        "Папка/README.md": "Папка",
    }


def test_items_are_found_by_identifier(knowledge: Knowledge) -> None:
    assert list(knowledge.requests) == ["Вход.md#sms"]
    assert knowledge.anchors["Вход.md"] == {"типичные-запросы", "sms", "общее"}
    assert knowledge.document_of("Вход.md#нет") is knowledge.documents["Вход.md"]
    assert knowledge.document_of("Нет.md#sms") is None
    assert knowledge.head_of("Вход.md") == "Вход.md#типичные-запросы"
    assert knowledge.head_of("index.md") == "index.md#"


@pytest.mark.parametrize(
    ("item_id", "title"),
    [
        ("Вход.md#sms", "Нет кода"),
        ("Вход.md#общее", "Общее"),
        ("Вход.md#нет", "Вход"),
        ("Вход.md", "Вход"),
        ("Нет.md#а", "Нет.md#а"),
    ],
)
def test_title_of(item_id: str, title: str, knowledge: Knowledge) -> None:
    assert knowledge.title_of(item_id) == title


def test_description_of_an_empty_page() -> None:
    document = Document.from_source(Source("Пусто.md", "", {}), {})
    knowledge = Knowledge({"Пусто.md": document}, {}, (), frozenset(("Пусто.md",)))
    assert inspect(document, knowledge) == {
        "path": "Пусто.md",
        "title": "Пусто",
        "metadata": {},
        **dict.fromkeys(
            "steps faq examples cases requests checklist templates slots phrases_avoid phrases_use"
            " tables links dead_links".split(),
            0,
        ),
    }


def test_tables_inside_items_count() -> None:
    text = "1. раз:\n   | а |\n   |---|\n   | б |\n\n| в |\n|---|\n"
    document = Document.from_source(Source("а.md", text, {}), {})
    assert [table.rows for table in document.tables] == [(("а",), ("б",)), (("в",),)]


FIGURES = {"addresses": {"pages": {"База/Вход.md": "requests/login", "Два.md": 2}}}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("База/Вход.md", "requests/login.html"),
        ("База/Выход (щука).md", "baza/vykhod-shchuka.html"),
        ("База/README.md", "baza/index.html"),
        ("index.md", "index.html"),
        ("Два.md", "dva.html"),
        ("???.md", "page.html"),
        ("!/ь.md", "page/page.html"),
    ],
)
def test_page_address(path: str, address: str) -> None:
    assert page_address(path, FIGURES) == address


@pytest.mark.parametrize("figures", [{}, {"addresses": None}, {"addresses": {"pages": []}}])
def test_page_address_without_a_list(figures: dict[str, object]) -> None:
    assert page_address("База/Вход.md", figures) == "baza/vkhod.html"


@pytest.mark.parametrize(
    ("item_id", "url"),
    [
        ("База/Вход.md#sms", "http://h/kb/requests/login.html#sms"),
        ("База/Вход.md#да", "http://h/kb/requests/login.html#%D0%B4%D0%B0"),
        ("База/Вход.md", "http://h/kb/requests/login.html"),
        ("База/Вход.md#", "http://h/kb/requests/login.html"),
    ],
)
def test_item_url(item_id: str, url: str) -> None:
    addresses = page_addresses(["База/Вход.md"], FIGURES)
    assert item_url(item_id, "http://h/kb/", addresses) == url
    assert item_url(item_id, "http://h/kb", addresses) == url


def test_pages_never_share_an_address() -> None:
    paths = ("requests/login.md", "База/Вход.md", "Ё.md", "Е.md", "е.md", "README.md", "index.md")
    assert page_addresses(paths, FIGURES) == {
        "База/Вход.md": "requests/login.html",
        "requests/login.md": "requests/login-2.html",
        "index.md": "index.html",
        "README.md": "index-2.html",
        "Ё.md": "e.html",
        "Е.md": "e-2.html",
        "е.md": "e-3.html",
    }
