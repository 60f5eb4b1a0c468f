"""What the answer rests on: typical requests, regulations, sources of paragraphs, missing facts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Source
from assistant.knowledge.figures import Figures
from assistant.library import Library
from assistant.reply.draft import Draft
from assistant.triage.missing import Missing
from assistant.ui.choice import Place
from assistant.ui.markup import Markup, link, tag
from assistant.ui.quick_look import look_markup
from assistant.ui.words import fact_title, similarity_words

_CURRENT = "Актуально"


def request_markup(source: Source, library: Library, *, chosen: bool) -> Markup:
    """A typical request: title with its link, a quick look, how near it is, its state, why it was found."""
    share = round(max(0.0, min(1.0, (source.similarity + 1) / 2)) * 100)
    bar = tag("i", tag("i", style=f"width:{share}%"), class_="desk-near")
    number = similarity_words(source.similarity)
    head = tag(
        "span",
        link(source.title, source.url),
        _state(source.state),
        look_markup(source.id, library),
        class_="desk-found-title",
    )
    line = tag(
        "span",
        bar,
        tag("span", number, class_="desk-number", title="Близость от −1 до 1: больше — ближе"),
        tag("span", source.why, class_="desk-found-why", title=source.why),
        class_="desk-found-line",
    )
    name = "desk-found desk-found-chosen" if chosen else "desk-found"
    return tag("div", head, line, class_=name)


def regulations_markup(sources: Sequence[Source], library: Library) -> Markup:
    """Regulations, one a line, each with a quick look."""
    lines = [
        tag(
            "li",
            link(each.title, each.url),
            _state(each.state),
            look_markup(each.id, library),
        )
        for each in sources
    ]
    return tag("ul", *lines, class_="desk-list")


def missing_markup(missing: Sequence[Missing], figures: Figures) -> Markup:
    """Facts the reply asks for, the customer's wording on hover."""
    chips = [
        tag("span", fact_title(each.key, figures), class_="desk-chip", title=each.question)
        for each in missing
    ]
    return tag("div", *chips, class_="desk-chips")


def paragraphs_markup(reply: Draft, text: str, library: Library) -> Markup:
    """Where each paragraph comes from: a line for each source with its paragraphs' numbers.

    Paragraphs that no longer stand in ``text`` word for word are named as changed.
    """
    numbers: dict[str, list[int]] = {}
    changed: dict[str, list[int]] = {}
    for at, part in enumerate(reply.parts, start=1):
        kept = numbers if part.text in text else changed
        kept.setdefault(part.source, []).append(at)
    lines = []
    for source in dict.fromkeys(part.source for part in reply.parts):
        place = Place.of(source, library)
        title = place.title if place.title == place.page else f"{place.page}: {place.title}"
        which = [f"абз. {runs(numbers[source])}"] if source in numbers else []
        which += [f"изменены: {runs(changed[source])}"] if source in changed else []
        words = tag("span", "; ".join(which), class_="desk-quiet")
        lines.append(tag("li", link(title, place.url), " ", words))
    return tag(
        "div", tag("b", "Откуда"), tag("ul", *lines, class_="desk-list"), class_="desk-origin"
    )


def runs(numbers: Sequence[int]) -> str:
    """«1–3, 5» for 1, 2, 3, 5."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)


def _state(state: str) -> Markup:
    if not state or state == _CURRENT:
        return Markup()
    return tag("span", state, class_="desk-state", title="Состояние страницы базы знаний")
