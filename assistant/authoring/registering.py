"""Give a new page its permanent address: one line more in ``addresses.yml``, beside its neighbours."""

from __future__ import annotations

import posixpath

import yaml

from assistant.authoring.page_file import PageFile
from assistant.authoring.placing import Placed
from assistant.checks.addresses import LIST, listed_addresses
from assistant.checks.pages import Pages
from assistant.errors import PageError
from assistant.knowledge.addresses import page_address

_INDENT = "  "
_ONE_LINE = 10_000


def taken_addresses(pages: Pages) -> frozenset[str]:
    """Addresses of all pages and of the redirects, without ``.html``."""
    of_pages = {page_address(path, pages.figures) for path in pages.by_path}
    redirects = (pages.figures.get("addresses") or {}).get("redirects") or {}
    all_of_them = (*of_pages, *listed_addresses(pages).values(), *redirects)
    return frozenset(str(each).removesuffix(".html") for each in all_of_them)


def register(pages: Pages, path: str, address: str) -> Placed | None:
    """Add a line after the last page of the same folder; None where no list is kept.

    Raises:
        PageError: the list would not read afterwards.
    """
    listed = listed_addresses(pages)
    file = pages.docs / LIST
    if not listed or not file.is_file():
        return None
    before = PageFile.from_bytes(file.read_bytes())
    lines = before.text().split("\n")
    folder = posixpath.dirname(path)
    same = [each for each in listed if posixpath.dirname(each) == folder] or list(listed)
    at = max(_line_of(lines, each) for each in same)
    entry = yaml.safe_dump({path: address}, allow_unicode=True, width=_ONE_LINE).rstrip("\n")
    after = before.inserted(at + 1, [_INDENT + entry])
    try:
        pages_after = yaml.safe_load(after.text())["pages"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise PageError(LIST, at, "новая строка не читается", "допишите адрес сами") from error
    if pages_after != {**listed, path: address}:
        raise PageError(LIST, at, "новая строка попала не на место", "допишите адрес сами")
    return Placed(file, after.to_bytes(), at + 1)


def _line_of(lines: list[str], path: str) -> int:
    """Line of a page in the list, counted from 1; 0 when it is written in another way."""
    starts = (path + ":", f'"{path}":', f"'{path}':")
    found = (at for at, line in enumerate(lines, start=1) if line.strip().startswith(starts))
    return next(found, 0)
