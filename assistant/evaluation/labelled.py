"""A labelled ticket: its text and what is expected of it (fields: docs/_dev/contracts.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import TicketError
from assistant.knowledge.source import decode

_FOUND = ("entries", "facts_missing", "facts_present")
_VERDICT = (
    "kind",
    "previous_id",
    "repeat",
    "scope",
    "sla",
    "urgent",
)


@dataclass(frozen=True)
class Labelled:
    """A ticket with what is expected of it: of the verdict always, of search and facts mostly."""

    id: str
    text: str
    expected: Mapping[str, Any]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Labelled:
        """Read one labelled ticket.

        Raises:
            TicketError: a field is missing.
        """
        try:
            expected = data["expected"]
            is_verdict_alone = expected.keys() >= set(_VERDICT) and not expected.keys() & set(
                _FOUND
            )
            for field in () if is_verdict_alone else (*_FOUND, *_VERDICT):
                expected[field]
            return cls(str(data["id"]), str(data["text"]), expected)
        except (KeyError, TypeError) as error:
            raise TicketError(f"В размеченном обращении нет поля: {error}.") from error

    @property
    def entries(self) -> Sequence[str]:
        """Anchors of the requests that are right, best first; empty when none fits."""
        return tuple(self.expected.get("entries", ()))

    @property
    def is_verdict_alone(self) -> bool:
        """Whether nothing is expected of search and facts."""
        return "entries" not in self.expected


def read_labelled(file: Path) -> list[Labelled]:
    """Labelled tickets of a JSONL file.

    Raises:
        TicketError: a line does not read, or there is none.
    """
    lines = decode(file.read_bytes()).split("\n")
    tickets = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            tickets.append(Labelled.from_json(json.loads(line)))
        except ValueError as error:
            raise TicketError(
                f"{file}:{number}: строка не разбирается как JSON ({error})"
            ) from error
        except TicketError as error:
            raise TicketError(f"{file}:{number}: {error}") from error
    if not tickets:
        raise TicketError(f"{file}: нет ни одного размеченного обращения; добавьте строку.")
    return tickets
