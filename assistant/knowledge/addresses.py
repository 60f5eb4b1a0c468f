"""Addresses of published pages: short, ASCII, and independent of a page's name.

``docs/_data/addresses.yml`` fixes the address of our own pages, so that renaming a file keeps its
links alive; a page that is not listed there gets the transliteration of its path. The site publishes
under these addresses (``website``), the assistant links to them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import quote

from assistant.knowledge.figures import Figures
from assistant.russian.translit import ascii_slug


def page_address(path: str, figures: Figures) -> str:
    """Address of a page relative to the site, such as ``requests/login.html``."""
    listed = figures.get("addresses")
    fixed = listed.get("pages") if isinstance(listed, Mapping) else None
    if isinstance(fixed, Mapping) and isinstance(fixed.get(path), str):
        return f"{fixed[path]}.html"
    folder, name = posixpath.split(path.removesuffix(".md"))
    parts = [ascii_slug(part) or "page" for part in folder.split("/") if part]
    name = "index" if name in ("README", "index") else ascii_slug(name) or "page"
    return "/".join([*parts, name]) + ".html"


def item_url(item_id: str, site_url: str, figures: Figures) -> str:
    """Full address of an item (``<path>#<anchor>``) on the published site."""
    path, _, anchor = item_id.partition("#")
    address = site_url.rstrip("/") + "/" + page_address(path, figures)
    return f"{address}#{quote(anchor)}" if anchor else address
