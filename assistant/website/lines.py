"""Lines of a paragraph, kept from meaning more to Python-Markdown than they do to CommonMark.

CommonMark has already said that these lines are text. Python-Markdown would still take «#12345» for a
heading, «[ID]: …» for a link definition, ``{% … %}`` for attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BRACE = re.compile(r"(?<!\\)([{}])")
_LABEL = re.compile(r"^\*\*[^*\n]+?(?::\s*\*\*|\*\*\s?:)")
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
    """Indentation gone; a break as two spaces; a line that starts with a label stands on its own."""
    stripped = [line.lstrip() for line in lines]
    following = [*stripped[1:], ""]
    return [_broken(line, after) for line, after in zip(stripped, following, strict=True)]


def _broken(line: str, after: str) -> str:
    if not after:
        return line.rstrip()
    text = line.rstrip()
    if re.search(r"(?<!\\)(?:\\\\)*\\$", text):
        return text[:-1] + "  "
    return text + "  " if line.endswith("  ") or _LABEL.match(after) else text


def escape_braces(text: str) -> str:
    """Keep braces outside code as text: ``attr_list`` would swallow ``{% … %}`` at a line's end."""
    return outside_code(text, lambda part: _BRACE.sub(r"\\\1", part))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change the parts of a text that stand outside code spans."""
    out: list[str] = []
    at = 0
    for match in _CODE_SPAN.finditer(text):
        out.extend((change(text[at : match.start()]), match.group()))
        at = match.end()
    return "".join((*out, change(text[at:])))
