"""HTML of this room: tags come from our code, every other text is escaped.

What a customer wrote is data. It reaches the page through here only, never as Markdown, and a plain
``str`` cannot pass for ``Markup`` without being escaped first.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_VOID = frozenset({"br", "hr"})


class Markup(str):
    """HTML that is safe to show: made by ``tag`` and ``escaped`` alone."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Text as HTML; line ends as entities, so that nothing on the way may trim or indent them."""
    if isinstance(text, Markup):
        return text
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return Markup(html.escape(clean).replace("\n", "&#10;"))


def joined(*pieces: str, by: str = "") -> Markup:
    """Pieces one after another, plain ones escaped."""
    return Markup(escaped(by).join(escaped(piece) for piece in pieces))


def tag(name: str, /, *children: str, **attributes: str) -> Markup:
    """An element: ``tag("p", "текст", class_="quiet", data_due="…")``.

    In attribute names a closing ``_`` is dropped and the others become ``-``; an empty value leaves
    the bare attribute.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(*children)}</{name}>")


def link(text: str, url: str, /, **attributes: str) -> Markup:
    """A link that opens beside the desk; an address that is not a web page stays plain text."""
    if urlsplit(url).scheme not in ("http", "https"):
        return tag("span", text, **attributes)
    return tag("a", text, href=url, target="_blank", rel="noopener", **attributes)


def label(text: str) -> str:
    """Text as a Streamlit label, which is Markdown: no mark, directive or image of it takes effect.

    Plain prose comes out as it is, because screen readers are given the label unread.
    """
    shown = _MARK.sub(r"\\\g<0>", " ".join(text.split()))
    return _DIRECTIVE.sub(":\u2060", shown)


_MARK = re.compile(r"[\\`*_\[\]<$~&]|^[#>+-]")
_DIRECTIVE = re.compile(r":(?=[A-Za-z])")
