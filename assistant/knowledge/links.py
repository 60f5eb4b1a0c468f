"""Links of a page: as the department writes them, and where they lead.

Editors write raw spaces and brackets in paths, which CommonMark does not take for a link. So link
targets are first put between angle brackets (same number of lines), then everything downstream — the
CommonMark parser here, MkDocs on the site — sees the same links. «[[Название страницы]]», as note programs
write it, is a link by name.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import unquote

from assistant.knowledge.anchors import anchor_of
from assistant.knowledge.names import page_name
from assistant.russian.normal import fold_key

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<!--.*?-->")
# A text may go on below, but not past a blank line or into the next item, heading, quote or row.
_TEXT_BREAK = r"\n(?![ \t]*(?:\n|[-*+>|#]|\d+[.)][ \t]))"
_LINK_START = re.compile(rf"(?<!\\)\[((?:[^\[\]\\\n]|\\.|{_TEXT_BREAK}|\[[^\[\]\n]*\])*)\]\(")
# [[Страница#Раздел|текст]]; in a table the bar is escaped. A name has a letter: «[[1, 2]]» is none.
_BY_NAME = re.compile(
    r"(?<![!\\\[])\[\[(?P<name>[^\[\]|\n]*[^\W\d_][^\[\]|\n]*?)(?:\\?\|(?P<shown>[^\[\]\n]+))?\]\](?!\()"
)
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-,:-@\[\]^-`{-~-])")
NO_NAMES: Mapping[str, str] = MappingProxyType({})
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its text, target, and line (from 1); ``by_name`` when it is «[[…]]»."""

    text: str
    target: str
    line: int
    by_name: bool = False

    @property
    def is_external(self) -> bool:
        """Whether the target is another host, a mail address or the like."""
        return not self.by_name and bool(_EXTERNAL.match(self.target))

    @property
    def shown(self) -> str:
        """The target as a message names it."""
        return f"[[{self.target}]]" if self.by_name else self.target


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
    if "](" not in text and "[[" not in text:
        return text
    # The parser is slow to start, and pages kept as they were understood (``kept``) do without it.
    from assistant.knowledge.commonmark import code_lines

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
    while match := _next_link(piece, at):
        found, end = _read_link(piece, match)
        in_code = any(first <= match.start() < last for first, last in code)
        is_image = match.start() > 0 and piece[match.start() - 1] == "!"
        if found is None or in_code or is_image:
            out.append(piece[at : match.end()])
            at = match.end()
            continue
        line += piece.count("\n", counted, match.end())
        counted = match.end()
        replacement = rewrite(replace(found, line=line))
        out.append(piece[at : match.start()])
        out.append(piece[match.start() : end] if replacement is None else replacement)
        at = end
    out.append(piece[at:])
    return "".join(out)


def _next_link(piece: str, at: int) -> re.Match[str] | None:
    """The start of the next link, of one kind or the other."""
    inline, by_name = _LINK_START.search(piece, at), _BY_NAME.search(piece, at)
    if inline is None or by_name is None:
        return inline or by_name
    return min(inline, by_name, key=lambda match: match.start())


def _read_link(piece: str, start: re.Match[str]) -> tuple[Link | None, int]:
    """A link by its start, without its line, and the index after it; None when it does not end."""
    if start.re is _BY_NAME:
        name = start["name"].strip()
        shown = (start["shown"] or " — ".join(filter(None, name.split("#")))).strip()
        return Link(shown, name, 0, by_name=True), start.end()
    end = _target_end(piece, start.end())
    if end is None:
        return None, start.end()
    target = piece[start.end() : end].strip()
    if target.startswith("<") and ">" in target:
        target = target[1 : target.index(">")]
    else:
        target = _TITLE.sub("", target)
    return Link(start.group(1), target, 0), end + 1


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
        elif target and not link.by_name:
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


def resolve(
    link: Link, page: str, paths: Set[str], names: Mapping[str, str] = NO_NAMES
) -> Place | None:
    """Find the file an internal link leads to, None when there is none.

    ``page`` is the path of the page it stands on, ``paths`` all files under ``docs/`` (NFC), ``names`` the
    pages by the key of their name and title. A link to a folder leads to its ``README.md`` or ``index.md``.
    """
    if link.by_name:
        return _named(link.target, page, paths, names)
    target, _, anchor = _plain(link.target).partition("#")
    anchor = anchor.replace("\ufe0f", "")  # GitHub keeps the emoji's variation mark in an anchor
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


def _named(target: str, page: str, paths: Set[str], names: Mapping[str, str]) -> Place | None:
    """The page of a «[[Страница#Раздел]]»: a path without «.md», a file's name, or a title."""
    name, _, heading = unicodedata.normalize("NFC", target).partition("#")
    name, anchor = name.strip(), anchor_of(heading.strip())
    if not name:
        return Place(page, anchor)
    stem = name.removesuffix(".md")
    places = (_join(page, stem), page_name(posixpath.normpath(stem)))
    endings = (".md", "/README.md", "/index.md", "")
    whole = (f"{place}{ending}" for place in places for ending in endings)
    found = next((each for each in whole if each in paths), None)
    path = found or names.get(fold_key(posixpath.basename(stem)))
    return Place(path, anchor) if path else None


def _join(page: str, target: str) -> str:
    """The path a target leads to from a page; one that begins with a slash starts at ``docs``."""
    path = target[1:] if target.startswith("/") else f"{posixpath.dirname(page)}/{target}"
    return page_name(posixpath.normpath(path.lstrip("/")))


def is_dead(
    link: Link,
    page: str,
    anchors: Mapping[str, Set[str]],
    paths: Set[str],
    names: Mapping[str, str] = NO_NAMES,
) -> bool:
    """Whether an internal link leads nowhere: no such file, or no such anchor on the page."""
    if link.is_external:
        return False
    place = resolve(link, page, paths, names)
    if place is None:
        return True
    return bool(place.anchor) and place.path in anchors and place.anchor not in anchors[place.path]
