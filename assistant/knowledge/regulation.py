"""Parts of a regulation: steps, special cases, examples, FAQ, checklists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.knowledge.blocks import Block, Item
from assistant.knowledge.sections import Section
from assistant.russian.normal import normalise

# For the normalised twin of a heading: lower case, look-alike letters made Cyrillic.
_NUMBER = r"[\W\d]*"  # an emoji, a number of the heading itself
_STEP = re.compile(rf"^{_NUMBER}шаг\s*№?\s*(\d+)\b[\s:.)—–-]*(.*)$", re.DOTALL)
_EXAMPLE = re.compile(rf"^{_NUMBER}(?:пример|кейс)\b")
_QUESTION = re.compile(rf"^{_NUMBER}вопрос\s*№?\s*\d+\s*:\s*(.*)$", re.DOTALL)
# Under a heading of questions less will do.
_ASKED = re.compile(rf"^{_NUMBER}(?:вопрос\s*№?\s*\d*\s*[.:)—–-]|[вq]:)?\s*(.*)$", re.DOTALL)
_ANSWERS = frozenset(("ответ", "о", "a", "а"))


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what is done (one statement each), where, with what result."""

    number: int
    title: str
    anchor: str
    actions: tuple[str, ...]
    where: str
    result: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A special case or an example: its title and its text as the page has it."""

    title: str
    anchor: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Faq:
    """A question with its answer."""

    question: str
    answer: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A tick-box line and the anchor of the checklist it stands in."""

    text: str
    anchor: str
    line: int


def read_steps(sections: tuple[Section, ...]) -> tuple[Step, ...]:
    """Steps given as «### Шаг N: …».

    Rows of a «Пошаговая инструкция (сводка)» are no steps: such a table sums up what other pages tell,
    and the department's 97 steps are the headings of its 15 regulations alone.
    """
    titles = ((section, normalise(section.title)) for section in sections if section.level >= 3)
    return tuple(
        _step(section, int(match.group(1)), title.cut(*match.span(2)).strip())
        for section, title in titles
        if (match := _STEP.match(title.text))
    )


def _step(section: Section, number: int, title: str) -> Step:
    fields = {field.key: field for field in reversed(section.fields())}
    doing = fields.get("что делать") or fields.get("действия")
    where, result = fields.get("где"), fields.get("результат")
    actions = tuple(item.text for item in _top_items(doing.blocks)) if doing else ()
    if not actions and doing is not None and doing.text:
        actions = (doing.text,)
    return Step(
        number,
        title,
        section.anchor,
        actions,
        where.plain() if where else "",
        result.plain() if result else "",
        section.line,
    )


def _top_items(blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    return tuple(item for block in blocks for item in block.items)


def read_cases(sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """Third-level sections under «Особые случаи»; those that begin with «Вопрос» count too."""
    return tuple(_passage(each) for each in sections if each.level == 3 and each.chapter == "cases")


def read_examples(sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """«### Пример …» under «Примеры и кейсы»."""
    return tuple(
        _passage(each)
        for each in sections
        if each.level >= 3
        and each.chapter == "examples"
        and _EXAMPLE.match(normalise(each.title).text)
    )


def _passage(section: Section) -> Passage:
    return Passage(section.title, section.anchor, section.text, section.line)


def read_faq(sections: tuple[Section, ...]) -> tuple[Faq, ...]:
    """«### Вопрос N: …» anywhere, and every question under «Часто задаваемые вопросы».

    Elsewhere a heading without number and colon is no entry.
    """
    found: list[Faq] = []
    for section in sections:
        if section.level < 3:
            continue
        title = normalise(section.title)
        match = _QUESTION.match(title.text)
        answers = (field for field in section.fields() if field.key in _ANSWERS)
        answer = next((field.plain() for field in answers), None)
        if match is None and section.chapter == "faq":
            asks = answer is not None or title.text.rstrip().endswith("?")
            match = _ASKED.match(title.text) if asks else None
        if match is not None:
            question = title.cut(*match.span(1)).strip()
            said = section.text if answer is None else answer
            found.append(Faq(question, said, section.anchor, section.line))
    return tuple(found)


def read_checklist(sections: tuple[Section, ...]) -> tuple[CheckItem, ...]:
    """Every tick-box item of the page, nested ones included."""
    return tuple(
        CheckItem(item.text, section.anchor, item.line)
        for section in sections
        for item in section.items()
        if item.checked is not None
    )
