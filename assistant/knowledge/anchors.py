"""Anchors of headings, the same as on the published page.

The site's ``toc`` extension makes them with ``pymdownx.slugs`` (lower case, Cyrillic kept); an explicit
``{ #anchor }`` after a heading wins. Doubles get ``_1``, ``_2``… as Python-Markdown gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_EXPLICIT = re.compile(r"\s*\{:?\s*#([^\s}]+)[^}]*\}\s*$")
_NUMBERED = re.compile(r"^(.*)_([0-9]+)$")


def split_anchor(heading: str) -> tuple[str, str]:
    """Return a heading without its ``{ #anchor }`` and the anchor, empty when there is none."""
    match = _EXPLICIT.search(heading)
    if match is None:
        return heading, ""
    return heading[: match.start()].rstrip(), match.group(1)


def anchor_of(heading: str) -> str:
    """The anchor a heading without an explicit one gets, where it has no double."""
    from pymdownx.slugs import (
        slugify,
    )  # not needed for pages kept as they were understood (``kept``)

    return str(slugify(case="lower")(heading, "-"))


def assign_anchors(headings: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Give each (plain text, explicit anchor) its anchor, in page order."""
    pairs = tuple(headings)
    used = {explicit for _, explicit in pairs if explicit}
    anchors: list[str] = []
    for text, explicit in pairs:
        anchors.append(explicit or _unused(anchor_of(text), used))
    return tuple(anchors)


def _unused(anchor: str, used: set[str]) -> str:
    """The rule of Python-Markdown's ``toc`` for doubles and empty slugs."""
    while anchor in used or not anchor:
        match = _NUMBERED.match(anchor)
        anchor = f"{match[1]}_{int(match[2]) + 1}" if match else f"{anchor}_1"
    used.add(anchor)
    return anchor
