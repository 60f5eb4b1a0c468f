"""The same thing twice: titles, requests, anchors, client phrases."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages, blame
from assistant.knowledge.requests import Request
from assistant.russian.normal import fold_key


def check_doubles(pages: Pages) -> Iterator[Finding]:
    """Two pages or two requests under one title, two sections at one anchor, one phrase twice."""
    yield from _titles(pages)
    yield from _requests(pages)
    for page in pages:
        yield from _anchors(page)
    yield from _phrases(pages)


def _titles(pages: Pages) -> Iterator[Finding]:
    seen: dict[str, Page] = {}
    for page in pages:
        other = seen.setdefault(fold_key(page.document.title), page)
        if other is not page:
            blamed, rival = blame(page, other)
            sections = blamed.document.sections
            line = next((each.line for each in sections if each.level == 1), 1)
            problem = f"заголовок страницы тот же, что у «{rival.path}»"
            remedy = "переименуйте одну из них"
            yield blamed.finding("double-title", blamed.typed_line(line), problem, remedy)


def _requests(pages: Pages) -> Iterator[Finding]:
    """Requests of two pages or of one; their anchors name files of phrases, so they meet nowhere."""
    titles: dict[str, tuple[Page, Request]] = {}
    anchors: dict[str, tuple[Page, Request]] = {}
    for page in pages:
        for request in page.document.requests:
            here = (page, request)
            other = titles.setdefault(fold_key(request.title), here)
            if other is not here:
                yield _twice("double-request", here, other, "такой запрос уже есть")
            if not _is_explicit(request.anchor, page):
                continue
            other = anchors.setdefault(request.anchor, here)
            if other[0] is not page:
                yield _twice("double-anchor", here, other, f"якорь #{request.anchor} уже занят")


def _is_explicit(anchor: str, page: Page) -> bool:
    sections = page.document.sections
    return any(each.explicit_anchor and each.anchor == anchor for each in sections)


def _twice(
    code: str, here: tuple[Page, Request], other: tuple[Page, Request], what: str
) -> Finding:
    page, rival = blame(here[0], other[0])
    mine, theirs = (here[1], other[1]) if page is here[0] else (other[1], here[1])
    remedies = {
        "double-request": "объедините записи или назовите по-разному",
        "double-anchor": "дайте новому запросу другой якорь",
    }
    place = f"{rival.path}:{rival.typed_line(theirs.line)}"
    return page.finding(code, page.typed_line(mine.line), f"{what}: {place}", remedies[code])


def _anchors(page: Page) -> Iterator[Finding]:
    """Two headings of a page that were given one anchor; anchors made from headings never meet."""
    seen: dict[str, int] = {}
    for section in page.document.sections:
        if not section.explicit_anchor:
            continue
        line = page.typed_line(section.line)
        other = seen.setdefault(section.anchor, line)
        if other != line:
            problem = f"якорь #{section.anchor} уже занят строкой {other}"
            yield page.finding("double-anchor", line, problem, "дайте разделу другой якорь")


def _phrases(pages: Pages) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for item_id, request in pages.knowledge.requests.items():
        page = pages.of_item(item_id)
        for phrase in request.phrases:
            owner = first.setdefault(fold_key(phrase) or phrase, item_id)
            if owner != item_id:
                line = _line_of(phrase, page, page.typed_line(request.line))
                title = pages.knowledge.title_of(owner)
                problem = f"фраза «{phrase}» уже стоит у запроса «{title}»"
                remedy = "оставьте её у одного из них"
                yield page.finding("double-phrase", line, problem, remedy)


def _line_of(phrase: str, page: Page, start: int) -> int:
    """Typed line of a phrase at or after a line, else that line."""
    numbers = range(start, len(page.lines) + 1)
    return next((each for each in numbers if phrase in page.lines[each - 1]), start)
