"""Markdown as the department writes it, rewritten so that Python-Markdown sees what CommonMark sees.

Python-Markdown wants a blank line before a list and four spaces for each level; our documents have
neither. So the page is parsed by the CommonMark parser the assistant uses and written out again block
by block: blank lines between blocks, four spaces a level, fences closed, headings with the very
anchors the assistant knows. What stands inside a line is left to ``lines``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from assistant.knowledge.anchors import assign_anchors, split_anchor
from assistant.knowledge.blocks import TASK, plain_text
from assistant.knowledge.commonmark import house_parser
from assistant.website.lines import (
    escape_angles,
    escape_braces,
    fit_line_starts,
    outside_code,
    set_breaks,
)

# The same parser as in knowledge.blocks; here the tree itself is needed.
PARSER = house_parser()
_INDENT = " " * 4
_NOTHING = "&#8203;"  # keeps a list item that starts with a block from being taken for text
_OPEN_TAG = re.compile(
    r"^\s*<(details|div|section|article|aside|figure|center)\b([^>]*)>", re.IGNORECASE
)
_INFO = re.compile(r"^[a-z][a-z0-9+#-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How a page is rewritten.

    ``keeps_attributes`` leaves ``{ .class }`` of our own pages to ``attr_list``; on other pages a brace
    is text. ``fence_info`` names the language of a fence by its content and its own info.
    """

    keeps_attributes: bool = False
    fence_info: Callable[[str, str], str] = lambda _, info: info

    def rewrite(self, text: str) -> str:
        """Return the page as Markdown for Python-Markdown."""
        environment: dict[str, dict[str, dict[str, str]]] = {}
        root = SyntaxTreeNode(PARSER.parse(text, environment))
        headings = [node for node in root.children if node.type == "heading"]
        titles = [split_anchor(_plain(node)) for node in headings]
        anchors = iter(assign_anchors(titles))
        lines: list[str] = []
        for separator, node in _separated(root.children):
            lines.extend(separator)
            if node.type == "heading":
                lines.append(self._heading(node, next(anchors)))
            else:
                lines.extend(self._block(node))
        for label, target in environment.get("references", {}).items():
            lines.extend(("", f'[{label}]: <{target["href"]}> "{target["title"]}"'))
        return "\n".join(lines) + "\n"

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[str]:
        lines: list[str] = []
        for separator, node in _separated(nodes):
            lines.extend(separator)
            lines.extend(self._block(node))
        return lines

    def _block(self, node: SyntaxTreeNode) -> list[str]:
        if node.type == "heading":
            return [self._heading(node, "")]
        if node.type == "paragraph":
            return self._paragraph(_source(node))
        if node.type in ("bullet_list", "ordered_list"):
            return self._list(node)
        if node.type in ("fence", "code_block"):
            return self._fence(node)
        if node.type == "blockquote":
            return [f"> {line}" if line else ">" for line in self._blocks(node.children)]
        if node.type == "table":
            return self._table(node)
        if node.type == "hr":
            return ["---"]
        return _opened(node.content.rstrip("\n")).split("\n")

    def _heading(self, node: SyntaxTreeNode, anchor: str) -> str:
        title, _ = split_anchor(" ".join(_source(node).split("\n")))
        title = title or _NOTHING  # else the anchor would be read as the title
        mark = f" {{ #{anchor} }}" if anchor else ""
        return f"{'#' * int(node.tag[1])} {escape_braces(escape_angles(title))}{mark}"

    def _paragraph(self, source: str) -> list[str]:
        lines = set_breaks(source.split("\n"))
        text = escape_angles("\n".join(fit_line_starts(line) for line in lines))
        return (text if self.keeps_attributes else escape_braces(text)).split("\n")

    def _list(self, node: SyntaxTreeNode) -> list[str]:
        tight = _is_tight(node)
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        lines: list[str] = []
        for item in node.children:
            marker = "-" if number is None else f"{number}."
            number = None if number is None else number + 1
            if lines and not tight:
                lines.append("")
            lines.extend(self._item(item, marker, tight))
        return lines

    def _item(self, item: SyntaxTreeNode, marker: str, tight: bool) -> list[str]:
        children = list(item.children)
        if _starts_with_text(item):
            body = self._paragraph(TASK.sub(_tick_box, _source(children.pop(0))))
        else:
            body = [_NOTHING]
        if children and not tight:
            body.append("")
        body.extend(self._blocks(children))
        first, *rest = body
        head = f"{marker} ".ljust(4) + first
        return [head, *(f"{_INDENT}{line}" if line else "" for line in rest)]

    def _fence(self, node: SyntaxTreeNode) -> list[str]:
        content = node.content.removesuffix("\n")
        longest = max(
            (len(run) for run in re.findall(r"^ *(`{3,})", content, re.MULTILINE)), default=2
        )
        mark = "`" * (longest + 1)
        info = node.info.split()[0] if node.type == "fence" and node.info.split() else ""
        info = self.fence_info(content, info if _INFO.match(info) else "")
        return [f"{mark}{info or 'text'}", *content.split("\n"), mark]

    def _table(self, node: SyntaxTreeNode) -> list[str]:
        rows = [row for part in node.children for row in part.children]
        cells = [[self._cell(cell) for cell in row.children] for row in rows]
        marks = [_ALIGNMENT[str(cell.attrs.get("style", ""))] for cell in rows[0].children]
        return [f"| {' | '.join(row)} |" for row in (cells[0], marks, *cells[1:])]

    def _cell(self, cell: SyntaxTreeNode) -> str:
        source = escape_angles(outside_code(_source(cell), _escape_cell))
        return source if self.keeps_attributes else escape_braces(source)


_JOINING = frozenset(("bullet_list", "ordered_list", "blockquote"))
_ALIGNMENT = {
    "": "---",
    "text-align:left": ":---",
    "text-align:right": "---:",
    "text-align:center": ":---:",
}


def _separated(nodes: Sequence[SyntaxTreeNode]) -> Iterator[tuple[list[str], SyntaxTreeNode]]:
    """Blocks with the lines that part each from the one before."""
    previous = ""
    for node in nodes:
        joined = node.type == previous and node.type in _JOINING
        # Two of these in a row would become one without a mark between them.
        separator = ["", "<!-- -->", ""] if joined else [""]
        yield (separator if previous else []), node
        previous = node.type


def _escape_cell(text: str) -> str:
    """A bar, and a backtick that opens no code here but might together with the next cell."""
    return re.sub(r"(?<!\\)([|`])", r"\\\1", text)


def _tick_box(match: re.Match[str]) -> str:
    """A tick box as the ``tasklist`` extension knows it: Latin «x», a space after it."""
    return "[ ] " if match[1].isspace() else "[x] "


def _opened(source: str) -> str:
    """HTML that is closed in a later block: let ``md_in_html`` render what stands between."""
    tag = _OPEN_TAG.match(source)
    if tag is None or f"</{tag[1].lower()}" in source.lower() or " markdown" in tag[2]:
        return source
    return f'<{tag[1]} markdown="1"{tag[2]}>{source[tag.end() :]}'


def _starts_with_text(item: SyntaxTreeNode) -> bool:
    return bool(item.children) and item.children[0].type == "paragraph"


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Whether a list can be written without blank lines: its items hold text and tight lists only."""
    for item in node.children:
        if not _starts_with_text(item) or not item.children[0].hidden:
            return False
        below = item.children[1:]
        if len(below) > 1 or any(not each.type.endswith("_list") for each in below):
            return False
        if any(not _is_tight(each) for each in below):
            return False
    return True


def _source(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.children if child.type == "inline")


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(plain_text(child) for child in node.children).strip()
