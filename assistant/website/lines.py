"""Lines of a paragraph, kept from meaning more to Python-Markdown than they do to CommonMark.

CommonMark has already said that these lines are text. Python-Markdown would still take «#12345» for a
heading, «[ID]: …» for a link definition, ``{% … %}`` for attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markdown_it.common.html_re import HTML_TAG_RE

from assistant.knowledge.commonmark import HTML_TAGS

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BRACE = re.compile(r"(?<!\\)([{}])")
_ANGLE = re.compile(r"(?<!\\)(?<!\]\()<(?=/?([A-Za-z][A-Za-z0-9-]*)|[!?])")
_ADDRESS = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_LABEL = re.compile(r"^\*\*[^*\n]+?(?::\s*\*\*|\*\*\s?:)")
_BREAK = re.compile(r"<br[ ]*/?>$", re.IGNORECASE)
_QUOTE = re.compile(r"[«„“\"]")
_STARTS = (
    (re.compile(r"^(?=[#>])"), "\\\\"),
    (re.compile(r"^(\d+)(?=\.\s)"), r"\1\\"),
    (re.compile(r"^(?=[-+*]\s)"), "\\\\"),
    (re.compile(r"^(\[[^\[\]]*\]):"), r"\1&#58;"),
    (re.compile(r"^(?:=)(?==*\s*$)"), "&#61;"),
    (re.compile(r"^(?:-)(?=-*\s*$)"), "&#45;"),
)


def fit_line_starts(line: str) -> str:
    """Escape what only Python-Markdown would take for the start of a block."""
    for pattern, escape in _STARTS:
        line = pattern.sub(escape, line)
    return line


def set_breaks(lines: Iterable[str]) -> list[str]:
    """Indentation gone; a break as two spaces; a label, and a quote under another, stand on a line of their own."""
    stripped = [line.lstrip() for line in lines]
    following = [*stripped[1:], ""]
    return [_broken(line, after) for line, after in zip(stripped, following, strict=True)]


def _broken(line: str, after: str) -> str:
    if not after:
        return line.rstrip()
    text = line.rstrip()
    if re.search(r"(?<!\\)(?:\\\\)*\\$", text):
        return text[:-1] + "  "
    if _BREAK.search(text):
        return text
    parted = _LABEL.match(after) or (_QUOTE.match(line) and _QUOTE.match(after))
    return text + "  " if line.endswith("  ") or parted else text


def escape_braces(text: str) -> str:
    """Keep braces outside code as text: ``attr_list`` would swallow ``{% … %}`` at a line's end."""
    return outside_code(text, lambda part: _BRACE.sub(r"\\\1", part))


def escape_angles(text: str) -> str:
    """Keep «<ID>» and «<Имя>» as text: Python-Markdown would pass them on as tags nobody sees."""
    return outside_code(text, lambda part: _ANGLE.sub(_angle, part))


def _angle(match: re.Match[str]) -> str:
    rest = match.string[match.start() :]
    is_tag = HTML_TAG_RE.match(rest) and (match[1] is None or match[1].lower() in HTML_TAGS)
    return "<" if is_tag or _ADDRESS.match(rest) else "&lt;"


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change the parts of a text that stand outside code spans."""
    out: list[str] = []
    at = 0
    for match in _CODE_SPAN.finditer(text):
        out.extend((change(text[at : match.start()]), match.group()))
        at = match.end()
    return "".join((*out, change(text[at:])))
