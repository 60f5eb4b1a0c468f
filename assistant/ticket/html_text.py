"""Text of an HTML mail: its words in lines, quoted blocks marked with «>», nothing else.

One pass over the tags, linear whatever the input; no tag is ever interpreted.
"""

from __future__ import annotations

import html
import re

from assistant.russian.expression import expression

MAX_CHARACTERS = 500_000
_MAX_DEPTH = 9
_TAG = expression(r"<(?:[!?][^<>]*|(?P<close>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*)>", re.IGNORECASE)
_HIDDEN = frozenset("script style title template".split())
_BLOCKS = frozenset(
    "address article blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section table tbody tr ul".split()
)
_CELLS = frozenset(("td", "th"))


def html_text(marked: str) -> str:
    """Return the words of an HTML text, one line for each block."""
    marked = _without_comments(marked[:MAX_CHARACTERS])
    lines = _Lines()
    hidden = ""
    at = 0
    for tag in _TAG.finditer(marked):
        if not hidden:
            lines.add(marked[at : tag.start()])
        at = tag.end()
        name, closes = (tag["name"] or "").lower(), bool(tag["close"])
        if hidden:
            hidden = "" if closes and name == hidden else hidden
        elif name in _HIDDEN:
            hidden = "" if closes else name
        elif name in _BLOCKS:
            lines.turn(name, closes=closes)
        elif name in _CELLS:
            lines.add(" ")
    if not hidden:
        lines.add(marked[at:])
    return lines.text()


class _Lines:
    """Lines in the making; ``_depth`` is how many quoted blocks stand around the words."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._current: list[str] = []
        self._has_words = False
        self._depth = 0
        self._keeps_breaks = False

    def add(self, words: str) -> None:
        words = html.unescape(words)
        first, *rest = words.split("\n") if self._keeps_breaks else [words]
        self._put(first)
        for line in rest:
            self._end_line()
            self._put(line)

    def turn(self, name: str, *, closes: bool) -> None:
        """Begin a new line; a «br» ends one even when it is empty."""
        if name == "br" or self._has_words:
            self._end_line()
        if name == "blockquote":
            self._depth = min(max(0, self._depth + (-1 if closes else 1)), _MAX_DEPTH)
        if name == "pre":
            self._keeps_breaks = not closes

    def text(self) -> str:
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._done)).strip()

    def _put(self, words: str) -> None:
        if words:
            self._current.append(words)
            self._has_words = self._has_words or not words.isspace()

    def _end_line(self) -> None:
        words = " ".join("".join(self._current).split())
        self._done.append(f"{'>' * self._depth} {words}".strip() if words else "")
        self._current.clear()
        self._has_words = False


def _without_comments(marked: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := marked.find("<!--", at)) != -1:
        kept.append(marked[at:start])
        end = marked.find("-->", start)
        at = len(marked) if end == -1 else end + 3
    return "".join((*kept, marked[at:]))
