"""Pages at old addresses that lead to the new ones (``redirects`` in ``docs/_data/addresses.yml``)."""

from __future__ import annotations

import html
import json
import posixpath
from collections.abc import Mapping, Set
from dataclasses import dataclass

from assistant.errors import PageError
from assistant.knowledge.figures import Figures

_FILE = "_data/addresses.yml"
_PAGE = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<title>Страница переехала</title>
<link rel="canonical" href="{url}">
<meta name="robots" content="noindex">
<script>location.replace({script})</script>
<noscript><meta http-equiv="refresh" content="0; url={url}"></noscript>
</head>
<body>
<p>Страница переехала: <a href="{url}">открыть по новому адресу</a>.</p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and the one it leads to, both relative to the site and ending in ``.html``."""

    old: str
    new: str

    def page(self) -> str:
        """HTML of the page at the old address."""
        path, _, anchor = self.new.partition("#")
        url = posixpath.relpath(path, posixpath.dirname(self.old) or ".")
        # The part of the old link after «#» goes along, unless the new address has one of its own.
        script = f"{json.dumps(url)} + " + (json.dumps(f"#{anchor}") if anchor else "location.hash")
        target = html.escape(f"{url}#{anchor}" if anchor else url)
        return _PAGE.format(url=target, script=script.replace("<", "\\u003c"))


def read_redirects(figures: Figures, addresses: Set[str]) -> tuple[Redirect, ...]:
    """Read the list; ``addresses`` are those of the published pages.

    Raises:
        PageError: an old address is a page that exists, or a new one is not.
    """
    listed = figures.get("addresses")
    written = listed.get("redirects") if isinstance(listed, Mapping) else None
    if not isinstance(written, Mapping):
        return ()
    found = tuple(Redirect(_html(str(old)), _html(str(new))) for old, new in written.items())
    for each in found:
        if each.old in addresses or ".." in each.old or each.old.startswith("/"):
            problem = f"старый адрес «{each.old}» занят страницей или недопустим"
            raise PageError(_FILE, None, problem, "уберите строку из redirects")
        if each.new.partition("#")[0] not in addresses:
            problem = f"нового адреса «{each.new}» на сайте нет"
            raise PageError(_FILE, None, problem, "поправьте строку в redirects")
    return found


def _html(address: str) -> str:
    path, mark, anchor = address.partition("#")
    return f"{path.removesuffix('.html')}.html{mark}{anchor}"
