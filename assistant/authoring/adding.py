"""Add a typical request to a category page; asked for at the terminal or from the page of gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.authoring.placing import Placed, place_request
from assistant.authoring.saving import save
from assistant.authoring.skeleton import request_text
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.knowledge.figures import figure
from assistant.russian.normal import fold_key

LEVELS = ("стандартный", "консультация")
_MACRO = "{{ contacts.department }}"


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to begin: ``path`` is its category page, ``level`` one of ``LEVELS``."""

    path: str
    title: str
    anchor: str
    level: str
    phrases: Sequence[str]


def category_pages(pages: Pages) -> list[str]:
    """Paths of the pages a request can be added to."""
    return [each.path for each in pages if each.document.requests]


def taken_titles(pages: Pages) -> frozenset[str]:
    """Titles of all requests, folded."""
    return frozenset(fold_key(each.title) for each in pages.knowledge.requests.values())


def taken_anchors(pages: Pages, path: str) -> frozenset[str]:
    """Anchors of all requests and of everything on a page."""
    anchors = {each.anchor for each in pages.knowledge.requests.values()}
    return frozenset(anchors | pages.knowledge.anchors[path])


def add_request(pages: Pages, new: NewRequest) -> Placed:
    """Write the skeleton of a request after the last one of its page.

    Raises:
        PageError: the page would not be understood afterwards; it is as it was.
        AssistantError: the page cannot be written.
    """
    page = pages.by_path[new.path]
    number = max(each.number for each in page.document.requests) + 1
    department = department_on(page, pages)
    text = request_text(number, new.title, new.anchor, new.phrases, new.level, department)
    placed = place_request(pages, new.path, new.anchor, len(new.phrases), text)
    save(placed.file, placed.data)
    return placed


def department_on(page: Page, pages: Pages) -> str:
    """The department in a signature: a macro where the page expands it."""
    return _MACRO if page.is_own else figure(pages.figures, "contacts.department", str)
