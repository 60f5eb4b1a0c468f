"""Run all the checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from assistant.checks.addresses import check_addresses
from assistant.checks.checklist import check_checklists
from assistant.checks.conflicts import check_conflicts
from assistant.checks.data import check_data
from assistant.checks.doubles import check_doubles
from assistant.checks.facts import check_facts
from assistant.checks.figures import check_figures
from assistant.checks.files import check_files, unreadable
from assistant.checks.finding import ERROR, Finding
from assistant.checks.links import check_links
from assistant.checks.macro_marks import check_macro_marks
from assistant.checks.metadata import check_metadata
from assistant.checks.nearness import ways_of
from assistant.checks.pages import Pages
from assistant.checks.personal import check_personal
from assistant.checks.phrases import by_request, check_phrase_counts, check_phrases
from assistant.checks.slots import check_slots
from assistant.checks.supplements import check_supplements
from assistant.checks.templates import check_templates
from assistant.checks.traps import check_traps, trapped_requests
from assistant.checks.unfilled import check_unfilled
from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.retrieval.index import Index


def check_folder(docs: Path, index: Index | None, today: date) -> tuple[Finding, ...]:
    """All findings of the documents under ``docs`` as they are on disk now.

    Raises:
        PageError: there is no such folder.
    """
    try:
        knowledge = Knowledge.from_folder(docs)
    except PageError as error:
        # A broken file of figures stops the reading of every page; it is a finding like any other.
        if not docs.is_dir():
            raise
        return (unreadable(error),)
    return check_all(Pages.from_knowledge(knowledge, docs), index, today)


def check_all(pages: Pages, index: Index | None, today: date) -> tuple[Finding, ...]:
    """All findings in page order; what needs a search is left out without an index."""
    found = [
        *check_text(pages, today),
        *(_check_search(pages, index) if index is not None else ()),
    ]
    return sorted_findings(found)


def check_text(pages: Pages, today: date) -> Iterable[Finding]:
    """Findings of the checks that need no index."""
    yield from check_files(pages)
    yield from check_addresses(pages)
    yield from check_macro_marks(pages)
    yield from check_doubles(pages)
    yield from check_unfilled(pages)
    yield from check_links(pages)
    yield from check_metadata(pages, today)
    yield from check_slots(pages)
    yield from check_templates(pages)
    yield from check_facts(pages)
    yield from check_checklists(pages)
    yield from check_data(pages)
    yield from check_supplements(pages)
    yield from check_personal(pages)
    yield from check_figures(pages)
    yield from check_conflicts(pages)
    yield from check_phrase_counts(pages)


def _check_search(pages: Pages, index: Index) -> Iterable[Finding]:
    ways = ways_of(pages, index)
    grouped = by_request(ways)
    trapped = trapped_requests(pages, grouped)
    yield from check_traps(pages, ways, trapped)
    yield from check_phrases(pages, grouped, frozenset(trapped))


def sorted_findings(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in page order, each once."""
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: (each.path, each.line, each.code, each.problem)))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether something must be mended before publishing."""
    return any(finding.severity == ERROR for finding in findings)
