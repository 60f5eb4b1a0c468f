"""All pages a check looks at, and what they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.checks.codes import CODES
from assistant.checks.finding import Edit, Finding
from assistant.checks.page import Page
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures


@dataclass(frozen=True, eq=False)
class Pages:
    """The pages of a knowledge base by path; ``docs`` is its folder."""

    knowledge: Knowledge
    docs: Path
    by_path: Mapping[str, Page]

    @classmethod
    def from_knowledge(cls, knowledge: Knowledge, docs: Path) -> Pages:
        """Look at every page that could be read."""
        figures = knowledge.figures
        documents = knowledge.documents.items()
        return cls(
            knowledge, docs, {path: Page.from_document(each, figures) for path, each in documents}
        )

    @property
    def figures(self) -> Figures:
        """The figures of ``_data``."""
        return self.knowledge.figures

    def __iter__(self) -> Iterator[Page]:
        return iter(self.by_path.values())

    def of_item(self, item_id: str) -> Page:
        """The page an item stands on."""
        return self.by_path[item_id.partition("#")[0]]


def data_finding(
    code: str, path: str, line: int, problem: str, remedy: str, edit: Edit | None = None
) -> Finding:
    """A finding in a file of ``_data``, which is always ours."""
    return Finding(code, CODES[code].severity(is_own=True), path, line, problem, remedy, edit)


def blame(later: Page, earlier: Page) -> tuple[Page, Page]:
    """The page a clash of two is told on, and the other: one dropped in rather than ours, else the later."""
    if later.is_own and not earlier.is_own:
        return earlier, later
    return later, earlier
