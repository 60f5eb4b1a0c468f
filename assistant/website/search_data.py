"""What the site's search needs beside the theme's index: synonyms, and the index as a script.

The script serves folders that are opened without a server, where a page may load no JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.figures import Figures

_FILE = "_data/synonyms.yml"


def read_synonyms(figures: Figures) -> tuple[tuple[str, ...], ...]:
    """Read the groups of equivalent words; none when there is no such file.

    Raises:
        PageError: a group is not a list of at least two texts.
    """
    data = figures.get("synonyms")
    groups = data.get("groups", []) if isinstance(data, Mapping) else []
    for group in groups:
        if not isinstance(group, list) or len(group) < 2 or not all(map(_is_text, group)):
            problem = f"группа синонимов {group!r} — не список хотя бы из двух слов"
            raise PageError(_FILE, None, problem, "перечислите варианты в квадратных скобках")
    return tuple(tuple(group) for group in groups)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def write_search_data(site: Path, synonyms: tuple[tuple[str, ...], ...]) -> None:
    """Add the synonyms to the index the theme has written, and write the index as a script."""
    file = site / "search" / "search_index.json"
    if not file.is_file():
        return
    index = json.loads(file.read_text(encoding="utf-8"))
    index["config"]["synonyms"] = synonyms
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8")
    file.with_suffix(".js").write_text(f"var __index = {text};\n", encoding="utf-8")
