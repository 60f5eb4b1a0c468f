"""The metadata table at the head of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.knowledge.sections import Section, title_key
from assistant.russian.normal import fold_key

_STATES = {
    "черновик": "Черновик",
    "актуально": "Актуально",
    "на пересмотре": "На пересмотре",
    "архив": "Архив",
}
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


def read_metadata(sections: tuple[Section, ...]) -> Metadata:
    """Read the table of the section «Метаданные документа»."""
    for section in sections:
        if not title_key(section.title).startswith("метаданные"):
            continue
        for block in section.blocks:
            if block.kind == "table":
                body = [
                    (row[0], row[1], block.line + 2 + at)
                    for at, row in enumerate(block.rows[1:])
                    if len(row) >= 2 and row[0]
                ]
                rows = {key: value for key, value, _ in body}
                return Metadata(rows, {key: line for key, _, line in body})
    return NO_METADATA
