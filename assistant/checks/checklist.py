"""``_data/proofs.yml`` and ``checklist.yml``: names that nothing bears, and lines that no page has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from assistant.checks.data_file import DataFile
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages, data_finding
from assistant.errors import PageError
from assistant.knowledge.supplements import read_supplements
from assistant.reply.evidence import OWN_NAMES
from assistant.reply.joining import PATH as JOINING
from assistant.reply.joining import Joining
from assistant.reply.proofs import PATH, Proofs
from assistant.russian.normal import fold_key


def check_checklists(pages: Pages) -> Iterator[Finding]:
    """Unknown names with the likeliest one; lines told about that stand on no page any more."""
    yield from _check_proofs(pages)
    yield from _check_joining(pages)


def _check_proofs(pages: Pages) -> Iterator[Finding]:
    try:
        proofs = Proofs.from_figures(pages.figures)
    except PageError:
        return  # told by ``check_data``
    file = DataFile.from_docs(pages.docs, PATH)
    known = _names(pages)
    for _, facts in proofs.things:
        yield from _unknown(facts, ("things:",), known, file)
    lines = tuple(_lines(pages))
    replaced = _replaced(pages)
    for step in proofs.steps:
        place = ("steps:", f"{step.owner}:", step.beginning)
        yield from _unknown(step.facts, place, known, file)
        if step.owner not in replaced and not any(step.is_of(*line) for line in lines):
            problem = f"у «{step.owner}» нет строки, которая начинается так: «{step.beginning}»"
            remedy = "повторите начало строки страницы или удалите запись"
            yield data_finding("lost-line", PATH, file.line_of(*place), problem, remedy)


def _check_joining(pages: Pages) -> Iterator[Finding]:
    try:
        joining = Joining.from_figures(pages.figures)
    except PageError:
        return  # told by ``check_data``
    if any(not page.is_own for page in _governing(pages)):
        return  # the lines may be those of the page that was replaced
    file = DataFile.from_docs(pages.docs, JOINING)
    lines = tuple(fold_key(line) for line, _ in _lines(pages))
    for beginning in dict.fromkeys(
        line for each in joining.same for line in (each.keep, *each.drop)
    ):
        if not any(line.startswith(beginning) for line in lines):
            place = next(
                (at for at, typed in enumerate(file.lines, 1) if beginning in fold_key(typed)), 1
            )
            problem = f"нет строки чек-листа, которая начинается так: «{beginning}»"
            remedy = "повторите начало строки страницы или удалите запись"
            yield data_finding("lost-line", JOINING, place, problem, remedy)


def _unknown(
    facts: tuple[str, ...], place: tuple[str, ...], known: frozenset[str], file: DataFile
) -> Iterator[Finding]:
    for name in facts:
        if name not in known:
            close = get_close_matches(name, known, n=1, cutoff=0.8)
            problem = f"сведения «{name}» неизвестны: ни факт, ни шаг клиента, ни вывод ассистента"
            remedy = f"верно: {close[0]}" if close else "возьмите имя из _data/facts.yml"
            yield data_finding("fact-key", PATH, file.line_of(*place, name), problem, remedy)


def _names(pages: Pages) -> frozenset[str]:
    """Names that may prove a line."""
    facts, tried = pages.figures.get("facts"), pages.figures.get("tried")
    actions = tried.get("actions") if isinstance(tried, Mapping) else None
    named = (each for each in (facts, actions) if isinstance(each, Mapping))
    return OWN_NAMES.union(*named)


def _replaced(pages: Pages) -> frozenset[str]:
    """Owners whose page was dropped in: its lines are its own affair, what we said of ours does no harm."""
    ours = {request.anchor for page in pages if page.is_own for request in page.document.requests}
    kept = read_supplements(pages.figures).keys() - ours
    return frozenset(kept).union(page.path for page in pages if not page.is_own)


def _governing(pages: Pages) -> Iterator[Page]:
    """Pages that checklists are made of: those of requests, and the regulations of ``replies.yml``."""
    replies = pages.figures.get("replies")
    named = replies.get("regulations") if isinstance(replies, Mapping) else None
    paths = frozenset(named.values()) if isinstance(named, Mapping) else frozenset()
    return (page for page in pages if page.path in paths or page.document.requests)


def _lines(pages: Pages) -> Iterator[tuple[str, str]]:
    """Every line a checklist may have, with the page item it stands in."""
    for page in pages:
        document = page.document
        for item in document.checklist:
            yield item.text, document.item_id(item.anchor)
        for request in document.requests:
            for line in request.diagnosis:
                yield line, document.item_id(request.anchor)
