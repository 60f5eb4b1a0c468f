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
from dataclasses import dataclass
from urllib.parse import unquote

_FENCE = re.compile(r"^ {0,12}(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_LINK_START = re.compile(r"(?<!\\)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\(")
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
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


def map_links(text: str, replace: Callable[[Link], str | None]) -> str:
    """Rewrite the inline links of a Markdown text outside code.

    ``replace`` gets each link and returns the Markdown to put in its place, or None to leave it.
    Images are passed over.
    """
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        opening = _FENCE.match(line)
        if fence:
            if opening and line.strip(" ").startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if opening:
            fence = opening.group(1)
            continue
        if "](" in line:
            lines[number - 1] = _map_line(line, number, replace)
    return "\n".join(lines)


def _map_line(line: str, number: int, replace: Callable[[Link], str | None]) -> str:
    code = [match.span() for match in _CODE_SPAN.finditer(line)]
    out: list[str] = []
    at = 0
    while match := _LINK_START.search(line, at):
        end = _target_end(line, match.end())
        in_code = any(first <= match.start() < last for first, last in code)
        is_image = match.start() > 0 and line[match.start() - 1] == "!"
        if end is None or in_code or is_image:
            out.append(line[at : match.end()])
            at = match.end()
            continue
        target = line[match.end() : end].strip()
        if target.startswith("<") and ">" in target:
            target = target[1 : target.index(">")]
        else:
            target = _TITLE.sub("", target)
        replacement = replace(Link(match.group(1), target, number))
        out.append(line[at : match.start()])
        out.append(line[match.start() : end + 1] if replacement is None else replacement)
        at = end + 1
    out.append(line[at:])
    return "".join(out)


def _target_end(line: str, start: int) -> int | None:
    """Index of the bracket that closes a link target, brackets inside the path being balanced."""
    if line[start : start + 1] == "<":
        close = line.find(">", start)
        end = line.find(")", close)
        return end if close != -1 and end != -1 else None
    depth = 0
    for index in range(start, len(line)):
        if line[index] == "(":
            depth += 1
        elif line[index] == ")":
            if depth == 0:
                return index
            depth -= 1
    return None


def normalise_links(text: str) -> str:
    """Put every link target that needs it between angle brackets, percent escapes undone."""

    def rewrite(link: Link) -> str | None:
        if link.is_external or not link.target:
            return None
        return f"[{link.text}](<{_plain(link.target)}>)"

    return map_links(text, rewrite)


def scan_links(text: str) -> tuple[Link, ...]:
    """List the inline links of a Markdown text, in order."""
    found: list[Link] = []

    def note(link: Link) -> None:
        found.append(link)

    map_links(text, note)
    return tuple(found)


def _plain(target: str) -> str:
    return unicodedata.normalize("NFC", unquote(target)).replace("<", "%3C").replace(">", "%3E")


def resolve(link: Link, page: str, paths: Set[str]) -> Place | None:
    """Find the file an internal link leads to, None when there is none.

    ``page`` is the path of the page it stands on, ``paths`` all files under ``docs/`` (NFC). A link
    to a folder leads to its ``README.md`` or ``index.md``.
    """
    target, _, anchor = _plain(link.target).partition("#")
    if not target:
        return Place(page, anchor)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
    candidates = (f"{path}/README.md", f"{path}/index.md", path)
    if path == ".":
        candidates = ("index.md", "README.md", path)
    return next((Place(each, anchor) for each in candidates if each in paths), None)


def is_dead(link: Link, page: str, anchors: Mapping[str, Set[str]], paths: Set[str]) -> bool:
    """Whether an internal link leads nowhere: no such file, or no such anchor on the page."""
    if link.is_external:
        return False
    place = resolve(link, page, paths)
    if place is None:
        return True
    return bool(place.anchor) and place.path in anchors and place.anchor not in anchors[place.path]
