"""The built site: real pages, and folders that hold whatever a department drops in."""

from __future__ import annotations

import logging
import re
import shutil
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from assistant.knowledge.addresses import page_address
from assistant.knowledge.base import Knowledge
from assistant.website.build import CONFIG_FILE, SiteError, build_site

DOCS = CONFIG_FILE.parent / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real knowledge base, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(DOCS, folder, strict=True)
    return folder


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_folder(DOCS)


class _Page(HTMLParser):
    """Ids, headings and addresses a page names."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.headings: list[str] = []
        self.urls: list[str] = []
        self._in_article = 0
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._in_article += 1
        if "id" in values:
            self.ids.add(values["id"])
            if self._in_article and re.fullmatch(r"h[1-6]", tag):
                self.headings.append(values["id"])
        for name in ("href", "src"):
            if name in values and not (tag == "link" and values.get("rel") == "canonical"):
                self.urls.append(values[name])

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._in_article -= 1


def test_anchors_of_every_page_are_those_of_the_assistant(site: Path, knowledge: Knowledge) -> None:
    for path, document in knowledge.documents.items():
        page = _Page(site / page_address(path, knowledge.figures))
        expected = [section.anchor for section in document.sections if section.anchor]
        assert page.headings == expected, path


def test_every_link_of_the_site_resolves(site: Path) -> None:
    pages = {file: _Page(file) for file in site.rglob("*.html")}
    broken = [
        f"{file.relative_to(site)} -> {url}"
        for file, page in pages.items()
        for url in page.urls
        if not _resolves(url, file, site, pages)
    ]
    assert broken == []


def _resolves(url: str, file: Path, site: Path, pages: dict[Path, _Page]) -> bool:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return True
    path = unquote(parts.path)
    start = site if path.startswith("/") else file.parent
    target = (start / path.lstrip("/")).resolve() if path else file
    if target.is_dir():
        target = target / "index.html"
    if parts.fragment and target in pages:
        # `__…` are marks of the theme's own scripts.
        return unquote(parts.fragment) in pages[target].ids or parts.fragment.startswith("__")
    return target.is_file()


def test_addresses_are_ascii(site: Path) -> None:
    names = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9/.-]+", name)] == []


def test_data_is_not_published(site: Path) -> None:
    assert not list(site.rglob("*.yml"))
    assert not list(site.rglob("_data"))


def test_no_page_loads_from_another_host(site: Path) -> None:
    loading = re.compile(r"<(?:script|img|iframe|source)[^>]*\s(?:src|srcset)=\"?(?:https?:)?//")
    styles = re.compile(r"<link[^>]*stylesheet[^>]*href=\"?(?:https?:)?//")
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not loading.search(text), file
        assert not styles.search(text), file


# Folders made for the occasion.


def _folder(tmp_path: Path, **pages: str | bytes) -> Path:
    """A docs folder; in names ``__`` stands for a slash and ``_`` for a space."""
    docs = tmp_path / "docs"
    for name, content in pages.items():
        file = docs / (name.replace("__", "/").replace("_", " ") + ".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return docs


def _built(docs: Path, *, strict: bool = True) -> Path:
    site = docs.parent / "site"
    build_site(docs, site, strict=strict)
    return site


@pytest.fixture
def notices(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    found: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger("mkdocs.website"), Handler()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield found
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_dead_link_is_marked_and_does_not_stop_a_strict_build(
    tmp_path: Path, notices: list[str]
) -> None:
    docs = _folder(
        tmp_path, index="# Дом\n\nСм. [Диагностику](./Диагностика проблем.md#шаг) тут.\n"
    )
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
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
    docs = _folder(
        tmp_path,
        index=f"# Дом\n\n[туда]({link})\n",
        **{"Регламенты__Обработка_(SLA_обычный)": "# Обработка\n\n## Особые случаи\n\nНет.\n"},
    )
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/obrabotka-sla-obychnyi.html#особые-случаи">туда</a>' in page


def test_link_to_a_folder_leads_to_its_readme(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n\n[все](./Регламенты/)\n", Регламенты__README="# Все\n")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/index.html">все</a>' in page


def test_link_to_a_file_that_is_not_published_is_dead(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n\n[сроки](_data/sla.yml)\n")
    (docs / "_data").mkdir()
    (docs / "_data" / "sla.yml").write_text("a: 1\n")
    assert 'class="dead-link"' in (_built(docs) / "index.html").read_text(encoding="utf-8")


def test_missing_image_does_not_stop_a_strict_build(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n\n![Экран входа](img/Экран входа.png)\n")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert 'title="Картинки пока нет: img/Экран входа.png">Экран входа</span>' in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_any_encoding_and_newline_is_read(tmp_path: Path, encoding: str) -> None:
    text = "# Вход\r\n\r\n**Действия:**\r\n1. Раз"
    docs = _folder(tmp_path, index="# Дом\n", Вход=text.encode(encoding))
    page = (_built(docs) / "vkhod.html").read_text(encoding="utf-8")
    assert '<h1 id="вход">Вход</h1>' in page
    assert "<li>Раз</li>" in page


def test_decomposed_file_names_are_found(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Приём и выдача")
    docs = _folder(tmp_path, index="# Дом\n\n[приём](<Приём и выдача.md>)\n")
    (docs / f"{name}.md").write_text("# Приём\n", encoding="utf-8")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="priem-i-vydacha.html">приём</a>' in page


def test_plain_page_keeps_macro_marks(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом {{ x }}\n\n{{ имя }} {% if %} {# к #}\n\n    {{ код }}\n")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert "<p>{{ имя }} {% if %} {# к #}</p>" in page
    assert "<title>База знаний поддержки PASS24.online</title>" in page
    assert "{{ код }}" in page


def test_lines_like_metadata_stay_text(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="Note: keep\nTitle: keep\n\n# Дом\n")
    assert "Note: keep\nTitle: keep" in (_built(docs) / "index.html").read_text(encoding="utf-8")


def test_scripts_of_a_page_are_dropped(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n\n<script>alert(1)</script>\n\nтекст\n")
    assert "alert(1)" not in (_built(docs) / "index.html").read_text(encoding="utf-8")


def test_folder_without_a_home_page_gets_one(tmp_path: Path) -> None:
    docs = _folder(tmp_path, Регламенты__Вход="# Вход\n")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="reglamenty/vkhod.html">Вход</a>' in page


def test_broken_macro_stops_a_strict_build(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="---\nrender_macros: true\n---\n\n# Дом\n\n{{ нет.такого }}\n")
    with pytest.raises(SiteError, match=r"index\.md:7: макрос не вычисляется"):
        _built(docs)


def test_broken_macro_does_not_take_the_preview_away(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="---\nrender_macros: true\n---\n\n# Дом\n\n{{ нет.такого }}\n")
    page = (_built(docs, strict=False) / "index.html").read_text(encoding="utf-8")
    assert "Страница не собрана:" in page
    assert "index.md:7: макрос не вычисляется" in page


def test_wrong_anchor_between_our_pages_stops_a_strict_build(tmp_path: Path) -> None:
    head = "---\nrender_macros: true\n---\n\n"
    docs = _folder(tmp_path, index=f"{head}# Дом\n\n[т](<Вход.md#нет>)\n", Вход=f"{head}# Вход\n")
    with pytest.raises(SiteError, match=r"index\.md:7: на странице «Вход\.md» нет раздела «#нет»"):
        _built(docs)


def test_anchor_lost_with_a_replaced_page_does_not(tmp_path: Path, notices: list[str]) -> None:
    head = "---\nrender_macros: true\n---\n\n"
    docs = _folder(tmp_path, index=f"{head}# Дом\n\n[т](<Вход.md#нет>)\n", Вход="# Вход\n")
    page = (_built(docs) / "index.html").read_text(encoding="utf-8")
    assert '<a href="vkhod.html">т</a>' in page
    assert notices[0].startswith("index.md:7: на странице «Вход.md» нет раздела «#нет»")


def test_readme_beside_the_home_page_stops_nothing(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n", README="# Для читателей репозитория\n")
    assert "Дом" in (_built(docs) / "index.html").read_text(encoding="utf-8")


def test_two_pages_at_one_address_are_reported(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n", Вход="# А\n", вход="# Б\n")
    with pytest.raises(SiteError, match=r"адрес «vkhod\.html» уже занят"):
        _built(docs, strict=False)


def test_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n", Вход="# Вход\n")
    (docs / "_data").mkdir()
    listed = "pages:\n  Вход.md: requests/login\nredirects:\n  old/vkhod: requests/login\n"
    (docs / "_data" / "addresses.yml").write_text(listed, encoding="utf-8")
    page = (_built(docs) / "old" / "vkhod.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../requests/login.html">' in page


def test_redirect_to_nowhere_is_reported(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n")
    (docs / "_data").mkdir()
    (docs / "_data" / "addresses.yml").write_text("redirects:\n  old: gone\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"нового адреса «gone\.html» на сайте нет"):
        _built(docs)


def test_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n")
    site = _built(docs)
    (docs / "_data").mkdir()
    (docs / "_data" / "sla.yml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"_data/sla\.yml:\d+: файл не разбирается как YAML"):
        _built(docs)
    assert "Дом" in (site / "index.html").read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".site-")] == []


def test_relative_folders_are_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path, index="# Дом\n")
    monkeypatch.chdir(tmp_path)
    build_site(Path("docs"), Path("out"), strict=True)
    assert (tmp_path / "out" / "index.html").is_file()


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
    page = (_built(docs) / "requests" / "login.html").read_text(encoding="utf-8")
    assert '<mark class="kb-slot">[Имя]</mark>!\n- раз' in page
    assert "<li>{{ x }}</li>" in page
    assert '<a href="../regulations/index.html">Папка</a>' in page


def test_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    docs = _folder(tmp_path, index="# Дом\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "важное.txt").write_text("x")
    with pytest.raises(SiteError, match="папка занята чем-то другим"):
        _built(docs)
    with pytest.raises(SiteError, match="хранит документы"):
        build_site(docs, tmp_path, strict=True)
