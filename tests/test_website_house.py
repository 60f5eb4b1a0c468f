"""Documents of the department as they are: alone, and in place of ours."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.website_places import (
    DOCS,
    HOUSE,
    broken_links,
    built,
    notices_of_the_build,  # noqa: F401  a fixture
)

PASS = "Регламенты/Пропуск на въезд (SLA обычный приоритет).md"
# Which of our pages each document of the department takes the place of.
REPLACED = {
    PASS: "Регламенты/Обработка стандартных обращений (SLA обычный приоритет).md",
    "Регламенты/Закрытие (итог).md": "Регламенты/Закрытие обращения.md",
    "Регламенты/README.md": "Регламенты/README.md",
    "База запросов/Вход и доступ.md": "База типичных запросов/Регистрация и вход.md",
    "База запросов/README.md": "База типичных запросов/README.md",
    "Процесс поддержки.md": "Процессы технической поддержки.md",
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A strict build of the department's documents and nothing else."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(HOUSE, folder / "docs")
    return built(folder / "docs")


def article(site: Path, address: str) -> str:
    text = (site / address).read_text(encoding="utf-8")
    return text.partition("<article")[2].partition("</article>")[0]


REGULATION = "reglamenty/propusk-na-vieezd-sla-obychnyi-prioritet.html"
LOGIN = "baza-zaprosov/vkhod-i-dostup.html"


def test_documents_alone_make_a_site_of_themselves(alone: Path) -> None:
    pages = {file.relative_to(alone).as_posix() for file in alone.rglob("*.html")} - {"404.html"}
    assert pages == {
        "index.html",
        "protsess-podderzhki.html",
        "baza-zaprosov/index.html",
        LOGIN,
        "reglamenty/index.html",
        "reglamenty/zakrytie-itog.html",
        REGULATION,
    }
    assert broken_links(alone) == []
    assert f'<a href="{REGULATION}">' in article(alone, "index.html")


def test_lists_right_after_text_are_lists(alone: Path) -> None:
    page = article(alone, REGULATION)
    for item in ("виды пропусков", "разовый", "латиницу и кириллицу не смешивайте"):
        assert f"<li>{item}</li>" in page
    assert re.search(
        r"<li>\s*<p>Откройте карточку обращения:</p>\s*<ul>\s*<li>сверьте телефон", page
    )
    assert "<td>Разовый</td>" in page
    assert "<li>отвечает сразу</li>" in article(alone, "protsess-podderzhki.html")
    left = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"^\s*(?:[-*]|\d+\.) ", left, re.MULTILINE) == []


def test_metadata_is_shown_as_a_card(alone: Path) -> None:
    for address in (LOGIN, "reglamenty/zakrytie-itog.html", "protsess-podderzhki.html"):
        assert '<table class="kb-card">' in article(alone, address)
    page = article(alone, "reglamenty/zakrytie-itog.html")
    assert '<span class="kb-state kb-state--draft">Черновик</span>' in page
    assert "<strong>Черновик.</strong>" in page


def test_title_with_a_latin_letter_in_it_still_heads_a_card(alone: Path) -> None:
    page = article(alone, REGULATION)
    assert '<table class="kb-card">' in page
    assert '<span class="kb-tag">шлагбаум</span>' in page


def test_client_texts_and_checklists_are_ready_for_use(alone: Path) -> None:
    page = article(alone, LOGIN)
    assert '<mark class="kb-slot">[Имя клиента]</mark>' in page
    assert page.count('<div class="kb-reply">') == 2
    assert page.count('type="checkbox"') == 2


DEAD = {
    "Процесс поддержки.md:46": "ссылка «./Регламент работы.md» ведёт на страницу, которой пока нет",
    "Процесс поддержки.md:47": "на странице «Процесс поддержки.md» нет раздела «#особые-случаи»",
    "База запросов/README.md:5": "ссылка «./Оплата.md» ведёт на страницу, которой пока нет",
    "Регламенты/README.md:13": "ссылка «Диагностика.md» ведёт на страницу, которой пока нет",
    "Регламенты/README.md:21": "«нет.png» ведёт на файл, которого пока нет",
    "Регламенты/Закрытие (итог).md:34": (
        "на странице «Регламенты/Закрытие (итог).md» нет раздела «#шаг-9»"
    ),
}


def test_dead_links_are_marked_and_reported_with_file_and_line(
    tmp_path: Path, notices: list[str]
) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(HOUSE, docs)
    site = built(docs)
    for place, problem in DEAD.items():
        assert any(each.startswith(f"{place}: {problem}") for each in notices), (place, notices)
    page = article(site, "reglamenty/index.html")
    assert '<span class="dead-link" title="Страницы пока нет: Диагностика.md">' in page
    assert "Картинки пока нет: нет.png" in page
    assert "<code>[не ссылка](нигде.md)</code>" in page


def test_documents_in_place_of_ours_keep_the_addresses_and_the_build(
    tmp_path: Path, notices: list[str]
) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(DOCS, docs)
    for source, target in REPLACED.items():
        assert (docs / target).is_file(), target
        shutil.copyfile(HOUSE / source, docs / target)
    site = built(docs)
    assert broken_links(site) == []
    assert "Принять просьбу" in article(site, "regulations/standard.html")
    assert '<table class="kb-card">' in article(site, "requests/login.html")
    # Our pages still point at sections the replaced one had: said, and led to its beginning.
    lost = "на странице «База типичных запросов/Регистрация и вход.md» нет раздела «#phone-changed»"
    assert any(re.match(rf"Справочник/.+\.md:\d+: {lost}", each) for each in notices)


def test_dropped_in_page_needs_no_edit_and_stops_no_strict_build(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(DOCS, docs)
    text = (
        "# 🔐 Вход\r\n> цитата\r\n## Типичные запросы и ответы\r\n### 1. Код\r\n"
        "**Стандартный ответ:**\r\n```\r\nЗдравствуйте, [Имя]!\r\n- раз\r\n```\r\n**Диагностика:**\r\n"
        "1. [Нет](./Нет такой.md)\r\n   - {{ x }}\r\n2. [Папка](../Регламенты/)"
    )
    (docs / "База типичных запросов" / "Регистрация и вход.md").write_bytes(
        text.encode("cp1251", errors="ignore")
    )
    page = (built(docs) / "requests" / "login.html").read_text(encoding="utf-8")
    assert '<mark class="kb-slot">[Имя]</mark>!\n- раз' in page
    assert "<li>{{ x }}</li>" in page
    assert '<a href="../regulations/index.html">Папка</a>' in page
