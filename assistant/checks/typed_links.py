"""The inline links and pictures of a page where they were typed, to the column.

``knowledge.links`` reads the links and knows what is code; it leaves out pictures and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.page import Page
from assistant.knowledge.links import Link, map_links

# A picture is made a link, and marked, so that the same reader finds it.
_IMAGE = re.compile(r"!\[(?=[^\]\n]*\]\()")
_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A link with the column its target starts at, from 0; ``is_image`` tells a picture."""

    link: Link
    column: int
    is_image: bool


def typed_links(page: Page) -> Iterator[TypedLink]:
    """All links and pictures of a page as typed, in order."""
    marked = _IMAGE.sub(f"{_MARK}[", page.document.source.text)
    found: list[Link] = []

    def note(link: Link) -> None:
        found.append(link)

    map_links(marked, note)
    at: dict[int, int] = {}
    for link in found:
        line = marked.split("\n")[link.line - 1] if link.line not in at else ""
        yield from _place(link, page.lines[link.line - 1], at, line)


def _place(link: Link, typed: str, at: dict[int, int], marked: str) -> Iterator[TypedLink]:
    raise NotImplementedError
