"""A quick look at a page item without leaving the desk: what an agent reads before answering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.knowledge.blocks import Block
from assistant.knowledge.requests import Request
from assistant.knowledge.sections import Section
from assistant.library import Library
from assistant.ui.markup import Markup, joined, tag

_CHARACTERS = 2_500


def look_markup(item_id: str, library: Library) -> Markup:
    """A fold that opens a request's causes, diagnosis, escalation and priority, or a section's text."""
    request = library.knowledge.requests.get(item_id)
    body = _request(request) if request else _sections(item_id, library)
    if not body:
        return Markup()
    panel = tag("div", body, class_="desk-why desk-look-panel", tabindex="0")
    summary = tag("summary", "Посмотреть")
    return tag("details", summary, panel, class_="desk-look", name="look")


def _request(request: Request) -> Markup:
    parts = (
        ("Причины", "ol", request.causes),
        ("Тексты на экране", "ul", request.screen_texts),
        ("Диагностика", "ol", request.diagnosis),
        ("Эскалация", "ul", request.escalation),
        ("Приоритет", "ul", (request.priority,) if request.priority else ()),
    )
    title = tag("h3", request.title, class_="desk-heading")
    return joined(title, *(_part(*each) for each in parts if each[2]))


def _part(title: str, kind: str, lines: Iterable[str]) -> Markup:
    return joined(tag("h4", title), tag(kind, *(tag("li", line) for line in lines)))


def _sections(item_id: str, library: Library) -> Markup:
    """The section and those below it; of a page's first heading, what stands before its steps."""
    document = library.knowledge.document_of(item_id)
    if document is None:
        return Markup()
    anchor = item_id.partition("#")[2]
    found = _with_children(document.sections, anchor)
    pieces: list[Markup] = []
    left = _CHARACTERS
    for section in found:
        if left <= 0:
            pieces.append(tag("p", "Дальше — на странице.", class_="desk-quiet"))
            break
        body = [_block(block) for block in section.blocks]
        if any(body):
            pieces.append(joined(tag("h4", section.title), *body))
            left -= len(section.text)
    return joined(*pieces)


def _with_children(sections: Sequence[Section], anchor: str) -> list[Section]:
    start = next((at for at, each in enumerate(sections) if each.anchor == anchor), None)
    if start is None:
        return []
    found = [sections[start]]
    for each in sections[start + 1 :]:
        if each.level <= sections[start].level:
            break
        if not each.key.startswith("метаданные"):
            found.append(each)
    return found


def _block(block: Block) -> Markup:
    if block.kind == "list":
        items = [tag("li", item.text, *map(_block, item.blocks)) for item in block.items]
        return tag("ol" if block.ordered else "ul", *items)
    if block.kind == "table":
        rows = [tag("tr", *(tag("td", cell) for cell in row)) for row in block.rows]
        return tag("table", *rows)
    if block.kind in ("fence", "code"):
        return tag("pre", block.text)
    return tag("p", block.text) if block.text else Markup()
