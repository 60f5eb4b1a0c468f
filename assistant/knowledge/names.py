"""Names of files as the knowledge base knows them, however the disk spells them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
_FIRST_PAGES = {"readme.md": "README.md", "index.md": "index.md"}


def page_name(path: str) -> str:
    """Path with forward slashes in NFC, «.MD» as «.md», a folder's «readme.md» as «README.md»."""
    path = unicodedata.normalize("NFC", path)
    if not path.lower().endswith(".md"):
        return path
    folder, slash, name = f"{path[:-3]}.md".rpartition("/")
    return f"{folder}{slash}{_FIRST_PAGES.get(name.lower(), name)}"


def by_name(files: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Things by the name of their path; of two with one name the one spelt otherwise on the disk.

    An archive from macOS holds decomposed names: unpacked on Linux, its page lies beside ours of the same
    name. It was dropped in to replace ours.
    """
    found: dict[str, T] = {}
    for path, thing in sorted(files, key=lambda each: (each[0] != page_name(each[0]), each[0])):
        found[page_name(path)] = thing
    return found
