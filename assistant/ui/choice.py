"""The request an agent chose instead of the one that was found, put before ``desk.answer``.

A choice comes in as a search result, so that every room judges it as it judges what search finds:
level, missing facts, reply and checklist follow without a rule of their own here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer import Source
from assistant.knowledge.addresses import item_url
from assistant.library import Library
from assistant.retrieval.search import Found, Hit, Searcher
from assistant.ticket.ticket import Ticket

_CHOSEN = "Выбрано Вами"
_NEAREST = 5


class _Choosing(Searcher):
    """A searcher whose best request is the chosen one, whatever the text; shares all of another's."""

    def __init__(self, searcher: Searcher, item_id: str) -> None:
        vars(self).update(vars(searcher))
        self._item_id = item_id

    def find(self, text: str, count: int = _NEAREST) -> Found:
        """Find, then put the choice first, sure."""
        found = super().find(text, count)
        same = next((hit for hit in found.requests if hit.item_id == self._item_id), None)
        chosen = same or Hit(self._item_id, 0.0, _CHOSEN)
        rest = tuple(hit for hit in found.requests if hit.item_id != self._item_id)
        return replace(
            found,
            requests=(chosen, *rest)[:count],
            abstained=False,
            unsure=False,
            fit=chosen.similarity,
        )


def with_choice(library: Library, item_id: str) -> Library:
    """The library that answers with a chosen request; unchanged when there is no such request."""
    if item_id not in library.knowledge.requests:
        return library
    return replace(library, searcher=_Choosing(library.searcher, item_id))


def nearest(ticket: Ticket, library: Library) -> tuple[Source, ...]:
    """Requests nearest to a ticket that none fits: doubtful, for the agent to choose from."""
    found = library.searcher.find(ticket.ask_text, _NEAREST)
    return tuple(_source(hit, library) for hit in found.requests)


def _source(hit: Hit, library: Library) -> Source:
    place = Place.of(hit.item_id, library)
    document = library.knowledge.document_of(hit.item_id)
    state = document.metadata.state if document else ""
    return Source(hit.item_id, place.title, place.url, hit.similarity, state, hit.why)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page item can be read: its page's and its own title, its address on the site."""

    page: str
    title: str
    url: str

    @classmethod
    def of(cls, item_id: str, library: Library) -> Place:
        """The place of an identifier ``<path>#<anchor>``."""
        knowledge = library.knowledge
        document = knowledge.document_of(item_id)
        return cls(
            document.title if document else "",
            knowledge.title_of(item_id),
            item_url(item_id, library.settings.site_url, knowledge.addresses),
        )
