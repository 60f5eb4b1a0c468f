"""One build of the site: the knowledge base it publishes, from MkDocs' list of files to the last page."""

from __future__ import annotations

import html
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.source import Source, read_source
from assistant.website.aliases import ids_of
from assistant.website.changes import last_changes
from assistant.website.files import is_published, publish
from assistant.website.foot import edit_url
from assistant.website.home import home_page
from assistant.website.moves import Move, check_moves, moved_from, read_moves
from assistant.website.navigation import navigation
from assistant.website.redirects import Redirect, read_redirects
from assistant.website.rendering import Rendering
from assistant.website.search_data import read_synonyms, write_search_data
from assistant.website.targets import Targets

_HOME = "Главная"
_log = logging.getLogger("mkdocs.website")


@dataclass
class Publication:
    """State of a build; ``start`` makes it the current one, the next build replaces it."""

    _current: ClassVar[Publication | None] = None

    knowledge: Knowledge
    docs: Path
    rendering: Rendering | None = None
    redirects: tuple[Redirect, ...] = ()
    moves: tuple[Move, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    anchors: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def start(cls, config: MkDocsConfig) -> Publication:
        """Read the knowledge base MkDocs is about to publish.

        Raises:
            PluginError: the folder or its figures cannot be read.
        """
        docs = Path(config.docs_dir)
        try:
            cls._current = cls(Knowledge.from_folder(docs), docs)
        except PageError as error:
            raise PluginError(str(error)) from error
        return cls._current

    @classmethod
    def current(cls) -> Publication:
        """The build that is going on.

        Raises:
            PluginError: no build has been started.
        """
        if cls._current is None:
            raise PluginError("Сборка сайта не начата: проверьте раздел hooks в mkdocs.yml")
        return cls._current

    def publish(self, files: Files, config: MkDocsConfig) -> Files:
        """Set names, addresses and navigation; report pages that cannot be understood."""
        if not {"index.md", "README.md"} & self.knowledge.paths:
            home = home_page(self.knowledge)
            files.append(File.generated(config, "index.md", content=home))
        set_exclusions(files, config)
        figures = self.knowledge.figures
        try:
            published = publish(files, figures)
            pages = [file for file in published.documentation_pages() if is_published(file)]
            self.redirects = read_redirects(figures, {page.dest_uri for page in pages})
            self.moves = read_moves(figures)
            self.synonyms = read_synonyms(figures)
        except PageError as error:
            raise PluginError(str(error)) from error
        sections = tuple(config.extra.get("sections") or ())
        config.nav = navigation((page.src_uri for page in pages), sections)
        self.rendering = self._rendering(published, config)
        for problem in self.knowledge.problems:
            _log.warning("%s", problem)
        for remark in self.knowledge.remarks:
            _log.info("%s", remark)
        return published

    def _rendering(self, files: Files, config: MkDocsConfig) -> Rendering:
        included = [file for file in files if is_published(file)]
        documents = self.knowledge.documents.items()
        targets = Targets(
            self.knowledge.paths,
            self.knowledge.names,
            {file.src_uri for file in included},
            self.knowledge.anchors,
            {path for path, each in documents if each.source.is_macro_page},
        )
        old = (redirect.old for redirect in self.redirects)
        return Rendering(
            self.knowledge,
            targets,
            frozenset((*(file.dest_uri for file in included), *old)),
            last_changes(self.docs),
            str(config.extra.get("assistant_url") or ""),
        )

    def read(self, page: Page, config: MkDocsConfig) -> str | None:
        """Text of a page, with its front matter if it is ours; a page with a problem becomes a note of it."""
        path = page.file.src_uri
        if page.file.abs_src_path is None:
            return None
        page.edit_url = edit_url(str(config.extra.get("edit_url") or ""), path)
        problem = next((each for each in self.knowledge.problems if each.path == path), None)
        if problem is not None:
            return f"# {page.file.name}\n\n**Страница не собрана:** {html.escape(str(problem))}\n"
        source = read_source(Path(page.file.abs_src_path), path)
        self.sources[path] = source
        # A head for other programs may name a template or an icon that is not here.
        head = dict(source.front_matter) if source.is_macro_page else {}
        front_matter = yaml.safe_dump(head, allow_unicode=True)
        return f"---\n{front_matter}---\n{source.text}"

    def markdown(self, text: str, page: Page) -> str:
        """Rewrite a page whose macros are expanded; the title is the assistant's."""
        source = self.sources.get(page.file.src_uri)
        document = self.knowledge.documents.get(page.file.src_uri)
        if source is None or document is None or self.rendering is None:
            return text
        title = _HOME if page.is_homepage else document.title
        page.title = html.escape(title, quote=False)
        return self.rendering.markdown(text, source, document)

    def content(self, content: str, page: Page) -> str:
        """Finish the HTML of a page."""
        if self.rendering is None:
            return content
        finished = self.rendering.content(content, page, self.sources.get(page.file.src_uri))
        self.anchors[page.file.dest_uri] = ids_of(finished)
        return finished

    def context(self, context: TemplateContext, page: Page) -> TemplateContext:
        """Give our templates what stands under the article (``kb``), and old anchors (``kb_moved``)."""
        values = cast("dict[str, object]", context)
        values["kb"] = self.rendering.foot(page.file.src_uri) if self.rendering else None
        values["kb_moved"] = moved_from(page.file.dest_uri, self.moves)
        return context

    def finish(self, site: Path) -> None:
        """Write the pages at old addresses and what the search needs.

        Raises:
            PluginError: an old anchor is to lead to one that no page has.
        """
        try:
            check_moves(self.moves, self.anchors)
        except PageError as error:
            raise PluginError(str(error)) from error
        write_search_data(site, self.synonyms)
        for redirect in self.redirects:
            file = site / redirect.old
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(redirect.page(), encoding="utf-8")
