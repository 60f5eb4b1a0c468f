"""Addresses in a finished page that lead nowhere: pictures, and links ``targets`` does not see.

``targets`` reads inline links; this looks at the HTML, whatever it was made from, and marks the rest
(missing pictures, reference links, links in raw HTML) in the same way.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Set
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_IMAGE = re.compile(r"<img\b[^>]*?>")
_ANCHOR = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(src|alt)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Leftover:
    """The page with dead addresses marked, and those addresses."""

    html: str
    targets: tuple[str, ...]


def mark_leftovers(content: str, page_url: str, published: Set[str]) -> Leftover:
    """Mark what leads nowhere; ``published`` are addresses relative to the site, unquoted."""
    dead: list[str] = []

    def lives(url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or url.startswith("/"):
            return True
        folder = posixpath.dirname(page_url)
        return posixpath.normpath(posixpath.join(folder, unquote(parts.path))) in published

    def image(match: re.Match[str]) -> str:
        values = dict(_ATTRIBUTE.findall(match.group()))
        source = html.unescape(values.get("src", ""))
        if lives(source):
            return match.group()
        dead.append(unquote(source))
        hint = html.escape(f"Картинки пока нет: {unquote(source)}")
        text = values.get("alt") or html.escape(unquote(source))
        return f'<span class="dead-link" title="{hint}">{text}</span>'

    def anchor(match: re.Match[str]) -> str:
        target = html.unescape(match[1])
        if lives(target):
            return match.group()
        dead.append(unquote(target))
        hint = html.escape(f"Страницы пока нет: {unquote(target)}")
        return f'<span class="dead-link" title="{hint}">{match[2]}</span>'

    marked = _ANCHOR.sub(anchor, _IMAGE.sub(image, content))
    return Leftover(marked, tuple(dead))
