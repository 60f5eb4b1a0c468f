"""Put a new part into a page, or a new page into the folder, without touching anything else."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.sections import Section
from assistant.knowledge.source import decode


def insert_request(docs: Path, knowledge: Knowledge, page: str, text: str) -> int:
    """Put a request after the last one of a category page; return its line.

    Raises:
        PageError: there is no such page or it holds no requests.
    """
    document = _document(knowledge, page)
    last = max((request.line for request in document.requests), default=None)
    if last is None:
        raise PageError(page, None, "на странице нет типичных запросов", "выберите другую страницу")
    return _insert(docs, document, _end_of(document, last), text)


def insert_template(docs: Path, knowledge: Knowledge, page: str, text: str) -> int:
    """Put a template at the end of «Скрипты и шаблоны»; return its line.

    Raises:
        PageError: there is no such page or it has no such section.
    """
    document = _document(knowledge, page)
    inside = [
        section
        for section in document.sections
        if ("шаблон" in section.key and section.level == 2)
        or any("шаблон" in name.lower() for name in section.trail)
    ]
    if not inside:
        raise PageError(
            page, None, "нет раздела «Скрипты и шаблоны»", "добавьте его или выберите другую"
        )
    return _insert(docs, document, _end_of(document, inside[-1].line), text)


def write_page(docs: Path, path: str, text: str) -> None:
    """Write a new page.

    Raises:
        PageError: there is such a page already.
    """
    file = docs / path
    if file.exists():
        raise PageError(path, None, "такая страница уже есть", "выберите другое название")
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, text)


def _document(knowledge: Knowledge, page: str) -> Document:
    document = knowledge.documents.get(page)
    if document is None:
        raise PageError(page, None, "такой страницы нет", "проверьте имя файла")
    return document


def _end_of(document: Document, line: int) -> int:
    """Line after the section that starts at a line, its subsections included."""
    start: Section = next(each for each in document.sections if each.line == line)
    after = [
        each.line for each in document.sections if each.line > line and each.level <= start.level
    ]
    return min(after, default=document.sections[-1].end_line)


def _insert(docs: Path, document: Document, line: int, text: str) -> int:
    file = docs / document.path
    lines = decode(file.read_bytes()).split("\n")
    at = min(line - 1, len(lines))
    while at > 0 and lines[at - 1].strip() in ("", "---"):
        at -= 1
    new = ["", "---", "", *text.rstrip("\n").split("\n")]
    _write(file, "\n".join([*lines[:at], *new, *lines[at:]]))
    return at + 4


def _write(file: Path, text: str) -> None:
    aside = file.with_name(f".{file.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(file)
