"""What the site's tests share: folders of pages, builds of them, what the build says, finished pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from assistant.website.build import CONFIG_FILE, build_site

DOCS = CONFIG_FILE.parent / "docs"
HOUSE = Path(__file__).parent / "fixtures" / "house"


class Html(HTMLParser):
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
        if tag == "a" and "name" in values:
            self.ids.add(values["name"])
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


def broken_links(site: Path) -> list[str]:
    """Links of a built site that lead to no file or anchor of it."""
    pages = {file: Html(file) for file in site.rglob("*.html")}
    return [
        f"{file.relative_to(site)} -> {url}"
        for file, page in pages.items()
        for url in page.urls
        if not _resolves(url, file, site, pages)
    ]


def _resolves(url: str, file: Path, site: Path, pages: dict[Path, Html]) -> bool:
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


def folder_of(tmp_path: Path, **pages: str | bytes) -> Path:
    """A docs folder; in names ``__`` stands for a slash and ``_`` for a space."""
    docs = tmp_path / "docs"
    for name, content in pages.items():
        file = docs / (name.replace("__", "/").replace("_", " ") + ".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return docs


def built(docs: Path, *, strict: bool = True) -> Path:
    site = docs.parent / "site"
    build_site(docs, site, strict=strict)
    return site


@pytest.fixture(name="notices")
def notices_of_the_build() -> Iterator[list[str]]:
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
