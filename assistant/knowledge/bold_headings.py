"""Bold lines that stand for headings: «**Шаг 1. Принять**», «**Вопрос 2:** Когда?», «**В:** Когда?».

They are headings where the chapter is one of steps, questions or examples and has no such heading of its
own; elsewhere a numbered bold line is a label like any other. A line stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.knowledge.chapters import chapter_kind, title_key
from assistant.knowledge.fences import fenced

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*)$")
_BOLD = re.compile(r"[ ]{0,3}\*\*([^*\n]+?)(:?)\*\*(:?)[ \t]*(.*)$")
_TITLES = {
    "steps": re.compile(r"\W*шаг\s*№?\s*\d", re.IGNORECASE),
    "examples": re.compile(r"\W*(?:пример|кейс)\s*№?\s*\d", re.IGNORECASE),
    "faq": re.compile(r"\W*вопрос\s*№?\s*\d|\W*(?:вопрос|[вq])[:.]|.*\?\s*$", re.IGNORECASE),
}


def raise_bold_headings(lines: Sequence[str]) -> list[str]:
    """The lines with such headings written as fourth-level ones."""
    raised = list(lines)
    code = fenced(lines)
    for kind, chapter in _chapters(lines, code):
        title = _TITLES[kind]
        heads = (_HEADING.match(lines[at]) for at in chapter)
        if any(head and len(head[1]) > 2 and title.match(head[2]) for head in heads):
            continue
        for at in chapter:
            if (heading := _heading(lines[at], title)) is not None:
                raised[at] = heading
    return raised


def _chapters(lines: Sequence[str], code: Sequence[bool]) -> Iterator[tuple[str, list[int]]]:
    """Kind and lines, those of fences left out, of each chapter that may hold such headings."""
    kind, chapter = "", list[int]()
    for at, line in enumerate(lines):
        if code[at]:
            continue
        head = _HEADING.match(line) if line[:4].lstrip().startswith("#") else None
        if head is not None and len(head[1]) <= 2:
            if kind in _TITLES:
                yield kind, chapter
            kind = _kind(head[2]) if len(head[1]) == 2 else ""
            chapter = []
        chapter.append(at)
    if kind in _TITLES:
        yield kind, chapter


def _kind(title: str) -> str:
    """Kind of a chapter; one that sums up («Пошаговая инструкция (сводка)») tells what other pages do."""
    key = title_key(title)
    return "" if "сводка" in key else chapter_kind(key)


def _heading(line: str, title: re.Pattern[str]) -> str | None:
    bold = _BOLD.match(line)
    if bold is None:
        return None
    colon = ":" if bold[2] or bold[3] else ""
    if (bold[4] and not colon) or not title.match(f"{bold[1]}{colon}"):
        return None
    return f"#### {bold[1]}{colon} {bold[4]}".rstrip(" :")
