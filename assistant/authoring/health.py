"""The state of the knowledge base at a glance: findings, drafts, overdue pages, freshness of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checks.codes import CODES
from assistant.checks.finding import ERROR, Finding
from assistant.checks.run import check_folder
from assistant.errors import AssistantError
from assistant.knowledge.document import Document
from assistant.library import Library
from assistant.retrieval.manifest import FILE_NAME, Manifest, changed_docs

_OVERDUE = "overdue"
_DISPUTES = frozenset({"dispute", "trap", "unfound"})


@dataclass(frozen=True, slots=True)
class Health:
    """What an editor should look at.

    ``drafts`` rest on something not yet decided; ``changed`` are files under ``docs`` that the index
    in use does not know as they are now.
    """

    findings: tuple[Finding, ...]
    drafts: tuple[Document, ...]
    changed: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many findings must be mended before publishing."""
        return sum(each.severity == ERROR for each in self.findings)

    @property
    def overdue(self) -> tuple[Finding, ...]:
        """Pages whose review date has passed."""
        return tuple(each for each in self.findings if each.code == _OVERDUE)

    @property
    def disputes(self) -> tuple[Finding, ...]:
        """Requests that take each other's tickets, attract everybody's, or are found by nobody."""
        return tuple(each for each in self.findings if each.code in _DISPUTES)

    def by_group(self) -> dict[str, list[Finding]]:
        """Findings under the headings of the page «Сообщения проверки», errors first."""
        groups: dict[str, list[Finding]] = {}
        for each in sorted(self.findings, key=lambda each: each.severity != ERROR):
            groups.setdefault(CODES[each.code].group, []).append(each)
        return groups


def health_of(library: Library, today: date) -> Health:
    """Look at the documents as they are on disk now, with the index in use.

    Raises:
        AssistantError: there are no documents.
    """
    settings = library.settings
    findings = check_folder(settings.docs, library.searcher.index, today)
    documents = library.knowledge.documents.values()
    drafts = tuple(each for each in documents if each.metadata.is_draft)
    try:
        manifest = Manifest.from_file(settings.index / FILE_NAME)
        changed = changed_docs(manifest, settings.docs)
    except AssistantError:
        changed = tuple(library.knowledge.documents)
    return Health(findings, drafts, changed)


def as_lines(findings: Sequence[Finding]) -> str:
    """Findings as the command line prints them, to hand on."""
    return "\n".join(str(each) for each in findings)
