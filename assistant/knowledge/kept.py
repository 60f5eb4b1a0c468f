"""Pages as they were understood before: a page that has not changed is not parsed again.

Parsing all pages takes a second, reading what came of it a fraction of that. A page is known again by a
digest of everything it was understood from: its text and name, the figures where it shows some, the code that
read it and the releases of the libraries beneath. So nothing kept can be stale; what is not known again is
parsed. Whether the file is whole is for its owner to check (``retrieval.index``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.knowledge.blocks import Block, Item
from assistant.knowledge.document import Document
from assistant.knowledge.figures import Figures
from assistant.knowledge.links import Link
from assistant.knowledge.sections import Section
from assistant.knowledge.source import Source

# Files that change with each release of what parses (their own versions are slow to ask for).
_LIBRARIES = (("markdown_it", "__init__.py"), ("jinja2", "__init__.py"), ("pymdownx", "slugs.py"))
_OWN_FOLDERS = ("knowledge", "russian")


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Rows by the digest of what each was read from; a row holds title, sections and links as plain JSON."""

    rows: Mapping[str, Any]

    @classmethod
    def from_text(cls, text: str) -> KeptPages:
        """Read the text of a file written by ``save_pages``, which has to be whole."""
        rows = (json.loads(line) for line in text.split("\n") if line)
        return cls({row["digest"]: row for row in rows})

    def document(self, digest: str, source: Source) -> Document | None:
        """The document of a page by its digest, None when it has to be parsed."""
        row = self.rows.get(digest)
        if row is None:
            return None
        sections = tuple(_section(*each) for each in row["sections"])
        links = tuple(Link(*each) for each in row["links"])
        return Document(source.path, row["title"], sections, links, source)


NOTHING_KEPT = KeptPages({})


def save_pages(
    documents: Iterable[Document], figures: Figures, file: Path, kept: KeptPages = NOTHING_KEPT
) -> None:
    """Write the documents, a page a line; those that are kept already as they were written."""
    digests = Digests(figures)
    known = ((digests.of(document.source), document) for document in documents)
    rows = (kept.rows.get(digest) or _row(digest, document) for digest, document in known)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8", newline="\n")


def _row(digest: str, document: Document) -> dict[str, Any]:
    return {
        "path": document.path,
        "digest": digest,
        "title": document.title,
        "sections": [astuple(each) for each in document.sections],
        "links": [astuple(each) for each in document.links],
    }


class Digests:
    """Digests of pages under the same figures."""

    def __init__(self, figures: Figures) -> None:
        self._figures = _sha256(repr(figures))

    def of(self, source: Source) -> str:
        """SHA-256 of all that decides how a page is understood."""
        shown = self._figures if source.is_macro_page else ""
        return _sha256(f"{_reader()}\0{source.path}\0{source.text}\0{shown}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _reader() -> str:
    """SHA-256 of the code that reads pages and of the releases it stands on."""
    package = Path(__file__).parent.parent
    files = [file for name in _OWN_FOLDERS for file in sorted((package / name).glob("*.py"))]
    for name, file in _LIBRARIES:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            files.append(Path(found.origin).with_name(file))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _section(
    title: str,
    anchor: str,
    level: int,
    line: int,
    end_line: int,
    trail: list[str],
    blocks: list[Any],
    explicit_anchor: bool,
    chapter: str,
) -> Section:
    return Section(
        title,
        anchor,
        level,
        line,
        end_line,
        tuple(trail),
        tuple(_block(*each) for each in blocks),
        explicit_anchor,
        chapter,
    )


def _block(
    kind: str,
    line: int,
    end_line: int,
    text: str,
    source: str,
    level: int,
    ordered: bool,
    items: list[Any],
    rows: list[list[str]],
    blocks: list[Any],
) -> Block:
    return Block(
        kind,
        line,
        end_line,
        text,
        source,
        level,
        ordered,
        tuple(_item(*each) for each in items),
        tuple(map(tuple, rows)),
        tuple(_block(*each) for each in blocks),
    )


def _item(text: str, source: str, line: int, checked: bool | None, blocks: list[Any]) -> Item:
    return Item(text, source, line, checked, tuple(_block(*each) for each in blocks))
