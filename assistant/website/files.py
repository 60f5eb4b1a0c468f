"""Which files the site publishes, under which names, at which addresses, in which order."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping

from mkdocs.structure.files import File, Files, InclusionLevel

from assistant.errors import PageError
from assistant.knowledge.addresses import page_addresses
from assistant.knowledge.figures import Figures
from assistant.knowledge.names import by_name, page_name


def publish(files: Files, figures: Figures) -> Files:
    """Give every file its NFC name and every page its ASCII address, in the order of the address list.

    Raises:
        PageError: two files come to one name or one address.
    """
    # Of two files with one name the reader of the knowledge base takes the same.
    named = by_name((file.src_uri, file) for file in files)
    published = sorted(named.values(), key=_order(figures))
    names: dict[str, str] = {}
    sources = [file.src_uri for file in published]
    for file in published:
        _rename(file)
    pages = [each for each in published if each.is_documentation_page() and is_published(each)]
    addresses = page_addresses((page.src_uri for page in pages), figures)
    for file, source in zip(published, sources, strict=True):
        if file.src_uri in addresses:
            file.dest_uri = addresses[file.src_uri]
            file.__dict__.pop("abs_dest_path", None)
            file.url = file.dest_uri
        other = names.setdefault(file.dest_uri, source)
        if other != source and is_published(file):
            raise PageError(
                source,
                None,
                f"адрес «{file.dest_uri}» уже занят файлом «{other}»",
                "задайте другой адрес в docs/_data/addresses.yml или переименуйте файл",
            )
    return Files(published)


class ReadmeBesideIndex(logging.Filter):
    """Turns MkDocs' warning about a ``README.md`` beside an ``index.md`` into a remark in Russian.

    Such a README is not published: both would be the folder's first page. It is no reason to stop a
    strict build, for a department may keep one for readers of the repository.
    """

    _MESSAGE = re.compile(r"Excluding '(.+)' from the site because it conflicts with '(.+)'")

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; never drop one."""
        match = self._MESSAGE.match(record.getMessage())
        if match is not None:
            record.levelno, record.levelname = logging.INFO, "INFO"
            record.msg = f"{match[1]}: не публикуется: начальная страница папки — «{match[2]}»"
            record.args = ()
        return True


def is_published(file: File) -> bool:
    """Whether a file goes to the site."""
    return bool(file.inclusion.value > InclusionLevel.DRAFT.value)


def _rename(file: File) -> None:
    """Use the page's name everywhere but on the disk: archives from macOS hold decomposed names."""
    name = page_name(file.src_uri)
    if name != file.src_uri:
        file.abs_src_path = file.abs_src_path  # fixed before the name it is derived from changes
        for derived in ("dest_uri", "url", "abs_dest_path", "name", "edit_uri"):
            file.__dict__.pop(derived, None)
        file.src_uri = name


def _order(figures: Figures) -> _Order:
    listed = figures.get("addresses")
    pages = listed.get("pages") if isinstance(listed, Mapping) else None
    return _Order(pages if isinstance(pages, Mapping) else {})


class _Order:
    """Sort key: the order of ``addresses.yml``, then folders' first pages, then names."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.places = {path: at for at, path in enumerate(listed)}

    def __call__(self, file: File) -> tuple[int, bool, str]:
        name = page_name(file.src_uri)
        place = self.places.get(name, len(self.places))
        return place, file.name not in ("index", "README"), name
