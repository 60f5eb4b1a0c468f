"""Sections of a page and the bold labels inside them.

A section is a heading with everything up to the next heading; its children follow it in the flat
tuple. A field is a bold label at the start of a line («**Что делать:**») with what belongs to it:
the rest of its line, and the blocks up to the next label.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from assistant.knowledge.anchors import assign_anchors, split_anchor
from assistant.knowledge.blocks import Block, Item, walk_items
from assistant.knowledge.chapters import chapter_kind, title_key
from assistant.russian.normal import fold_key

_LABEL = re.compile(r"^\*\*(?P<label>[^*\n]+?)\*\*[ ]?(?P<colon>:?)[ ]*(?P<rest>.*)$", re.DOTALL)
_INLINE_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_HOUSE_LABELS = frozenset(
    (
        "что делать",
        "где",
        "результат",
        "время",
        "важно",
        "внимание",
        "действия",
        "ситуация",
        "анализ",
        "выводы",
        "проблема",
        "решение",
        "ответ",
        "связанные материалы",
        "когда использовать",
        "для кого",
        "уровень подготовки",
        "необходимые знания",
        "необходимый доступ",
    )
)


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its content: ``key`` folded for recognition, ``text`` after the colon."""

    label: str
    key: str
    text: str
    line: int
    blocks: tuple[Block, ...]

    def lines(self) -> tuple[str, ...]:
        """Content as separate statements: the items of its lists, else its text or quoted lines."""
        items = tuple(item.text for item in self.items() if item.text)
        quoted = (block.text.split("\n") for block in self.blocks if block.kind == "quote")
        return items or tuple(each for each in (self.text, *chain(*quoted)) if each)

    def items(self) -> tuple[Item, ...]:
        """All list items below the label, nested ones included."""
        return walk_items(self.blocks)

    def plain(self) -> str:
        """Whole content as text."""
        parts = [self.text, *(block.text for block in self.blocks)]
        return "\n".join(part for part in parts if part).strip()

    def fence(self) -> Block | None:
        """First fenced block below the label."""
        return next((block for block in self.blocks if block.kind == "fence"), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next one.

    ``level`` 0 is the text before the first heading. ``trail`` holds the titles of the sections it
    stands in, outermost first; ``chapter`` is the kind (``chapters``) of the second-level section it
    is or stands in, empty in none of the house format; ``end_line`` is the first line after it.
    """

    title: str
    anchor: str
    level: int
    line: int
    end_line: int
    trail: tuple[str, ...]
    blocks: tuple[Block, ...]
    explicit_anchor: bool = False
    chapter: str = ""

    @property
    def key(self) -> str:
        """Title folded for recognition."""
        return fold_key(self.title)

    @property
    def subject(self) -> str:
        """The key without a number before it, by which the sections of the house format are known."""
        return title_key(self.title)

    @property
    def text(self) -> str:
        """All text of the section without marks."""
        return "\n".join(block.text for block in self.blocks if block.text).strip()

    def items(self) -> tuple[Item, ...]:
        """All list items of the section, nested ones included."""
        return walk_items(self.blocks)

    def fields(self) -> tuple[Field, ...]:
        """Labelled content of the section, in order."""
        return fields_of(self.blocks)


def split_sections(blocks: Iterable[Block], last_line: int) -> tuple[Section, ...]:
    """Cut the blocks of a page at its headings."""
    groups: list[tuple[Block | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if block.kind == "heading":
            groups.append((block, []))
        else:
            groups[-1][1].append(block)
    headings = [heading for heading, _ in groups if heading is not None]
    titles = [split_anchor(heading.text) for heading in headings]
    anchors = iter(assign_anchors(titles))
    sections: list[Section] = []
    trail: list[tuple[int, str]] = []
    for index, (heading, body) in enumerate(groups):
        following = groups[index + 1][0] if index + 1 < len(groups) else None
        end = following.line if following is not None else last_line + 1
        if heading is None:
            if body:
                sections.append(Section("", "", 0, body[0].line, end, (), tuple(body)))
            continue
        title, explicit = split_anchor(heading.text)
        trail = [each for each in trail if each[0] < heading.level]
        path = tuple(name for _, name in trail)
        trail.append((heading.level, title))
        chapter = next((title_key(name) for level, name in trail if level == 2), "")
        chapter = chapter_kind(chapter)
        section = Section(
            title,
            next(anchors),
            heading.level,
            heading.line,
            end,
            path,
            tuple(body),
            bool(explicit),
            chapter,
        )
        sections.append(section)
    return tuple(sections)


def fields_of(blocks: Iterable[Block]) -> tuple[Field, ...]:
    """Read the labels of some blocks; blocks before the first label belong to none.

    The labels of the house format may be the items of a list; they are then no part of the label above.
    """
    fields: list[tuple[str, str, int, list[Block]]] = []
    for block in blocks:
        if block.kind == "paragraph":
            for offset, line in enumerate(block.source.split("\n")):
                _read_line(line.strip(), block.line + offset, fields)
        elif block.kind == "list" and all(_is_labelled(item) for item in block.items):
            for item in block.items:
                _read_line(item.source, item.line, fields)
                fields[-1][3].extend(item.blocks)
        elif fields:
            fields[-1][3].append(block)
    return tuple(
        Field(label, fold_key(label), text.strip(), line, tuple(below))
        for label, text, line, below in fields
    )


def _is_labelled(item: Item) -> bool:
    match = _label(item.source)
    return match is not None and fold_key(match["label"]) in _HOUSE_LABELS


def _label(line: str) -> re.Match[str] | None:
    """A label at the start of a line: bold, with a colon in it or after it."""
    match = _LABEL.match(line)
    return match if match and (match["label"].rstrip().endswith(":") or match["colon"]) else None


def _read_line(line: str, number: int, fields: list[tuple[str, str, int, list[Block]]]) -> None:
    match = _label(line)
    if match is not None:
        label = match["label"].rstrip().removesuffix(":")
        fields.append((label, unmark(match["rest"]), number, []))
    elif fields and line:
        label, text, at, below = fields[-1]
        if below:
            below.append(Block("paragraph", number, number + 1, unmark(line), line))
        else:
            fields[-1] = (label, f"{text}\n{unmark(line)}", at, below)


def unmark(source: str) -> str:
    """Inline Markdown without emphasis and code marks, links as their text."""
    text = html.unescape(re.sub(r"\[([^\]]*)\]\((?:<[^>]*>|[^)]*)\)", r"\1", source))
    return _INLINE_MARKS.sub("", text).strip()
