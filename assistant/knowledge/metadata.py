"""The metadata table at the head of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.knowledge.blocks import Block, Item, walk_blocks
from assistant.knowledge.chapters import chapter_kind
from assistant.knowledge.sections import Section, fields_of
from assistant.russian.normal import fold_key

_STATES = {
    "черновик": "Черновик",
    "актуально": "Актуально",
    "на пересмотре": "На пересмотре",
    "архив": "Архив",
}
_KEYS = frozenset(
    map(
        fold_key,
        (
            "Версия",
            "Дата создания",
            "Дата последнего обновления",
            "Дата пересмотра",
            "Автор",
            "Ответственный за актуальность",
            "Статус",
            "Тип документа",
            "Отдел",
            "Теги",
        ),
    )
)
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{2})\.(\d{2})\.(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Rows of the table as written (``rows``: key as written → value) and the line of each."""

    rows: Mapping[str, str]
    lines: Mapping[str, int]

    def get(self, name: str) -> str:
        """Value of a row by its name, however typed; empty when missing."""
        wanted = fold_key(name)
        return next((value for key, value in self.rows.items() if fold_key(key) == wanted), "")

    @property
    def state(self) -> str:
        """One of the four states, or the word as written; empty when the table has none."""
        written = self.get("Статус")
        return _STATES.get(fold_key(written), written)

    @property
    def is_draft(self) -> bool:
        """Whether the document rests on something not yet decided."""
        return self.state == "Черновик"

    @property
    def tags(self) -> tuple[str, ...]:
        """Comma list of tags."""
        return tuple(tag.strip() for tag in self.get("Теги").split(",") if tag.strip())

    def date(self, name: str) -> date | None:
        """A date row as a date, None when missing or no date."""
        return read_date(self.get(name))


NO_METADATA = Metadata({}, {})


def read_date(text: str) -> date | None:
    """Read the first ISO or Russian date of a text."""
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_metadata_key(text: str) -> bool:
    """Whether a text is the name of a row of the house format, and so no head of the table."""
    return fold_key(text) in _KEYS


def read_metadata(sections: tuple[Section, ...]) -> Metadata:
    """Read the table of the section «Метаданные документа», or the labels that stand for it.

    A table may do without a head: its first row is then a row like the others.
    """
    for section in sections:
        if chapter_kind(section.subject) != "metadata":
            continue
        for block in walk_blocks(section.blocks, "table"):
            body = [
                (row[0].rstrip(" :"), row[1], block.line + at + (1 if at else 0))
                for at, row in enumerate(block.rows)
                if len(row) >= 2 and row[0] and (at or is_metadata_key(row[0]))
            ]
            return _metadata(body)
        labels = section.fields() or fields_of(_as_paragraphs(section.items()))
        if labels:
            return _metadata((each.label, each.text, each.line) for each in labels)
    return NO_METADATA


def _metadata(rows: Iterable[tuple[str, str, int]]) -> Metadata:
    found = tuple(rows)
    return Metadata({key: value for key, value, _ in found}, {key: line for key, _, line in found})


def _as_paragraphs(items: Iterable[Item]) -> Iterator[Block]:
    for item in items:
        yield Block("paragraph", item.line, item.line + 1, item.text, item.source)
