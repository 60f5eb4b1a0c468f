"""A page on its way from Markdown to the finished HTML of its article."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from mkdocs.structure.pages import Page

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.links import Link
from assistant.knowledge.source import Source
from assistant.website.aliases import add_aliases
from assistant.website.card import dress_head
from assistant.website.fact_names import name_facts
from assistant.website.foot import Foot
from assistant.website.labels import mark_labels
from assistant.website.leftover import mark_leftovers
from assistant.website.outline import exclude_from_search, trim_contents
from assistant.website.replies import Replies
from assistant.website.rewriting import Rewriting
from assistant.website.targets import Notice, Targets

# A child of MkDocs' logger: its warnings are printed, and counted by --strict.
_log = logging.getLogger("mkdocs.website")
_UNPUBLISHED = re.compile(
    r"<script\b.*?(?:</script\s*>|\Z)|<!--.*?-->\n?", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Rendering:
    """What pages are rendered with: ``published`` are addresses, ``changes`` days by page."""

    knowledge: Knowledge
    targets: Targets
    published: AbstractSet[str]
    changes: Mapping[str, date]
    assistant_url: str

    def markdown(self, text: str, source: Source, document: Document) -> str:
        """Rewrite the links and blocks of a page whose macros are expanded."""
        # MkDocs drops the blank lines that stand for the front matter.
        offset = len(source.text) - len(source.text.lstrip("\n"))
        rewritten = self.targets.apply(text, source.path, offset)
        for notice in rewritten.notices:
            _log.log(logging.WARNING if notice.is_mistake else logging.INFO, "%s", notice)
        fence_info = Replies(document, self.assistant_url).fence_info
        return Rewriting(source.is_macro_page, fence_info).rewrite(rewritten.text)

    def content(self, content: str, page: Page, source: Source | None) -> str:
        """Finish the HTML of a page: no scripts or comments of its own, no dead addresses, parts dressed."""
        path = page.file.src_uri
        rest = mark_leftovers(
            _UNPUBLISHED.sub("", content),
            page.file.dest_uri,
            self.published,
            lambda target: self._address_of(target, path),
        )
        for target in rest.targets:
            problem = f"«{target}» ведёт на файл, которого пока нет"
            line = _line_of(target, source.text if source else "")
            _log.info("%s", Notice(path, line, problem, "добавьте файл или поправьте ссылку"))
        html = mark_labels(rest.html)
        document = self.knowledge.documents.get(path)
        if document is None:
            return add_aliases(html)
        trim_contents(page.toc, document)
        html = exclude_from_search(dress_head(html, document), document)
        html = name_facts(html, self.knowledge.figures)
        return add_aliases(Replies(document, self.assistant_url).dress(html))

    def _address_of(self, target: str, page: str) -> str:
        """Address of the file a target of a page names, empty when there is none."""
        place = self.targets.find(Link("", target, 0), page)
        if place is None:
            return ""
        address = self.knowledge.addresses.get(place.path, place.path)
        return f"{address}#{place.anchor}" if place.anchor else address

    def foot(self, path: str) -> Foot | None:
        """What stands under the article of a page."""
        document = self.knowledge.documents.get(path)
        if document is None:
            return None
        return Foot.of(document, self.knowledge.figures, self.changes.get(path))


def _line_of(target: str, text: str) -> int:
    before, found, _ = text.partition(target)
    return before.count("\n") + 1 if found else 1
