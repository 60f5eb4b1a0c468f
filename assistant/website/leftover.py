"""Addresses in a finished page that lead nowhere: pictures, and links ``targets`` does not see.

``targets`` reads inline links; this looks at the HTML, whatever it was made from, and marks the rest
(missing pictures, reference links, links in raw HTML) in the same way.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_IMAGE = re.compile(r"<img\b[^>]*?>")
_ANCHOR = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(src|alt)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Leftover:
    """The page with dead addresses marked, and those addresses."""

    html: str
    targets: tuple[str, ...]


def mark_leftovers(
    content: str, page_url: str, published: Set[str], find: Callable[[str], str]
) -> Leftover:
    """Mark what leads nowhere; ``published`` are addresses relative to the site, unquoted.

    ``find`` gives the address of the file that a target names from where the page lies in ``docs``, empty
    when there is none: raw HTML names files, not addresses.
    """
    dead: list[str] = []

    def living(url: str) -> str:
        """The address itself, another one that it stands for, or nothing."""
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or url.startswith("/"):
            return url
        folder = posixpath.dirname(page_url)
        if posixpath.normpath(posixpath.join(folder, unquote(parts.path))) in published:
            return url
        found = find(url)
        return quote(posixpath.relpath(found, folder or "."), safe="/#") if found else ""

    def image(match: re.Match[str]) -> str:
        values = dict(_ATTRIBUTE.findall(match.group()))
        source = html.unescape(values.get("src", ""))
        if address := living(source):
            return _readdressed(match.group(), source, address)
        dead.append(unquote(source))
        hint = html.escape(f"Картинки пока нет: {unquote(source)}")
        text = values.get("alt") or html.escape(unquote(source))
        return f'<span class="dead-link" title="{hint}">{text}</span>'

    def anchor(match: re.Match[str]) -> str:
        target = html.unescape(match[1])
        if address := living(target):
            return _readdressed(match.group(), target, address)
        if not target:
            return match.group()
        dead.append(unquote(target))
        hint = html.escape(f"Страницы пока нет: {unquote(target)}")
        return f'<span class="dead-link" title="{hint}">{match[2]}</span>'

    marked = _ANCHOR.sub(anchor, _IMAGE.sub(image, content))
    return Leftover(marked, tuple(dead))


def _readdressed(tag: str, old: str, new: str) -> str:
    """A tag with another address, as it is when that has not changed."""
    return tag if old == new else tag.replace(f'"{html.escape(old)}"', f'"{html.escape(new)}"', 1)
