"""The ticket as it was read: facts marked where they stand, thread and signature one click away."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge.figures import Figures
from assistant.ticket.fact import Fact
from assistant.ticket.ticket import Ticket
from assistant.ui.markup import Markup, escaped, joined, tag
from assistant.ui.words import fact_title


def ticket_markup(ticket: Ticket, figures: Figures) -> Markup:
    """The newest message with its facts, then signature and quoted thread folded."""
    pieces = [tag("div", _marked(ticket, ticket.message, figures), class_="desk-letter")]
    if ticket.signature:
        pieces.append(_folded("Подпись", _marked(ticket, ticket.signature, figures)))
    if ticket.quoted:
        title = "Пересланное письмо" if ticket.forwarded else "Переписка ниже"
        body = _marked(ticket, ticket.quoted, figures)
        pieces.append(_folded(title, body, opened=ticket.forwarded))
    return _reachable("Обращение клиента", tag("div", *pieces, class_="desk-ticket"))


def facts_markup(ticket: Ticket, figures: Figures) -> Markup:
    """What the customer gave, each fact once."""
    return _reachable("Что известно", _facts(ticket, figures))


def _facts(ticket: Ticket, figures: Figures) -> Markup:
    if not ticket.facts:
        return tag("p", "Фактов в тексте не нашлось.", class_="desk-quiet")
    rows = dict.fromkeys((fact_title(each.key, figures), each.value) for each in ticket.facts)
    cells = [joined(tag("dt", title), tag("dd", value)) for title, value in rows]
    return tag("dl", *cells, class_="desk-facts")


def _reachable(name: str, piece: Markup) -> Markup:
    """A piece the keyboard can go into, to scroll the panel around it (WCAG 2.2, criterion 2.1.1)."""
    return tag("div", piece, tabindex="0", role="group", aria_label=name)


def _folded(title: str, body: Markup, *, opened: bool = False) -> Markup:
    letter = tag("div", body, class_="desk-letter desk-letter-old")
    summary = tag("summary", title)
    if opened:
        return tag("details", summary, letter, open="")
    return tag("details", summary, letter)


def _marked(ticket: Ticket, piece: str, figures: Figures) -> Markup:
    """A piece of the ticket's text, its facts in ``mark`` elements; overlapping facts share one."""
    start = ticket.text.find(piece)
    if start < 0:
        return escaped(piece)
    out: list[str] = []
    at, end = start, start + len(piece)
    for first, last, titles in _runs(ticket.facts, start, end, figures):
        out.append(escaped(ticket.text[at:first]))
        out.append(tag("mark", ticket.text[first:last], title=", ".join(titles)))
        at = last
    out.append(escaped(ticket.text[at:end]))
    return joined(*out)


def _runs(
    facts: Sequence[Fact], start: int, end: int, figures: Figures
) -> list[tuple[int, int, list[str]]]:
    """Ranges covered by facts within ``start … end`` with the titles of those facts."""
    runs: list[tuple[int, int, list[str]]] = []
    for fact in sorted(facts, key=lambda each: each.start):
        first, last = max(fact.start, start), min(fact.end, end)
        if first >= last:
            continue
        title = fact_title(fact.key, figures)
        if runs and first < runs[-1][1]:
            before, until, titles = runs[-1]
            runs[-1] = (before, max(until, last), list(dict.fromkeys([*titles, title])))
        else:
            runs.append((first, last, [title]))
    return runs
