"""Links of a page: as the department writes them, and where they lead.

Editors write raw spaces and brackets in paths, which CommonMark does not take for a link. So link
targets are first put between angle brackets (same number of lines), then everything downstream — the
CommonMark parser here, MkDocs on the site — sees the same links.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from urllib.parse import unquote

from assistant.knowledge.commonmark import code_lines
from assistant.knowledge.names import page_name

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<!--.*?-->")
# A text may go on below, but not past a blank line or into the next item, heading, quote or row.
_TEXT_BREAK = r"\n(?![ \t]*(?:\n|[-*+>|#]|\d+[.)][ \t]))"
_LINK_START = re.compile(rf"(?<!\\)\[((?:[^\[\]\\\n]|\\.|{_TEXT_BREAK}|\[[^\[\]\n]*\])*)\]\(")
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-,:-@\[\]^-`{-~-])")
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its text, target, and line (from 1)."""

    text: str
    target: str
    line: int

    @property
    def is_external(self) -> bool:
        """Whether the target is another host, a mail address or the like."""
        return bool(_EXTERNAL.match(self.target))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an internal link leads: a file under ``docs/`` and an anchor (may be empty)."""

    path: str
    anchor: str


def map_links(text: str, rewrite: Callable[[Link], str | None]) -> str:
    """Rewrite the inline links of a Markdown text outside code.

    ``rewrite`` gets each link and returns the Markdown to put in its place, or None to leave it.
    Images are passed over.
    """
    if "](" not in text:
        return text
    code = code_lines(text)
    lines = text.split("\n")
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        is_code = at + 1 in code
        while end < len(lines) and (end + 1 in code) is is_code:
            end += 1
        piece = "\n".join(lines[at:end])
        out.append(piece if is_code else _map_piece(piece, at + 1, rewrite))
        at = end
    return "\n".join(out)


def _map_piece(piece: str, first_line: int, rewrite: Callable[[Link], str | None]) -> str:
    """Rewrite the links of lines that are no code blocks."""
    code = [match.span() for match in _CODE_SPAN.finditer(piece)]
    out: list[str] = []
    at = counted = 0
    line = first_line
    while match := _LINK_START.search(piece, at):
        end = _target_end(piece, match.end())
        in_code = any(first <= match.start() < last for first, last in code)
        is_image = match.start() > 0 and piece[match.start() - 1] == "!"
        if end is None or in_code or is_image:
            out.append(piece[at : match.end()])
            at = match.end()
            continue
        target = piece[match.end() : end].strip()
        if target.startswith("<") and ">" in target:
            target = target[1 : target.index(">")]
        else:
            target = _TITLE.sub("", target)
        line += piece.count("\n", counted, match.end())
        counted = match.end()
        replacement = rewrite(Link(match.group(1), target, line))
        out.append(piece[at : match.start()])
        out.append(piece[match.start() : end + 1] if replacement is None else replacement)
        at = end + 1
    out.append(piece[at:])
    return "".join(out)


def _target_end(text: str, start: int) -> int | None:
    """Index of the bracket that closes a link target, brackets inside the path being balanced."""
    line_end = text.find("\n", start)
    last = len(text) if line_end < 0 else line_end
    if text[start : start + 1] == "<":
        close = text.find(">", start, last)
        end = text.find(")", close, last)
        return end if close != -1 and end != -1 else None
    depth = 0
    for index in range(start, last):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            if depth == 0:
                return index
            depth -= 1
    return None


def normalise_links(text: str) -> str:
    """Put every link target that needs it between angle brackets, percent escapes undone."""
    return read_links(text)[0]


def scan_links(text: str) -> tuple[Link, ...]:
    """List the inline links of a Markdown text as they are written, in order."""
    found: list[Link] = []

    def note(link: Link) -> None:
        found.append(link)

    map_links(text, note)
    return tuple(found)


def read_links(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text with its link targets normalised, and the links it has then, from one reading."""
    found: list[Link] = []

    def rewrite(link: Link) -> str | None:
        target = link.target
        if link.is_external:
            target = target.replace(" ", "%20")
        elif target:
            target = _plain(target)
        found.append(replace(link, target=target))
        if not target or (link.is_external and target == link.target):
            return None
        return f"[{link.text}](<{target}>)"

    return map_links(text, rewrite), tuple(found)


def _plain(target: str) -> str:
    """A target as a name on the disk: percent and Markdown escapes undone, slashes forward."""
    path = _ESCAPE.sub(r"\1", unquote(target)).replace("\\", "/")
    return unicodedata.normalize("NFC", path).replace("<", "%3C").replace(">", "%3E")


def resolve(link: Link, page: str, paths: Set[str]) -> Place | None:
    """Find the file an internal link leads to, None when there is none.

    ``page`` is the path of the page it stands on, ``paths`` all files under ``docs/`` (NFC). A link
    to a folder leads to its ``README.md`` or ``index.md``.
    """
    target, _, anchor = _plain(link.target).partition("#")
    if not target:
        return Place(page, anchor)
    path = _join(page, target)
    candidates = (f"{path}/README.md", f"{path}/index.md", path)
    if path == ".":
        candidates = ("index.md", "README.md", path)
    whole = _join(page, _plain(link.target))
    if anchor and whole in paths:  # «C#.md»
        return Place(whole, "")
    return next((Place(each, anchor) for each in candidates if each in paths), None)


def _join(page: str, target: str) -> str:
    return page_name(posixpath.normpath(posixpath.join(posixpath.dirname(page), target)))


def is_dead(link: Link, page: str, anchors: Mapping[str, Set[str]], paths: Set[str]) -> bool:
    """Whether an internal link leads nowhere: no such file, or no such anchor on the page."""
    if link.is_external:
        return False
    place = resolve(link, page, paths)
    if place is None:
        return True
    return bool(place.anchor) and place.path in anchors and place.anchor not in anchors[place.path]
