"""The navigation: folders as sections, pages in the order of ``docs/_data/addresses.yml``.

``extra.sections`` of ``mkdocs.yml`` names the folders that come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Nav = list[Any]


def navigation(paths: Iterable[str], first: Sequence[str] = ()) -> Nav:
    """Nest paths by folder, keeping their order; a section is ``{folder: [path, …]}``.

    Top folders named in ``first`` come before other folders, in that order.
    """
    root: Nav = []
    sections: dict[str, Nav] = {"": root}
    for path in paths:
        _section(path.rpartition("/")[0], sections).append(path)
    return sorted(root, key=lambda each: _rank(each, first))


def _rank(entry: str | dict[str, Nav], first: Sequence[str]) -> int:
    if isinstance(entry, str):
        return 0
    (name,) = entry
    return first.index(name) + 1 if name in first else len(first) + 1


def _section(folder: str, sections: dict[str, Nav]) -> Nav:
    if folder not in sections:
        parent, _, name = folder.rpartition("/")
        children: Nav = []
        _section(parent, sections).append({name: children})
        sections[folder] = children
    return sections[folder]
