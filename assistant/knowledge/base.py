"""All documents of a ``docs/`` folder, with the figures they share."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.addresses import page_addresses
from assistant.knowledge.document import Document
from assistant.knowledge.figures import Figures, load_figures
from assistant.knowledge.kept import NOTHING_KEPT, Digests, KeptPages, save_pages
from assistant.knowledge.names import by_name
from assistant.knowledge.requests import Request
from assistant.knowledge.source import read_source
from assistant.knowledge.supplements import Supplement
from assistant.russian.normal import fold_key


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The knowledge base: documents by path, figures, and the pages that could not be read.

    ``supplements`` complete requests, by their anchors. Compared and hashed by identity, so that what is
    derived from it can be kept beside it.
    """

    documents: Mapping[str, Document]
    figures: Figures
    problems: tuple[PageError, ...]
    paths: frozenset[str]
    supplements: Mapping[str, Supplement] = field(default_factory=dict)

    @classmethod
    def from_folder(cls, docs: Path, kept: KeptPages = NOTHING_KEPT) -> Knowledge:
        """Read every page under a folder; those ``kept`` from before are not parsed again.

        A page that cannot be read is set aside with its error, so that one slip of an editor does
        not take the rest away.

        Raises:
            PageError: the folder does not exist or a file of figures is broken.
        """
        if not docs.is_dir():
            raise PageError(str(docs), None, "папки с документами нет", "укажите папку docs")
        figures = load_figures(docs)
        digests = Digests(figures)
        documents: dict[str, Document] = {}
        problems: list[PageError] = []
        for path, file in sorted(page_files(docs).items()):
            try:
                source = read_source(file, path)
                document = kept.document(digests.of(source), source)
                documents[path] = document or Document.from_source(source, figures)
            except PageError as error:
                problems.append(error)
        return cls(documents, figures, tuple(problems), frozenset(all_paths(docs)))

    def keep(self, file: Path, kept: KeptPages = NOTHING_KEPT) -> None:
        """Write the pages as they were understood; those ``kept`` already are not put down anew."""
        save_pages(self.documents.values(), self.figures, file, kept)

    def is_all_in(self, kept: KeptPages) -> bool:
        """Whether no page has to be parsed where these are kept."""
        digests = Digests(self.figures)
        return all(digests.of(each.source) in kept.rows for each in self.documents.values())

    @property
    def remarks(self) -> tuple[PageError, ...]:
        """What is wrong with pages that were read all the same."""
        sources = (document.source for document in self.documents.values())
        return tuple(source.problem for source in sources if source.problem is not None)

    @cached_property
    def requests(self) -> Mapping[str, Request]:
        """Typical requests of all pages by identifier."""
        return {
            document.item_id(request.anchor): self._completed(request)
            for document in self.documents.values()
            for request in document.requests
        }

    def _completed(self, request: Request) -> Request:
        supplement = self.supplements.get(request.anchor)
        return request if supplement is None else supplement.complete(request)

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """Anchors of each page by its path."""
        return {path: document.anchors for path, document in self.documents.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Path of a page by the key of its file's name, or else of its title (``links``)."""
        pages = tuple(self.documents.values())[::-1]  # of two the first is kept
        titles = {fold_key(page.title): page.path for page in pages}
        stems = {fold_key(posixpath.basename(page.path)[:-3]): page.path for page in pages}
        return {**titles, **stems}

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Address of each page on the site by its path."""
        return page_addresses(self.documents, self.figures)

    def document_of(self, item_id: str) -> Document | None:
        """The document an identifier belongs to."""
        return self.documents.get(item_id.partition("#")[0])

    def head_of(self, path: str) -> str:
        """Identifier of a page as a whole: its first heading."""
        document = self.documents[path]
        anchors = (each.anchor for each in document.sections if each.anchor)
        return document.item_id(next(anchors, ""))

    def title_of(self, item_id: str) -> str:
        """Title of an item: its heading, or the document's title."""
        document = self.document_of(item_id)
        if document is None:
            return item_id
        anchor = item_id.partition("#")[2]
        request = self.requests.get(item_id)
        if request is not None:
            return request.title
        titles = (each.title for each in document.sections if each.anchor == anchor and anchor)
        return next(titles, document.title)


def all_paths(docs: Path) -> dict[str, Path]:
    """Every file and folder under a folder by its name (``names``), with forward slashes."""
    paths = ((file.relative_to(docs), file) for file in docs.rglob("*"))
    return by_name(
        (path.as_posix(), file)
        for path, file in paths
        if not any(part.startswith(".") for part in path.parts)
    )


def page_files(docs: Path) -> dict[str, Path]:
    """Markdown pages under a folder; ``_data`` and other underscore folders hold no pages."""
    return {
        path: file
        for path, file in all_paths(docs).items()
        if path.endswith(".md")
        and file.is_file()
        and not any(part.startswith("_") for part in path.split("/"))
    }
