"""The same thing stated differently on two pages: times, phones, mail boxes, addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.checks.contacts import SITE, contacts_of
from assistant.checks.distance import is_near
from assistant.checks.durations import durations_of, known_durations, words_of
from assistant.checks.figures import own_contacts
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages, blame

_REMEDY = "выясните, что верно, и поправьте второе"


@dataclass(frozen=True, slots=True)
class Statement:
    """A value a page states: ``what`` in words, ``value`` as compared, ``written`` as typed."""

    page: Page
    line: int
    what: str
    value: str
    written: str


def check_conflicts(pages: Pages) -> Iterator[Finding]:
    """Pages that share a subject and no value of it; contacts that differ by a slip of the finger."""
    for statements in _by_subject(pages).values():
        yield from _apart(statements)
    yield from _slips(pages)


def _by_subject(pages: Pages) -> Mapping[object, list[Statement]]:
    """Statements by subject; what ``_data`` knows is compared with it, not among pages."""
    known = known_durations(pages.figures)
    own = {kind for kind, _ in own_contacts(pages.figures)}
    found: dict[object, list[Statement]] = defaultdict(list)
    for page in pages:
        for each in durations_of(page):
            level, _, unit = each.subject
            if level and each.subject not in known:
                value = f"{each.amount} {unit}"
                statement = Statement(page, each.line, words_of(each.subject), value, each.written)
                found[each.subject].append(statement)
        for contact in contacts_of(page):
            if contact.kind != SITE and (contact.label or contact.kind not in own):
                subject = (contact.kind, contact.label)
                value, written = contact.value, contact.written
                found[subject].append(Statement(page, contact.line, contact.kind, value, written))
    return found


def _apart(statements: list[Statement]) -> Iterator[Finding]:
    """One finding for each page that shares no value with the first page of the subject."""
    by_page: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        by_page[each.page.path].append(each)
    first, *others = by_page.values()
    values = {each.value for each in first}
    for stated in others:
        if not values & {each.value for each in stated}:
            yield _finding(stated[0], first[0])


def _slips(pages: Pages) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Statement] = {}
    for page in pages:
        for each in contacts_of(page):
            here = Statement(page, each.line, each.kind, each.value, each.written)
            if (each.kind, each.value) in seen:
                continue
            for (kind, value), other in seen.items():
                if kind == each.kind and is_near(kind, value, each.value):
                    yield _finding(here, other)
                    break
            seen[each.kind, each.value] = here


def _finding(later: Statement, earlier: Statement) -> Finding:
    page, _ = blame(later.page, earlier.page)
    here, other = (later, earlier) if page is later.page else (earlier, later)
    problem = (
        f"{here.what} здесь «{here.written}», а в «{other.page.path}», строка {other.line}: "
        f"«{other.written}»"
    )
    return page.finding("conflict", here.line, problem, _REMEDY)
