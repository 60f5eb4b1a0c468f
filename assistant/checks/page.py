"""A page as a check sees it: what was understood of it, and its lines as the editor typed them.

Line numbers of a document are those of its text with the macros expanded. Where a macro repeats lines,
they are not those of the file; ``typed_line`` finds the way back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from assistant.checks.codes import CODES
from assistant.checks.finding import Edit, Finding
from assistant.knowledge.document import Document
from assistant.knowledge.figures import Figures
from assistant.knowledge.macros import expand_macros

_MANY_LINES = re.compile(r"\{[%#]")


@dataclass(frozen=True, eq=False)
class Page:
    """A document with ``origin``: for each expanded line the typed one, empty when they are the same."""

    document: Document
    origin: Sequence[int]

    @classmethod
    def from_document(cls, document: Document, figures: Figures) -> Page:
        """Find out where the lines of a document were typed."""
        source = document.source
        if not source.is_macro_page or not _MANY_LINES.search(source.text):
            return cls(document, ())
        return cls(document, _origin(expand_macros(source, figures), source.text))

    @property
    def path(self) -> str:
        """Path under ``docs``."""
        return self.document.path

    @property
    def is_own(self) -> bool:
        """Whether the page is one of ours: it takes its figures by macros."""
        return self.document.source.is_macro_page

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Lines as typed, front matter blank."""
        return tuple(self.document.source.text.split("\n"))

    def typed_line(self, line: int) -> int:
        """Line of the file that a line of the document comes from."""
        known = self.origin[line - 1] if 0 < line <= len(self.origin) else line
        return max(1, min(known, len(self.lines)))

    def finding(
        self,
        code: str,
        line: int,
        problem: str,
        remedy: str,
        edit: Edit | None = None,
        *,
        cause: Page | None = None,
    ) -> Finding:
        """A finding at a typed line; ``cause`` is the page that brought it about, if another one."""
        is_own = self.is_own and (cause is None or cause.is_own)
        severity = CODES[code].severity(is_own=is_own)
        return Finding(code, severity, self.path, line, problem, remedy, edit)

    def edit(self, line: int, old: str, new: str, after: int = 0) -> Edit | None:
        """Replace a text at or after a column of a typed line, None when it does not stand there."""
        column = self.lines[line - 1].find(old, after) if old else -1
        return None if column < 0 or old == new else Edit(self.path, line, column, old, new)


def _origin(expanded: str, typed: str) -> list[int]:
    """Typed line of each expanded one: lines that differ are counted on from the last equal one."""
    matcher = SequenceMatcher(None, expanded.split("\n"), typed.split("\n"), autojunk=False)
    origin: list[int] = []
    at = 0
    for first, second, size in matcher.get_matching_blocks():
        while len(origin) < first:
            at += 1
            origin.append(max(1, min(at, second)))
        origin.extend(range(second + 1, second + size + 1))
        at = second + size
    return origin
