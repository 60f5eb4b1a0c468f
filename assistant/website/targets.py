"""Links of a page on their way to the site: live ones made plain, dead ones marked in the text.

A dead link never stops an editor: it is shown as marked text and reported with file and line. A wrong
anchor on one of our own pages is our mistake and is reported as such.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from assistant.knowledge.links import Link, Place, map_links, resolve


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong with a link: ``line`` counts from 1; ``is_mistake`` stops a strict build."""

    path: str
    line: int
    problem: str
    remedy: str
    is_mistake: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}; {self.remedy}"


@dataclass(frozen=True)
class Targets:
    """What a link may lead to.

    ``paths`` are all files in ``docs/``, ``names`` pages by name and title (``links.resolve``),
    ``published`` the files on the site, ``anchors`` those of each page,
    ``own`` the pages we write: a wrong anchor between two of them is a mistake, one that appeared because
    a page was replaced is not.
    """

    paths: Set[str]
    names: Mapping[str, str]
    published: Set[str]
    anchors: Mapping[str, Set[str]]
    own: Set[str]

    def apply(self, text: str, page: str, line_offset: int) -> Rewritten:
        """Rewrite the links of a page; ``line_offset`` is added to line numbers of notices."""
        return _Pass(self, page, line_offset).run(text)

    def find(self, link: Link, page: str) -> Place | None:
        """The published page or file a link leads to; a folder stands for its ``README.md``."""
        place = resolve(link, page, self.paths, self.names)
        if place is None:
            return None
        names = (place.path, f"{place.path}/README.md", f"{place.path}/index.md")
        return next((Place(name, place.anchor) for name in names if name in self.published), None)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A page's text with its links rewritten, and what was wrong with them."""

    text: str
    notices: tuple[Notice, ...]


@dataclass
class _Pass:
    targets: Targets
    page: str
    line_offset: int
    notices: list[Notice] = field(default_factory=list)

    def run(self, text: str) -> Rewritten:
        return Rewritten(map_links(text, self._link), tuple(self.notices))

    def _link(self, link: Link) -> str | None:
        if link.is_external or not link.target:
            return None
        place = self.targets.find(link, self.page)
        if place is None:
            problem = f"ссылка «{link.shown}» ведёт на страницу, которой пока нет"
            self._note(link.line, problem, "создайте страницу или поправьте ссылку")
            return _marked(link.text, f"Страницы пока нет: {link.shown}")
        known = self.targets.anchors.get(place.path, frozenset())
        if place.anchor and place.anchor not in known:
            problem = f"на странице «{place.path}» нет раздела «#{place.anchor}»"
            both_own = {self.page, place.path} <= self.targets.own
            self._note(link.line, problem, "поправьте часть ссылки после #", is_mistake=both_own)
            if place.path == self.page:
                return _marked(link.text, f"Раздела пока нет: #{place.anchor}")
            place = Place(place.path, "")
        return f"[{link.text}](<{self._relative(place)}>)"

    def _relative(self, place: Place) -> str:
        anchor = f"#{place.anchor}" if place.anchor else ""
        if place.path == self.page and anchor:
            return anchor
        path = posixpath.relpath(place.path, posixpath.dirname(self.page) or ".")
        # What an address would take for the start of something else: «C#.md», «Скидка 50%25.md».
        return path.replace("%", "%25").replace("#", "%23").replace("?", "%3F") + anchor

    def _note(self, line: int, problem: str, remedy: str, *, is_mistake: bool = False) -> None:
        at = line + self.line_offset
        self.notices.append(Notice(self.page, at, problem, remedy, is_mistake))


def _marked(text: str, title: str) -> str:
    hint = html.escape(title).replace("{", "&#123;").replace("}", "&#125;")
    for mark in "*_`[]\\~":
        hint = hint.replace(mark, f"&#{ord(mark)};")
    return f'<span class="dead-link" title="{hint}">{text}</span>'
