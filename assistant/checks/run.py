"""Run the checks and mend what is safe to mend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from assistant.checks.facts import check_facts
from assistant.checks.figures import check_figures
from assistant.checks.finding import ERROR, Finding
from assistant.checks.links import check_links
from assistant.checks.metadata import check_metadata
from assistant.checks.pages import check_pages
from assistant.checks.requests import check_requests
from assistant.checks.secrets import check_secrets
from assistant.checks.templates import check_templates
from assistant.knowledge.base import Knowledge
from assistant.retrieval.search import Searcher


def check_all(
    knowledge: Knowledge, docs: Path, searcher: Searcher | None, today: date
) -> tuple[Finding, ...]:
    """All findings in page order; checks that need the index are left out without one."""
    found = [
        *check_pages(knowledge, docs),
        *check_links(knowledge),
        *check_metadata(knowledge, today),
        *check_templates(knowledge),
        *check_facts(knowledge),
        *check_secrets(knowledge),
        *check_figures(knowledge),
        *(check_requests(knowledge, searcher) if searcher is not None else ()),
    ]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: (each.path, each.line, each.code)))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether something must be mended before publishing."""
    return any(finding.severity == ERROR for finding in findings)
