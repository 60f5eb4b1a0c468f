"""Find the place of a new part on a page and put it there, without touching anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.authoring.page_file import PageFile
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.errors import PageError
from assistant.knowledge.base import all_paths
from assistant.knowledge.document import Document
from assistant.knowledge.source import parse_source

_RULE = "---"


@dataclass(frozen=True, slots=True)
class Placed:
    """A page with something new on it: the file, its new bytes, and the line the new part starts at."""

    file: Path
    data: bytes
    line: int


def place_request(pages: Pages, path: str, anchor: str, phrases: int, text: str) -> Placed:
    """Put a request with so many phrases after the last one of a category page.

    Raises:
        PageError: the page holds no requests, or would not be understood afterwards.
    """
    page = _page(pages, path)
    last = max((each.line for each in page.document.requests), default=None)
    if last is None:
        raise PageError(path, None, "на странице нет типичных запросов", "выберите другую страницу")

    def is_there(document: Document) -> bool:
        found = [each for each in document.requests if each.anchor == anchor and each.reply]
        return len(found) == 1 and len(found[0].phrases) == phrases

    return _insert(pages, page, last, text, is_there)


def place_template(pages: Pages, path: str, title: str, text: str) -> Placed:
    """Put a template after the last one of «Скрипты и шаблоны».

    Raises:
        PageError: the page has no such section, or would not be understood afterwards.
    """
    page = _page(pages, path)
    anchors = {template.anchor for template in page.document.templates}
    last = max(
        (each.line for each in page.document.sections if each.anchor in anchors), default=None
    )
    if last is None:
        problem, remedy = "нет раздела «Скрипты и шаблоны»", "добавьте его или выберите другую"
        raise PageError(path, None, problem, remedy)

    def is_there(document: Document) -> bool:
        return any(each.title == title for each in document.templates)

    return _insert(pages, page, last, text, is_there)


def _page(pages: Pages, path: str) -> Page:
    page = pages.by_path.get(path)
    if page is None:
        raise PageError(path, None, "такой страницы нет", "проверьте имя файла")
    return page


def _insert(
    pages: Pages, page: Page, neighbour: int, text: str, is_there: Callable[[Document], bool]
) -> Placed:
    """Put a text after the section at a line, parted from it as that is from the one before."""
    file = all_paths(pages.docs)[page.path]
    before = PageFile.from_bytes(file.read_bytes())
    lines = before.text().split("\n")
    heading = page.typed_line(neighbour)
    end = min(_end_of(page, neighbour), len(lines))
    while end > heading and lines[end - 1].strip() in ("", _RULE):
        end -= 1
    above = next((line.strip() for line in reversed(lines[: heading - 1]) if line.strip()), "")
    rule = [_RULE, ""] if above == _RULE else []
    try:
        after = before.inserted(end + 1, ["", *rule, *text.rstrip("\n").split("\n")])
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.end]
        problem = f"страница в кодировке Windows-1251, а в ней нет знака «{letter}»"
        raise PageError(page.path, None, problem, "сохраните страницу в UTF-8") from error
    source = parse_source(after.text(), page.path)
    if not is_there(Document.from_source(source, pages.figures)):
        problem = "на этой странице новое не будет понято"
        raise PageError(page.path, None, problem, "выберите другую страницу или проще название")
    return Placed(file, after.to_bytes(), end + 2 + len(rule))


def _end_of(page: Page, line: int) -> int:
    """Last typed line of the section that starts at a line of the document, subsections included."""
    sections = page.document.sections
    start = next(each for each in sections if each.line == line)
    after = [each.line for each in sections if each.line > line and each.level <= start.level]
    return page.typed_line(min(after)) - 1 if after else len(page.lines)
