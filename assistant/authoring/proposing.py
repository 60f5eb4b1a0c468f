"""From a theme nothing fits to the skeleton of a request: one decision of an editor, no typing."""

from __future__ import annotations

from collections import Counter

from assistant.authoring.adding import LEVELS, NewRequest, category_pages, taken_anchors
from assistant.authoring.naming import slug_of
from assistant.checks.pages import Pages
from assistant.gaps.themes import Theme
from assistant.retrieval.search import Searcher

_PHRASES = 10


def propose(theme: Theme, pages: Pages, searcher: Searcher) -> NewRequest:
    """A request for a theme, on the page whose requests its tickets come nearest to.

    Title and anchor are free; an editor rewords them before publishing.
    """
    places = category_pages(pages)
    near = Counter(
        hit.item_id.partition("#")[0]
        for text in theme.texts
        for hit in searcher.find(text, 1).requests
    )
    path = next((path for path, _ in near.most_common() if path in places), places[0])
    anchor = _free(slug_of(theme.name) or "request", taken_anchors(pages, path))
    phrases = tuple(dict.fromkeys(theme.texts))[:_PHRASES]
    return NewRequest(path, theme.name.rstrip("….!? "), anchor, LEVELS[0], phrases)


def _free(anchor: str, taken: frozenset[str]) -> str:
    names = (anchor, *(f"{anchor}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
