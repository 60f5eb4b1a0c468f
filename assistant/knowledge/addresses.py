"""Addresses of published pages: short, ASCII, and independent of a page's name.

``docs/_data/addresses.yml`` fixes the address of our own pages, so that renaming a file keeps its
links alive; a page that is not listed there gets the transliteration of its path. The site publishes
under these addresses (``website``), the assistant links to them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from itertools import chain, count
from urllib.parse import quote

from assistant.knowledge.figures import Figures
from assistant.russian.translit import ascii_slug


def page_address(path: str, figures: Figures) -> str:
    """Address of a page relative to the site, such as ``requests/login.html``."""
    fixed = _listed(figures).get(path)
    if isinstance(fixed, str):
        return f"{fixed}.html"
    folder, name = posixpath.split(path.removesuffix(".md"))
    parts = [ascii_slug(part) or "page" for part in folder.split("/") if part]
    name = "index" if name in ("README", "index") else ascii_slug(name) or "page"
    return "/".join([*parts, name]) + ".html"


def page_addresses(paths: Iterable[str], figures: Figures) -> Mapping[str, str]:
    """Address of each page; where two would meet, the one that is not listed gets a number.

    «Прием.md» and «Приём.md» are one in Latin letters, and a document that is dropped in must not stop
    the site. A folder's ``index.md`` goes before its ``README.md``.
    """
    listed = _listed(figures)
    found: dict[str, str] = {}
    taken = {page_address(path, figures) for path in listed}
    for path in sorted(paths, key=lambda each: (each not in listed, _is_readme(each), each)):
        stem = page_address(path, figures).removesuffix(".html")
        numbered = chain((stem,), (f"{stem}-{number}" for number in count(2)))
        free = (f"{each}.html" for each in numbered if f"{each}.html" not in taken)
        found[path] = f"{stem}.html" if path in listed else next(free)
        taken.add(found[path])
    return found


def _is_readme(path: str) -> bool:
    return posixpath.basename(path) == "README.md"


def _listed(figures: Figures) -> Mapping[str, object]:
    whole = figures.get("addresses")
    pages = whole.get("pages") if isinstance(whole, Mapping) else None
    return pages if isinstance(pages, Mapping) else {}


def item_url(item_id: str, site_url: str, addresses: Mapping[str, str]) -> str:
    """Full address of an item (``<path>#<anchor>``) on the published site; the site's own without one."""
    path, _, anchor = item_id.partition("#")
    address = site_url.rstrip("/") + "/" + addresses.get(path, "")
    return f"{address}#{quote(anchor)}" if anchor else address
