"""Links that lead nowhere, with the likeliest target."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches

from assistant.checks.finding import Edit, Finding, severity_on
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.links import Link, Place, resolve
from assistant.russian.normal import fold_key


def check_links(knowledge: Knowledge) -> Iterator[Finding]:
    """Dead files and dead anchors of every page."""
    for document in knowledge.documents.values():
        for link in document.links:
            if link.is_external or not link.target:
                continue
            place = resolve(link, document.path, knowledge.paths)
            if place is None:
                yield _dead_file(link, document, knowledge)
            elif place.anchor and place.path in knowledge.anchors:
                known = knowledge.anchors[place.path]
                if place.anchor not in known:
                    yield _dead_anchor(link, place, document, sorted(known))


def _dead_file(link: Link, document: Document, knowledge: Knowledge) -> Finding:
    target, _, anchor = link.target.partition("#")
    name = posixpath.basename(target.rstrip("/"))
    same = [
        path for path in knowledge.documents if fold_key(posixpath.basename(path)) == fold_key(name)
    ]
    problem = f"ссылка «{link.target}» ведёт на страницу, которой нет"
    if len(same) == 1:
        relative = posixpath.relpath(same[0], posixpath.dirname(document.path) or ".")
        whole = relative + (f"#{anchor}" if anchor else "")
        edit = Edit(document.path, link.line, link.target, whole)
        remedy = f"верный путь: {whole} (исправит check --fix)"
        return Finding(
            "dead-link", severity_on(document), document.path, link.line, problem, remedy, edit
        )
    names = {posixpath.basename(path): path for path in knowledge.documents}
    close = get_close_matches(name, names, n=1, cutoff=0.7)
    remedy = (
        f"возможно, это «{names[close[0]]}»" if close else "создайте страницу или уберите ссылку"
    )
    return Finding("dead-link", severity_on(document), document.path, link.line, problem, remedy)


def _dead_anchor(link: Link, place: Place, document: Document, known: list[str]) -> Finding:
    problem = f"на странице «{place.path}» нет раздела #{place.anchor}"
    same = [each for each in known if fold_key(each) == fold_key(place.anchor)]
    if len(same) == 1:
        edit = Edit(document.path, link.line, f"#{place.anchor}", f"#{same[0]}")
        remedy = f"верно: #{same[0]} (исправит check --fix)"
        return Finding(
            "dead-anchor", severity_on(document), document.path, link.line, problem, remedy, edit
        )
    close = get_close_matches(place.anchor, known, n=1, cutoff=0.6)
    remedy = f"возможно, #{close[0]}" if close else "поправьте часть ссылки после #"
    return Finding("dead-anchor", severity_on(document), document.path, link.line, problem, remedy)
