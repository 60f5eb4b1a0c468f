"""Figures and lists of ``docs/_data/*.yml``: one value, one place.

The site's pages and the assistant read the same mapping, ``figures["sla"]["standard"]…``; the file's
name is the first key. Typed views of a single file live with the code that judges by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from assistant.errors import PageError

_TYPE_NAMES = {int: "целое число", str: "строка", list: "список", dict: "раздел"}
Figures = Mapping[str, Any]
T = TypeVar("T")
# The C loader reads the same safe subset ten times faster; it is missing in some builds of PyYAML.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_figures(docs: Path) -> Figures:
    """Read every ``_data/*.yml`` under a docs folder.

    Raises:
        PageError: a file is not YAML; the message names file and line.
    """
    figures: dict[str, Any] = {}
    for file in sorted((docs / "_data").glob("*.yml")):
        path = f"_data/{file.name}"
        try:
            figures[file.stem] = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=LOADER)  # noqa: S506  a safe loader
        except UnicodeDecodeError as error:
            raise PageError(
                path, None, "файл не в кодировке UTF-8", "сохраните его в UTF-8"
            ) from error
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-30
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else None
            raise PageError(
                path, line, "файл не разбирается как YAML", "проверьте отступы, двоеточия, кавычки"
            ) from error
    return figures


def figure(figures: Figures, address: str, kind: type[T]) -> T:
    """Return the figure at a dotted address, checked for its type.

    Raises:
        PageError: there is no such figure or it is of another type.
    """
    name, *keys = address.split(".")
    path = f"_data/{name}.yml"
    value: Any = figures.get(name)
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        what = _TYPE_NAMES.get(kind, kind.__name__)
        raise PageError(
            path, None, f"«{address}» — не {what} (сейчас: {value!r})", "впишите значение"
        )
    return value
