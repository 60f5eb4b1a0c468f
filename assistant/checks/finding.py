"""A finding of a check, and the edit that would mend it."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``old`` by ``new`` at a column of a line; safe enough to be made unasked.

    ``path`` is the page, ``line`` counts from 1 and ``column`` from 0, both in the page as typed.
    """

    path: str
    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a file or folder under ``docs`` another name; both are paths as the disk has them."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should mend.

    ``code`` names the check (``codes``), ``path`` is relative to ``docs`` and ``line`` counts from 1.
    ``severity`` is error only on our own pages and figures: documents that were dropped in as they are
    get warnings. ``edit`` is there when the mending is safe.
    """

    code: str
    severity: str
    path: str
    line: int
    problem: str
    remedy: str
    edit: Edit | Rename | None = None

    def __str__(self) -> str:
        mark = "ошибка" if self.severity == ERROR else "внимание"
        mended = " (исправит check --fix)" if self.edit is not None else ""
        return (
            f"{self.path}:{self.line}: {mark}: {self.problem}; {self.remedy}{mended} [{self.code}]"
        )
