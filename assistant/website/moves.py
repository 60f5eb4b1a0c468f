"""Old anchors of pages and where their sections are now (``anchors`` in ``docs/_data/addresses.yml``).

A line ``regulations/intake#старый-якорь: новый-якорь`` keeps the links to a renamed section alive;
``новая/страница#якорь`` on the right does so for one that went to another page. The page carries the
list, ``anchors.js`` follows it.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass

from assistant.errors import PageError
from assistant.knowledge.figures import Figures
from assistant.russian.translit import ascii_slug

_FILE = "_data/addresses.yml"


@dataclass(frozen=True, slots=True)
class Move:
    """An anchor that is gone and the one to open; pages are addresses ending in ``.html``."""

    page: str
    old: str
    new_page: str
    new: str

    @property
    def url(self) -> str:
        """The new place as a link on the old page."""
        if self.new_page == self.page:
            return f"#{self.new}"
        return f"{posixpath.relpath(self.new_page, posixpath.dirname(self.page) or '.')}#{self.new}"


def read_moves(figures: Figures) -> tuple[Move, ...]:
    """Read the list.

    Raises:
        PageError: a line is not of the form ``страница#якорь: якорь``.
    """
    listed = figures.get("addresses")
    written = listed.get("anchors") if isinstance(listed, Mapping) else None
    if not written:
        return ()
    if not isinstance(written, Mapping):
        raise PageError(_FILE, None, "anchors — не список пар", "пишите «страница#якорь: якорь»")
    return tuple(_move(str(old), str(new)) for old, new in written.items())


def _move(old: str, new: str) -> Move:
    page, _, anchor = unicodedata.normalize("NFC", old).partition("#")
    new_page, _, new_anchor = unicodedata.normalize("NFC", new).rpartition("#")
    if not (page and anchor and new_anchor):
        problem = f"непонятная строка «{old}: {new}» в anchors"
        raise PageError(_FILE, None, problem, "пишите «страница#старый-якорь: новый-якорь»")
    return Move(_html(page), anchor, _html(new_page or page), new_anchor)


def check_moves(moves: tuple[Move, ...], anchors: Mapping[str, Set[str]]) -> None:
    """Compare the list with the anchors each finished page has, by address.

    Raises:
        PageError: a page is missing, an old anchor is alive, or a new one is not there.
    """
    for move in moves:
        for page in (move.page, move.new_page):
            if page not in anchors:
                problem = f"anchors: страницы «{page}» на сайте нет"
                raise PageError(_FILE, None, problem, "поправьте адрес или уберите строку")
        if move.old in anchors[move.page]:
            problem = (
                f"anchors: раздел «{move.page}#{move.old}» есть на странице, вести с него некуда"
            )
            raise PageError(_FILE, None, problem, "уберите строку")
        if move.new not in anchors[move.new_page]:
            problem = f"anchors: на странице «{move.new_page}» нет раздела «#{move.new}»"
            remedy = "впишите якорь, который на ней есть (кнопка # у заголовка), или уберите строку"
            raise PageError(_FILE, None, problem, remedy)


def moved_from(page: str, moves: tuple[Move, ...]) -> Mapping[str, str]:
    """Where the old anchors of a page lead; the ASCII form of each leads there too."""
    own = [move for move in moves if move.page == page]
    ascii_forms = {ascii_slug(move.old): move.url for move in own}
    return {**ascii_forms, **{move.old: move.url for move in own}}


def _html(address: str) -> str:
    return f"{address.strip('/').removesuffix('.html')}.html"
