"""The inline links and pictures of a page where they were typed, to the column.

``knowledge.links`` finds the links and knows what is code; here pictures and columns are added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.page import Page
from assistant.knowledge.links import Link, scan_links

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_PICTURE = re.compile(r"!(?=\[[^\]\n]*\]\()")
# Stands for the «!» of a picture: without it a picture reads as a link.
_NO_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A link with the column its target starts at, from 0; ``is_image`` tells a picture."""

    link: Link
    column: int
    is_image: bool


def typed_links(page: Page) -> Iterator[TypedLink]:
    """All links and pictures as typed, in order; those a macro is to complete are left out."""
    by_line: dict[int, list[Link]] = defaultdict(list)
    for link in scan_links(_PICTURE.sub(_NO_MARK, page.document.source.text)):
        by_line[link.line].append(link)
    for number, links in by_line.items():
        line = page.lines[number - 1]
        without_code = _CODE.sub(lambda match: "\0" * len(match.group()), line)
        at = 0
        for link in links:
            start, column = _place(link, without_code, at) or _place(link, line, at) or (0, at)
            at = column + len(link.target)
            if not (page.is_own and "{" in link.target):
                yield TypedLink(link, column, line[:start].endswith("!"))


def _place(link: Link, line: str, at: int) -> tuple[int, int] | None:
    """Where a link starts and where its target does, looked for from a column on."""
    text = link.text.rpartition("\n")  # the target stands where the last line of the text does
    opening = f"{text[2]}](" if text[1] else f"[{link.text}]("
    opening = opening.replace(_NO_MARK, "!")
    start = line.find(opening, at)
    column = line.find(link.target, start + len(opening)) if start >= 0 else -1
    return (start, column) if column >= 0 else None
