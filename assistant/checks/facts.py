"""Fact keys named on pages («Нужные данные») and in ``cases.yml`` that the catalogue does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from assistant.checks.data_file import DataFile
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages, data_finding

_CASES = "_data/cases.yml"


def check_facts(pages: Pages) -> Iterator[Finding]:
    """Unknown keys, with the likeliest one."""
    facts = pages.figures.get("facts")
    known = tuple(facts) if isinstance(facts, Mapping) else ()
    for page in pages:
        for request in page.document.requests:
            start = page.typed_line(request.line)
            for key in dict.fromkeys(key for need in request.needs for key in need.keys):
                if key not in known:
                    yield _on_page(key, start, page, known)
    yield from _in_cases(pages, known)


def _on_page(key: str, start: int, page: Page, known: Sequence[str]) -> Finding:
    line = _line_of(f"`{key}`", page.lines, start)
    close = get_close_matches(key, known, n=1, cutoff=0.8)
    edit = page.edit(line, f"`{key}`", f"`{close[0]}`") if close else None
    return page.finding("fact-key", line, _problem(key), _remedy(close), edit)


def _in_cases(pages: Pages, known: Sequence[str]) -> Iterator[Finding]:
    cases = pages.figures.get("cases")
    whole = cases if isinstance(cases, Mapping) else {}
    listed = whole.get("cases") if isinstance(whole.get("cases"), list) else []
    groups = [
        whole.get("default_facts"),
        *(each.get("facts") for each in listed or [] if isinstance(each, Mapping)),
    ]
    keys = (str(key) for group in groups if isinstance(group, list) for key in group)
    file = DataFile.from_docs(pages.docs, _CASES)
    for key in dict.fromkeys(keys):
        if key not in known:
            close = get_close_matches(key, known, n=1, cutoff=0.8)
            yield data_finding("fact-key", _CASES, file.line_of(key), _problem(key), _remedy(close))


def _problem(key: str) -> str:
    return f"ключ факта {key} неизвестен"


def _remedy(close: Sequence[str]) -> str:
    if close:
        return f"верно: {close[0]}"
    return "возьмите ключ из справочника или добавьте его в _data/facts.yml"


def _line_of(text: str, lines: Sequence[str], start: int) -> int:
    """Line of a text at or after a line, else that line."""
    found = (at for at in range(start, len(lines) + 1) if text in lines[at - 1])
    return next(found, start)
