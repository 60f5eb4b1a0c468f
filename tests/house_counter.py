"""Counts of a document of the house, made line by line from the description of the format alone.

Nothing of the product is used here: what ``inspect`` reports is compared with these counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

_FENCE = re.compile(r"^[ >]*(?:\d+\. |[-*] )?(```+|~~~+)")
_HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$")
_LABEL = re.compile(r"^\s*\*\*(.+?):?\*\*:?")
_ITEM = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\S")
_BOX = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\[[ xXхХ]\]\s*\S")
_TABLE_RULE = re.compile(r"^\s*(?:>\s*)*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SLOT = re.compile(r"\[(?![ xX]\])[^\[\]\n]+\](?!\()")
_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTXB", "асеорхуАВСЕНКМОРТХВ")


@dataclass(frozen=True)
class Line:
    """A line with where it stands: its number, second-level and third-level heading, its label."""

    number: int
    text: str
    chapter: str
    part: str
    label: str
    fence: int


def count(text: str, page: str, docs: Path) -> dict[str, int]:
    """Counts of one page by the names of ``inspect``; ``page`` is its path under ``docs``."""
    lines = list(_lines(text))
    plain = [line for line in lines if not line.fence]
    thirds = [line for line in plain if re.match(r"### ", line.text)]
    clients = _client_fences(lines)
    links = list(_links(plain))
    found = Counter(
        steps=sum(
            bool(re.match(r"### (?:\W* )?Шаг \d+\b", _cyrillic(each.text))) for each in thirds
        ),
        faq=sum(bool(re.match(r"### Вопрос \d+:", _cyrillic(each.text))) for each in thirds),
        examples=sum(each.text.startswith("### Пример ") for each in thirds),
        cases=sum(each.chapter.startswith("Особые случаи") for each in thirds),
        requests=sum(
            each.chapter.startswith("Типичные запросы") and bool(re.match(r"### \d+\. ", each.text))
            for each in thirds
        ),
        checklist=sum(bool(_BOX.match(each.text)) for each in plain),
        templates=len(clients),
        slots=sum(len(_SLOT.findall(body)) for body in clients.values()),
        phrases_avoid=sum(_is_phrase(each, "Избегайте", "Что не говорить") for each in plain),
        phrases_use=sum(_is_phrase(each, "Вместо этого") for each in plain),
        tables=sum("|" in each.text and bool(_TABLE_RULE.match(each.text)) for each in plain),
        links=len(links),
        dead_links=sum(_is_dead(target, page, docs) for target in links),
    )
    return dict(found)


def _cyrillic(text: str) -> str:
    return text.translate(_LOOKALIKES).replace("Шаг", "Шаг")


def _lines(text: str) -> Iterator[Line]:
    """Lines with their places; comments and indented code are no lines."""
    text = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    chapter = part = label = opening = ""
    fence = 0
    blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(line)
        if opening:
            yield Line(number, line, chapter, part, label, fence)
            if mark and mark[1].startswith(opening) and not line.strip(" >`~"):
                opening, fence = "", 0
            continue
        if mark:
            opening, fence = mark[1], number
            yield Line(number, line, chapter, part, label, fence)
            continue
        if heading := _HEADING.match(line):
            level, title = len(heading[1]), heading[2]
            label = ""
            if level <= 2:
                chapter, part = title, ""
            elif level == 3:
                part = title
        elif found := _LABEL.match(line):
            label = found[1].strip()
        if not (blank and line.startswith("    ") and not _ITEM.match(line)):
            yield Line(number, line, chapter, part, label, 0)
        blank = not line.strip()


def _client_fences(lines: list[Line]) -> dict[int, str]:
    """Bodies of the fences that are client texts, by the line each opens at."""
    bodies: dict[int, list[str]] = {}
    for line in lines:
        if line.fence and (
            line.chapter.startswith("Скрипты и шаблоны")
            or (line.chapter.startswith("Типичные запросы") and line.label == "Стандартный ответ")
        ):
            bodies.setdefault(line.fence, []).append(line.text)
    return {number: "\n".join(body[1:]) for number, body in bodies.items()}


def _is_phrase(line: Line, *labels: str) -> bool:
    """A top item under one of the labels; a nested one explains it."""
    is_top = bool(_ITEM.match(line.text)) and not line.text.startswith(" ")
    return is_top and line.label.startswith(labels)


def _links(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        text = re.sub(r"(`+).+?\1", "", line.text)
        for start in re.finditer(r"(?<![!\\])\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(", text):
            if start.start() and text[start.start() - 1] == "!":
                continue
            depth, at = 1, start.end()
            while depth and at < len(text):
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                at += 1
            target = re.sub(r"""\s+(?:"[^"]*"|'[^']*')$""", "", text[start.end() : at - 1])
            yield target.strip().strip("<>")


def _is_dead(target: str, page: str, docs: Path) -> bool:
    if re.match(r"[a-z]+:", target):
        return False
    path, _, anchor = unquote(target).partition("#")
    file = (docs / page).parent / path if path else docs / page
    if file.is_dir():
        return bool(anchor)
    if not file.is_file():
        return True
    return bool(anchor) and anchor not in _slugs(file.read_text(encoding="utf-8"))


def _slugs(text: str) -> set[str]:
    """Anchors of headings as GitHub and the site make them: lower case, spaces to hyphens."""
    titles = (_HEADING.match(line.text) for line in _lines(text) if not line.fence)
    names = [match[2] for match in titles if match]
    kept = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", name) for name in names)
    return {re.sub(r"[^\w\- ]", "", name).strip().lower().replace(" ", "-") for name in kept}
