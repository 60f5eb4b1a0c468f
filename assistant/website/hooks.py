"""MkDocs events, each handed on to ``publication``; nothing is decided here."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[2])
if _ROOT not in sys.path:  # `mkdocs build` runs without the project installed
    sys.path.insert(0, _ROOT)

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402  after the path is set
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils.templates import TemplateContext  # noqa: E402

from assistant.website.files import ReadmeBesideIndex  # noqa: E402
from assistant.website.publication import Publication  # noqa: E402


def on_config(config: MkDocsConfig) -> None:
    """Soften one warning of MkDocs."""
    logger = logging.getLogger("mkdocs.structure.files")
    if not any(isinstance(each, ReadmeBesideIndex) for each in logger.filters):
        logger.addFilter(ReadmeBesideIndex())


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the knowledge base; names, addresses and order of files."""
    return Publication.start(config).publish(files, config)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Read a page in any encoding."""
    return Publication.current().read(page, config)


@event_priority(-50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links and Markdown, after the macros are expanded."""
    return Publication.current().markdown(markdown, page)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page's HTML."""
    return Publication.current().content(html, page)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Values for the theme's templates."""
    return Publication.current().context(context, page)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Pages at old addresses; the search index is there by now."""
    Publication.current().finish(Path(config.site_dir))
