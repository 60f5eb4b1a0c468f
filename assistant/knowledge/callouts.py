"""Callouts of other programs as quotes: «!!! warning "Внимание"» with its indented text, «> [!NOTE]».

CommonMark shows the first as text and code, the second as a slot. A line stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.knowledge.fences import fenced

_NAMES = {
    "note": "Примечание",
    "info": "К сведению",
    "important": "Важно",
    "tip": "Совет",
    "hint": "Совет",
    "success": "Готово",
    "question": "Вопрос",
    "warning": "Внимание",
    "caution": "Осторожно",
    "attention": "Внимание",
    "danger": "Опасно",
    "failure": "Ошибка",
    "error": "Ошибка",
    "bug": "Ошибка",
    "example": "Пример",
    "quote": "Цитата",
    "abstract": "Кратко",
    "summary": "Кратко",
}
_OPENING = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+\"([^\"]*)\")?[ \t]*$"
)
_ALERT = re.compile(r"([ \t]*>[ \t]*)\[!(\w+)\][+-]?[ \t]*(.*)$")


def quote_callouts(text: str) -> str:
    """The text with its callouts written as quotes."""
    if "!!!" not in text and "???" not in text and "[!" not in text:
        return text
    lines = text.split("\n")
    code = fenced(lines)
    quoted = list(lines)
    at = 0
    while at < len(lines):
        opening = None if code[at] else _OPENING.match(lines[at])
        if opening is not None:
            quoted[at] = f"> {_title(opening[1], opening[2])}"
            end = _end(lines, at + 1)
            quoted[at + 1 : end] = [f"> {line[4:]}".rstrip(" ") for line in lines[at + 1 : end]]
            at = end
            continue
        if not code[at] and (alert := _ALERT.match(lines[at])):
            quoted[at] = f"{alert[1]}{_title(alert[2], alert[3])}"
        at += 1
    return "\n".join(quoted)


def _title(kind: str, title: str | None) -> str:
    """The bold line of a callout; two spaces part it from the text below."""
    return f"**{title or _NAMES.get(kind.lower(), kind.capitalize())}**  "


def _end(lines: Sequence[str], start: int) -> int:
    """Index after the indented text of a callout, blank lines at its end left out."""
    end = at = start
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith("    ")):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end
