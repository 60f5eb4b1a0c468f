"""Regular expressions that are compiled when first used.

Most of them concern no text but a few, and there are hundreds: compiled when their modules are imported
they would make up half of a cold start.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "groupindex")


class _Deferred:
    """Stands for a compiled pattern; from its first use on it holds the pattern's own methods."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        made = self._make()
        self.__dict__.update((method, getattr(made, method)) for method in _METHODS)
        return getattr(made, name)


def deferred(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that ``make`` compiles when it is first used; only ``match.re`` is another object."""
    return cast("re.Pattern[str]", _Deferred(make))


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern by its source, compiled when it is first used."""
    return deferred(lambda: re.compile(source, flags))
