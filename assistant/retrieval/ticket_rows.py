"""Which ticket each row of an archive stands for, and the hash of the text it had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

_HASH_BYTES = 16
_NO_HASH = bytes(_HASH_BYTES)


class TicketRows:
    """Ids and hashes of texts by row; the id is "" where the ticket was removed or has another text.

    Kept apart from the vectors as plain lines, and in memory without an object for each hash: a million
    tickets take 75 MB, and 130 MB more once one is changed.
    """

    def __init__(self, ids: list[str], hashes: bytearray) -> None:
        self._ids = ids
        self._hashes = hashes

    @classmethod
    def from_stream(cls, stream: BinaryIO) -> TicketRows:
        """Read what ``save`` wrote.

        Raises:
            ValueError: a line is not an id and a hash.
        """
        ids: list[str] = []
        hashes = bytearray()
        for line in stream:
            ticket_id, _, digest = line.decode().rstrip("\n").partition("\t")
            ids.append(ticket_id)
            hashes += bytes.fromhex(digest)
        if len(hashes) != len(ids) * _HASH_BYTES:
            raise ValueError(f"{len(ids)} ids, {len(hashes)} bytes of hashes")
        return cls(ids, hashes)

    def save(self, file: Path) -> None:
        """Write a line for each row: id, tab, hash in hexadecimal digits."""
        with file.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(
                f"{ticket_id}\t{self._hash(row).hex()}\n" for row, ticket_id in enumerate(self._ids)
            )

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> str:
        return self._ids[row]

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the tickets that are there."""
        return frozenset(filter(None, self._ids))

    @property
    def standing(self) -> npt.NDArray[np.bool_]:
        """Whether each row stands for a ticket."""
        return np.fromiter(map(bool, self._ids), dtype=np.bool_, count=len(self._ids))

    def has(self, ticket_id: str, text: str) -> bool:
        """Whether a ticket is here with this very text."""
        row = self._row_of.get(ticket_id)
        return row is not None and self._hash(row) == _hash_of(text)

    def add(self, ticket_id: str, text: str) -> None:
        """Put a ticket into the next row."""
        self._row_of[ticket_id] = len(self._ids)
        self._ids.append(ticket_id)
        self._hashes += _hash_of(text)

    def remove(self, ticket_ids: Iterable[str]) -> list[int]:
        """Let tickets go; the rows they had."""
        found = [self._row_of.pop(ticket_id, None) for ticket_id in ticket_ids]
        rows = [row for row in found if row is not None]
        for row in rows:
            self._ids[row] = ""
            self._hashes[row * _HASH_BYTES : (row + 1) * _HASH_BYTES] = _NO_HASH
        return rows

    @cached_property
    def _row_of(self) -> dict[str, int]:
        # Made by the first change: finding does without.
        return {ticket_id: row for row, ticket_id in enumerate(self._ids) if ticket_id}

    def _hash(self, row: int) -> bytes:
        return bytes(self._hashes[row * _HASH_BYTES : (row + 1) * _HASH_BYTES])


def _hash_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_HASH_BYTES]
