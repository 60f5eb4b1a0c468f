"""Links and pictures that lead nowhere, with the likeliest target."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from assistant.checks.finding import Edit, Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.checks.typed_links import TypedLink, typed_links
from assistant.knowledge.links import Place, resolve
from assistant.russian.normal import fold_key


def check_links(pages: Pages) -> Iterator[Finding]:
    """Dead files, dead anchors and missing pictures of every page."""
    known = pages.knowledge
    for page in pages:
        for each in typed_links(page):
            if each.link.is_external or not each.link.target:
                continue
            place = resolve(each.link, page.path, known.paths, known.names)
            if each.is_image:
                if place is None:
                    yield _dead_image(each, page)
            elif place is None:
                yield _dead_file(each, page, pages)
            elif place.anchor and place.anchor not in known.anchors.get(place.path, {place.anchor}):
                yield _dead_anchor(each, place, page, pages.by_path[place.path])


def _dead_image(found: TypedLink, page: Page) -> Finding:
    problem = f"картинки «{found.link.target}» нет"
    remedy = "положите файл рядом со страницей или поправьте путь"
    return page.finding("dead-image", found.link.line, problem, remedy)


def _dead_file(found: TypedLink, page: Page, pages: Pages) -> Finding:
    link = found.link
    target, _, anchor = link.target.partition("#")
    name = posixpath.basename(unquote(target).rstrip("/"))
    problem = f"ссылка «{link.shown}» ведёт на страницу, которой нет"
    documents = pages.knowledge.documents
    same = [path for path in documents if fold_key(posixpath.basename(path)) == fold_key(name)]
    if name and len(same) == 1:
        path = posixpath.relpath(same[0], posixpath.dirname(page.path) or ".")
        whole = path + (f"#{anchor}" if anchor else "")
        return page.finding(
            "dead-link", link.line, problem, f"верный путь: {whole}", _retarget(found, page, whole)
        )
    names = {posixpath.basename(path): path for path in documents}
    close = get_close_matches(name, names, n=1, cutoff=0.7)
    remedy = (
        f"возможно, это «{names[close[0]]}»" if close else "создайте страницу или уберите ссылку"
    )
    return page.finding("dead-link", link.line, problem, remedy)


def _dead_anchor(found: TypedLink, place: Place, page: Page, target: Page) -> Finding:
    known = sorted(target.document.anchors)
    problem = f"на странице «{place.path}» нет раздела #{place.anchor}"
    same = [each for each in known if fold_key(each) == fold_key(place.anchor)]
    if len(same) == 1:
        whole = f"{found.link.target.partition('#')[0]}#{same[0]}"
        edit = _retarget(found, page, whole)
        remedy = f"верно: #{same[0]}"
        return page.finding("dead-anchor", found.link.line, problem, remedy, edit, cause=target)
    close = get_close_matches(place.anchor, known, n=1, cutoff=0.6)
    remedy = f"возможно, #{close[0]}" if close else "поправьте часть ссылки после #"
    return page.finding("dead-anchor", found.link.line, problem, remedy, cause=target)


def _retarget(found: TypedLink, page: Page, target: str) -> Edit | None:
    """Put another target in the place of a link's, None where it would not read as one link."""
    if found.link.by_name:
        return None
    edit = page.edit(found.link.line, found.link.target, target, found.column)
    if edit is None or edit.column != found.column or re.search(r"[<>]", target):
        return None
    is_bare = not page.lines[edit.line - 1][: edit.column].endswith("<")
    is_balanced = target.count("(") == target.count(")")
    return edit if is_balanced or not is_bare else None
