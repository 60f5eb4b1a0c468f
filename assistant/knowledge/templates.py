"""Client texts: fenced templates with their slots, and phrases to avoid and to use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.knowledge.blocks import Block, Item, walk_blocks
from assistant.knowledge.sections import Field, Section
from assistant.russian.normal import fold_key

_SLOT = re.compile(r"\[([^\[\]\n]{1,400})\](?!\()")
_CLOSING = {"«": "»", "„": "“”", "“": "”", "‘": "’", "‹": "›", '"': '"', "'": "'"}
_QUOTED = re.compile("|".join(f"{each}[^{end}\\n]+[{end}]" for each, end in _CLOSING.items()))
_MARKS_BEFORE = re.compile("^[\\s—–❌❎✅✔✖✗✘☑⚠⛔🚫👍👎\ufe0f-]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: its name and its range in the template's body, brackets included."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Template:
    """A fenced client text.

    ``title`` and ``anchor`` are those of the heading it stands under, ``label`` the bold label above
    the fence, ``line`` its opening line.
    """

    title: str
    anchor: str
    label: str
    when: str
    body: str
    line: int

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Slots in order of appearance, repeated ones each time."""
        return find_slots(self.body)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted phrase of a «не говорить / говорить» list, with the heading it stands under."""

    text: str
    anchor: str
    line: int


def find_slots(text: str) -> tuple[Slot, ...]:
    """Find the square-bracket slots of a text; a tick box or a Markdown link is none."""
    return tuple(
        Slot(match.group(1).strip(), match.start(), match.end())
        for match in _SLOT.finditer(text)
        if match.group(1).strip().lower() not in ("", "x", "х")
    )


def read_templates(sections: tuple[Section, ...]) -> tuple[Template, ...]:
    """Every fence under «Скрипты и шаблоны» and every standard reply of a typical request.

    A fence elsewhere (a log, a sample in the main part, a command in a diagnosis) is no client text,
    and a heading without a fence no template.
    """
    return tuple(
        template
        for section in sections
        for template in _templates(section)
        if section.chapter == "templates" or (section.chapter == "requests" and _is_reply(template))
    )


def _templates(section: Section) -> Iterator[Template]:
    fields = section.fields()
    when = next((field.plain() for field in fields if field.key == "когда использовать"), "")
    labels = {
        fence.line: field.label for field in fields for fence in walk_blocks(field.blocks, "fence")
    }
    for fence in walk_blocks(section.blocks, "fence"):
        label = labels.get(fence.line, "")
        yield Template(section.title, section.anchor, label, when, fence.text, fence.line)


def _is_reply(template: Template) -> bool:
    return not template.label or "ответ" in fold_key(template.label)


def read_phrases(sections: tuple[Section, ...]) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Phrases to avoid and phrases to use, in page order; one for each item of a list."""
    avoid: list[Phrase] = []
    use: list[Phrase] = []
    for section in sections:
        fields = section.fields()
        if section.subject.startswith("что не говорить"):
            first = min((field.line for field in fields), default=section.end_line)
            before = [block for block in section.blocks if block.line < first]
            avoid.extend(_listed(before, section.anchor))
        for field in fields:
            if field.key.startswith(("избегайте", "не говорите", "что не говорить", "не говорить")):
                avoid.extend(_phrases(field, section.anchor))
            elif field.key.startswith(("вместо этого", "говорите", "используйте следующ")):
                use.extend(_phrases(field, section.anchor))
    return tuple(avoid), tuple(use)


def _phrases(field: Field, anchor: str) -> list[Phrase]:
    listed = _listed(field.blocks, anchor)
    if listed:
        return listed
    texts: list[str] = []
    for line in field.lines():
        quoted = [match.group()[1:-1] for match in _QUOTED.finditer(line)]
        texts.extend(quoted or [line])
    return [Phrase(text.strip(), anchor, field.line) for text in texts]


def client_phrases(lines: Iterable[str]) -> tuple[str, ...]:
    """Phrases of a client, one a line; several where a line is a row of quotes."""
    found: list[str] = []
    for line in lines:
        quoted = [match.group()[1:-1].strip() for match in _QUOTED.finditer(line)]
        between = re.sub(r"\b(?:и|или|либо)\b", "", _QUOTED.sub("", line))
        is_row = len(quoted) > 1 and not any(each.isalnum() for each in between)
        found.extend(quoted if is_row else [unquote(line)])
    return tuple(phrase for phrase in found if phrase)


def _listed(blocks: Iterable[Block], anchor: str) -> list[Phrase]:
    """Phrases of lists: a nested item explains the one above it."""
    items: Iterable[Item] = (item for block in blocks for item in block.items)
    return [Phrase(unquote(item.text), anchor, item.line) for item in items if item.text]


def unquote(text: str) -> str:
    """A phrase without the quotes around it, marks before it and remarks after it.

    A quote that is only the beginning of a sentence («Код» не приходит) is part of the phrase.
    """
    phrase = _MARKS_BEFORE.sub("", text).strip()
    closing = _CLOSING.get(phrase[:1], "")
    depth = 0
    for at, character in enumerate(phrase):
        if character in closing and at > 0:
            depth -= 1
        elif character == phrase[0]:
            depth += 1
        if depth == 0 and closing:
            rest = phrase[at + 1 :].strip()
            return phrase if rest[:1].isalnum() else phrase[1:at].strip()
    return phrase
