"""A document: one page of ``docs/`` with everything that was understood of it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property

from assistant.knowledge.blocks import Block, parse_blocks, walk_blocks
from assistant.knowledge.figures import Figures
from assistant.knowledge.links import Link, read_links
from assistant.knowledge.metadata import Metadata, read_metadata
from assistant.knowledge.regulation import (
    CheckItem,
    Faq,
    Passage,
    Step,
    read_cases,
    read_checklist,
    read_examples,
    read_faq,
    read_steps,
)
from assistant.knowledge.requests import Request, read_requests
from assistant.knowledge.sections import Section, split_sections
from assistant.knowledge.source import Source
from assistant.knowledge.templates import Phrase, Template, read_phrases, read_templates

_TARGET = re.compile(r"<a\s[^<>]*?\b(?:id|name)=[\"']([^\"'<>]+)[\"']")


@dataclass(frozen=True)
class Document:
    """A page: ``path`` under ``docs/`` (NFC, forward slashes), title, sections, links."""

    path: str
    title: str
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    source: Source

    @classmethod
    def from_source(cls, source: Source, figures: Figures) -> Document:
        """Parse a page; macro pages are expanded first.

        Raises:
            PageError: a macro of the page is broken.
        """
        # Its library is slow to start, and pages kept as they were understood (``kept``) do without it.
        from assistant.knowledge.macros import expand_macros

        text, links = read_links(expand_macros(source, figures))
        sections = split_sections(parse_blocks(text), text.count("\n") + 1)
        name = posixpath.basename(source.path).removesuffix(".md")
        title = next((each.title for each in sections if each.level == 1), name)
        return cls(source.path, title, sections, links, source)

    @cached_property
    def metadata(self) -> Metadata:
        """The table «Метаданные документа»."""
        return read_metadata(self.sections)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps of the procedure."""
        return read_steps(self.sections)

    @cached_property
    def cases(self) -> tuple[Passage, ...]:
        """Special cases."""
        return read_cases(self.sections)

    @cached_property
    def examples(self) -> tuple[Passage, ...]:
        """Worked examples."""
        return read_examples(self.sections)

    @cached_property
    def faq(self) -> tuple[Faq, ...]:
        """Frequent questions."""
        return read_faq(self.sections)

    @cached_property
    def checklist(self) -> tuple[CheckItem, ...]:
        """Tick-box items."""
        return read_checklist(self.sections)

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """Fenced client texts, standard replies of requests included."""
        return read_templates(self.sections)

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """Typical requests."""
        return read_requests(self.sections, self.templates)

    @cached_property
    def phrases_avoid(self) -> tuple[Phrase, ...]:
        """Phrases not to say to a client."""
        return read_phrases(self.sections)[0]

    @cached_property
    def phrases_use(self) -> tuple[Phrase, ...]:
        """Phrases to say instead."""
        return read_phrases(self.sections)[1]

    @cached_property
    def tables(self) -> tuple[Block, ...]:
        """Tables, the metadata table included."""
        return tuple(table for each in self.sections for table in walk_blocks(each.blocks, "table"))

    @property
    def anchors(self) -> frozenset[str]:
        """Anchors of all headings, and those a page sets by ``<a id="…">``."""
        headings = {section.anchor for section in self.sections if section.anchor}
        return frozenset(headings.union(_TARGET.findall(self.source.text)))

    def item_id(self, anchor: str) -> str:
        """Identifier of a part: ``<path>#<anchor>``."""
        return f"{self.path}#{anchor}"
