"""Markdown into block values with line numbers, by a real CommonMark parser.

Nothing here knows the house format; ``sections`` and the modules after it give blocks a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pages kept as they were understood (``kept``) need no parser
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

TASK = re.compile(r"^\[([ \u00a0xXхХ])\]\s*(?=\S)")  # the second pair is Cyrillic
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its first paragraph as ``source`` and plain ``text``, then nested blocks."""

    text: str
    source: str
    line: int
    checked: bool | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page.

    ``kind`` is heading, paragraph, list, fence, code (an indented block), table, quote, rule or html;
    ``line`` and ``end_line`` count from 1, the end being the first line after the block. ``source`` is
    inline Markdown, ``text`` the same without marks (for a fence: its content). ``blocks`` are those of
    a quote.
    """

    kind: str
    line: int
    end_line: int
    text: str = ""
    source: str = ""
    level: int = 0
    ordered: bool = False
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    blocks: tuple[Block, ...] = ()


def parse_blocks(markdown: str) -> tuple[Block, ...]:
    """Parse Markdown (links already normalised) into its top-level blocks."""
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(_parser().parse(markdown))
    return tuple(_block(node) for node in root.children)


@cache
def _parser() -> MarkdownIt:
    from assistant.knowledge.commonmark import house_parser

    return house_parser()


def plain_text(node: SyntaxTreeNode) -> str:
    """Text of an inline node without its marks; line breaks stay line breaks."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "html_inline":
        return "\n" if _BREAK.match(node.content) else ""
    return "".join(plain_text(child) for child in node.children)


_KINDS = {
    "heading": "heading",
    "paragraph": "paragraph",
    "bullet_list": "list",
    "ordered_list": "list",
    "fence": "fence",
    "code_block": "code",
    "table": "table",
    "blockquote": "quote",
    "hr": "rule",
    "html_block": "html",
}


def _block(node: SyntaxTreeNode) -> Block:
    first, last = node.map or (0, 0)
    kind = _KINDS.get(node.type, "html")
    line, end_line = first + 1, last + 1
    if kind in ("heading", "paragraph"):
        level = int(node.tag[1]) if kind == "heading" else 0
        return Block(kind, line, end_line, _inline_text(node), _inline_source(node), level)
    if kind == "list":
        items = tuple(_item(child) for child in node.children)
        ordered = node.type == "ordered_list"
        text = "\n".join(_item_text(item) for item in items)
        return Block(kind, line, end_line, text, ordered=ordered, items=items)
    if kind == "table":
        rows = tuple(
            tuple(" ".join(_inline_text(cell).split("\n")) for cell in row.children)
            for part in node.children
            for row in part.children
        )
        return Block(kind, line, end_line, "\n".join(" — ".join(row) for row in rows), rows=rows)
    if kind == "quote":
        inside = tuple(_block(child) for child in node.children)
        text = "\n".join(block.text for block in inside)
        return Block(kind, line, end_line, text, blocks=inside)
    if kind == "rule":
        return Block(kind, line, end_line)
    return Block(kind, line, end_line, node.content.removesuffix("\n"), node.content)


def _inline_text(node: SyntaxTreeNode) -> str:
    return "".join(plain_text(child) for child in node.children).strip()


def _inline_source(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.children if child.type == "inline")


def _item(node: SyntaxTreeNode) -> Item:
    children = list(node.children)
    text = source = ""
    if children and children[0].type == "paragraph":
        text, source = _inline_text(children[0]), _inline_source(children[0])
        children = children[1:]
    checked = None
    if task := TASK.match(text):
        checked = not task.group(1).isspace()
        text, source = text[task.end() :], TASK.sub("", source)
    line = (node.map or (0, 0))[0] + 1
    return Item(text, source, line, checked, tuple(_block(child) for child in children))


def _item_text(item: Item) -> str:
    return "\n".join([item.text, *(block.text for block in item.blocks)]).strip()


def walk_items(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """All list items of some blocks in order, those nested in items and quotes included."""
    found: list[Item] = []
    for block in blocks:
        for item in block.items:
            found.append(item)
            found.extend(walk_items(item.blocks))
        found.extend(walk_items(block.blocks))
    return tuple(found)


def walk_blocks(blocks: Iterable[Block], *kinds: str) -> Iterator[Block]:
    """All blocks of some kinds in order, those inside list items and quotes included."""
    for block in blocks:
        if block.kind in kinds:
            yield block
        for item in block.items:
            yield from walk_blocks(item.blocks, *kinds)
        yield from walk_blocks(block.blocks, *kinds)
