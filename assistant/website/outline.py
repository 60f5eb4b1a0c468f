"""Sections every document has and nobody searches for: kept out of the search and the contents list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs.structure.toc import AnchorLink

from assistant.knowledge.document import Document

_UNSEARCHED = ("метаданные", "история изменений", "обратная связь", "связанные материалы")


def exclude_from_search(content: str, document: Document) -> str:
    """Mark the headings of such sections so that the search leaves them out."""
    for section in document.sections:
        if section.subject.startswith(_UNSEARCHED):
            mark = rf'(<h\d)(?=[^>]*\sid="{re.escape(section.anchor)}")(?![^>]*data-search-exclude)'
            content = re.sub(mark, r"\1 data-search-exclude", content, count=1)
    return content


def trim_contents(items: Iterable[AnchorLink], document: Document) -> None:
    """Take the metadata out of the contents list: the card is the first thing on the page."""
    hidden = {each.anchor for each in document.sections if each.subject.startswith("метаданные")}
    for item in items:
        item.children[:] = [child for child in item.children if child.id not in hidden]
