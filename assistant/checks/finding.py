"""A finding of a check, and the edit that would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.knowledge.document import Document

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``old`` by ``new`` on one line of a page; safe enough to be made unasked."""

    path: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should mend.

    ``code`` names the check (docs: «Сообщения проверки»), ``line`` counts from 1; ``severity`` is error
    only on our own pages: documents that were dropped in as they are get warnings.
    """

    code: str
    severity: str
    path: str
    line: int
    problem: str
    remedy: str
    edit: Edit | None = None

    def __str__(self) -> str:
        mark = "ошибка" if self.severity == ERROR else "внимание"
        return f"{self.path}:{self.line}: {mark}: {self.problem}; {self.remedy}"


def severity_on(document: Document) -> str:
    """Error on a page of ours, which has its figures by macros; warning on one dropped in."""
    return ERROR if document.source.is_macro_page else WARNING
