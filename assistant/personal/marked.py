"""Letters with what is personal in them marked: what the tagger learns from and masking is measured on.

A line is ``{"id": …, "text": …}``; in the text «{имя|Ирина}» marks what is personal, «{?|офис 305}» what may
be masked or not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from assistant.errors import TicketError
from assistant.knowledge.source import decode
from assistant.personal.span import Kind

_MARK = re.compile(r"\{([\w?-]+)\|([^{}]*)\}")
_EITHER = "?"


@dataclass(frozen=True, slots=True)
class Label:
    """A marked range of a document; ``kind`` is None where masking is neither right nor wrong."""

    start: int
    end: int
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is personal in it."""

    id: str
    text: str
    labels: tuple[Label, ...]

    @classmethod
    def from_marked(cls, identifier: str, marked: str) -> Self:
        """Take the marks out of a text.

        Raises:
            ValueError: a mark names no kind.
        """
        parts: list[str] = []
        labels: list[Label] = []
        done = length = 0
        for match in _MARK.finditer(marked):
            before = marked[done : match.start()]
            length += len(before)
            kind = None if match[1] == _EITHER else Kind(match[1])
            labels.append(Label(length, length + len(match[2]), kind))
            parts += [before, match[2]]
            length += len(match[2])
            done = match.end()
        return cls(identifier, "".join((*parts, marked[done:])), tuple(labels))


def read_documents(file: Path) -> list[Document]:
    """Documents of a JSONL file.

    Raises:
        TicketError: a line does not read, or there is none.
    """
    documents = []
    for number, line in enumerate(decode(file.read_bytes()).split("\n"), start=1):
        if line.strip():
            try:
                data = json.loads(line)
                documents.append(Document.from_marked(str(data["id"]), str(data["text"])))
            except (ValueError, KeyError, TypeError) as error:
                raise TicketError(f"{file}:{number}: документ не читается: {error}") from error
    if not documents:
        raise TicketError(f"{file}: нет ни одного размеченного документа; добавьте строку.")
    return documents
