"""Past tickets by likeness: a vector, the id and the hash of the text of each, never the text.

Exact search up to ``EXACT_ROWS`` vectors, by codes beyond (``store``); the change comes by itself when
a batch is added, and a batch is added without a rebuild. What codes lose is known at any time: a
``Gauge`` keeps the true neighbours of some tickets. The folder is replaced as one (``swap``), every
hash is checked before a file is read; its format is a part of docs/_dev/scale.md.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexProblem, TicketError
from assistant.retrieval.encoder import Encoder, Vectors
from assistant.retrieval.manifest import FILE_NAME, folder_hashes
from assistant.retrieval.store import CodedStore, VectorStore
from assistant.retrieval.swap import NEXT, commit, locked, new_building, recover

FORMAT = 1
# Exact search takes 4 ms and 100 MB here, twice as many rows twice that (docs/_dev/scale.md).
EXACT_ROWS = 100_000
NEIGHBOURS = 10
WANTED_RECALL = 0.97
TICKETS = "tickets.tsv"
VECTORS = "vectors.faiss"
MEND = "Соберите архив прошлых обращений заново."
_GAUGE = ("queries", "own", "similarities", "rows")
_GAUGE_QUERIES = 256
_DEPTHS = (500, 1_000, 2_000, 4_000)
_BATCH = 4_096
_HASH_BYTES = 16
_MAX_TEXT = 4_000
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """A past ticket and its likeness: ``similarity`` in −1…1, larger is closer."""

    ticket_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class ArchiveManifest:
    """Contents of the archive's ``manifest.json``.

    ``kind`` is exact or coded; ``rows`` counts vectors, ``tickets`` those that still stand for a
    ticket; ``recall`` is the share of the ten true neighbours found for ``recall_queries`` tickets.
    """

    format: int
    kind: str
    encoder_revision: str
    dimension: int
    rows: int
    tickets: int
    depth: int
    recall: float
    recall_queries: int
    files: Mapping[str, str]

    @classmethod
    def from_file(cls, file: Path) -> ArchiveManifest:
        """Read a manifest.

        Raises:
            IndexProblem: it is missing, damaged or of another format.
        """
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise IndexProblem(f"Архива прошлых обращений нет ({file}). {MEND}") from error
        except (OSError, ValueError) as error:
            raise IndexProblem(f"Файл {file} повреждён. {MEND}") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            found = data.get("format") if isinstance(data, dict) else None
            raise IndexProblem(f"Архив другого формата ({found}, нужен {FORMAT}). {MEND}")
        try:
            manifest = cls(**data)
        except TypeError as error:
            raise IndexProblem(f"В файле {file} не те поля. {MEND}") from error
        if manifest.kind not in {"exact", "coded"} or not isinstance(manifest.files, dict):
            raise IndexProblem(f"В файле {file} не те значения. {MEND}")
        return manifest


@dataclass
class Gauge:
    """The true neighbours of some tickets, kept up while vectors come and go.

    ``queries`` are exact vectors of tickets, ``own`` their rows, ``similarities`` and ``rows`` (each
    ``(queries, 10)``) what exact search finds for them, themselves left out.
    """

    queries: Vectors
    own: npt.NDArray[np.int64]
    similarities: Vectors
    rows: npt.NDArray[np.int64]

    @classmethod
    def drawn(cls, vectors: Vectors, standing: npt.NDArray[np.int64]) -> Gauge:
        """Draw queries among the rows that stand for a ticket."""
        count = min(_GAUGE_QUERIES, len(standing))
        own = np.sort(np.random.default_rng(24).choice(standing, count, replace=False))
        shape = (count, NEIGHBOURS)
        nothing = np.full(shape, -np.inf, dtype=np.float32)
        gauge = cls(vectors[own], own, nothing, np.full(shape, -1, dtype=np.int64))
        for start in range(0, len(vectors), _BATCH):
            gauge.add(start, vectors[start : start + _BATCH])
        gauge.remove(np.setdiff1d(np.arange(len(vectors)), standing))
        return gauge

    def add(self, first: int, vectors: Vectors) -> None:
        """Take in vectors of the rows from ``first`` on."""
        rows = np.arange(first, first + len(vectors))
        fresh = self.queries @ vectors.T
        fresh[self.own[:, None] == rows] = -np.inf
        similarities = np.hstack([self.similarities, fresh])
        every = np.hstack([self.rows, np.broadcast_to(rows, fresh.shape)])
        best = np.argpartition(-similarities, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        self.similarities = np.take_along_axis(similarities, best, axis=1)
        self.rows = np.take_along_axis(every, best, axis=1)

    def remove(self, rows: npt.NDArray[np.int64]) -> None:
        """Let rows go; their places stay taken, for the eleventh neighbour is not known."""
        gone = np.isin(self.rows, rows)
        self.similarities[gone] = np.inf
        self.rows[gone] = -1

    def recall(self, store: VectorStore, is_standing: npt.NDArray[np.bool_]) -> float:
        """Share of the true neighbours that the store finds, 0…1."""
        found = wanted = 0
        for query, own, truth in zip(self.queries, self.own, self.rows, strict=True):
            _, rows = store.search(query[None], 4 * NEIGHBOURS)
            kept = rows[is_standing[rows] & (rows != own)][:NEIGHBOURS]
            found += len(np.intersect1d(kept, truth))
            wanted += int((truth >= 0).sum())
        return found / wanted if wanted else 1.0


class PastTickets:
    """An archive of past tickets: ``add``, ``remove``, ``find``, ``save``.

    Threads may share one; of processes one at a time may write (``save`` refuses to drop what another
    has saved). Row N of the store is the ticket ``ids[N]``, "" once it is removed or has another text.
    """

    def __init__(
        self, encoder: Encoder, store: VectorStore, ids: list[str], hashes: bytearray
    ) -> None:
        self._encoder = encoder
        self._store = store
        self._ids = ids
        self._hashes = hashes
        self._gauge: Gauge | None = None
        self._stamp: bytes | None = None
        self._lock = threading.Lock()

    @classmethod
    def empty(cls, encoder: Encoder) -> PastTickets:
        """An archive without tickets."""
        nothing = np.zeros((0, encoder.dimension), dtype=np.float32)
        return cls(encoder, VectorStore.from_vectors(nothing), [], bytearray())

    @classmethod
    def from_folder(cls, folder: Path, encoder: Encoder) -> PastTickets:
        """Load a saved archive; one that is being replaced meanwhile is read again.

        Raises:
            IndexProblem: it is missing, damaged, or made with another encoder.
        """
        for _ in range(_ATTEMPTS):
            stamp = _stamp(folder)
            if (folder / NEXT).is_dir():
                with locked(folder):
                    recover(folder)
                continue
            try:
                archive = cls._from_whole_folder(folder, encoder)
            except (IndexProblem, OSError, ValueError, RuntimeError) as error:
                if _stamp(folder) != stamp or (folder / NEXT).is_dir():
                    continue
                if isinstance(error, IndexProblem):
                    raise
                what = type(error).__name__
                raise IndexProblem(f"Архив {folder} не читается ({what}). {MEND}") from error
            if _stamp(folder) == stamp:
                archive._stamp = stamp
                return archive
        raise IndexProblem(f"Архив {folder} всё время записывается. Повторите позже.")

    @classmethod
    def _from_whole_folder(cls, folder: Path, encoder: Encoder) -> PastTickets:
        manifest = ArchiveManifest.from_file(folder / FILE_NAME)
        if (manifest.encoder_revision, manifest.dimension) != (encoder.revision, encoder.dimension):
            raise IndexProblem(f"Архив {folder} собран другой моделью поиска. {MEND}")
        ids: list[str] = []
        hashes = bytearray()
        with _checked(folder, TICKETS, manifest) as stream:
            for line in stream:
                ticket_id, _, digest = line.decode().rstrip("\n").partition("\t")
                ids.append(ticket_id)
                hashes += bytes.fromhex(digest)
        kind = CodedStore if manifest.kind == "coded" else VectorStore
        with _checked(folder, VECTORS, manifest) as stream:
            store = kind.from_stream(stream)
        archive = cls(encoder, store, ids, hashes)
        numbers = (manifest.rows, manifest.rows * _HASH_BYTES, manifest.rows, manifest.tickets)
        if (store.rows, len(hashes), len(ids), len(archive)) != numbers:
            raise IndexProblem(f"Числа в архиве {folder} не сходятся. {MEND}")
        if isinstance(store, CodedStore):
            store.depth = manifest.depth
            archive._gauge = Gauge(*(_array(folder, name, manifest) for name in _GAUGE))
        return archive

    def __len__(self) -> int:
        return sum(1 for ticket_id in self._ids if ticket_id)

    @property
    def is_exact(self) -> bool:
        """Whether search is still exact."""
        return self._gauge is None

    @property
    def recall(self) -> float:
        """Share of the ten true neighbours that are found, 0…1, measured now."""
        with self._lock:
            return self._recall()

    def find(self, text: str, count: int = NEIGHBOURS, leaving_out: str = "") -> tuple[Similar, ...]:
        """Past tickets most like a text, best first; ``leaving_out`` is the id of its own ticket.

        A text without a known word is like nothing.
        """
        query = self._encoder.encode_queries([text[:_MAX_TEXT]])
        if not query.any():
            return ()
        with self._lock:
            asked = count + 1
            while True:
                similarities, rows = self._store.search(query, asked)
                found = [
                    Similar(self._ids[row], min(1.0, max(-1.0, float(similarity))))
                    for similarity, row in zip(similarities, rows, strict=True)
                    if self._ids[row] not in {"", leaving_out}
                ]
                if len(found) >= count or asked >= self._store.rows:
                    return tuple(found[:count])
                asked *= 4

    def add(self, tickets: Iterable[tuple[str, str]]) -> int:
        """Take in (id, text); a ticket whose text is known stays, another text takes its place.

        Returns how many were new or had another text. To build a large archive from nothing, give the
        tickets in any order but that of time: the codes are learnt from the first ``EXACT_ROWS``.

        Raises:
            TicketError: an id is empty or holds a tab or a line end.
        """
        taken = 0
        source = iter(tickets)
        while batch := dict(islice(source, _BATCH)):
            for ticket_id in batch:
                if not ticket_id or set(ticket_id) & {"\t", "\n", "\r"}:
                    raise TicketError(f"Номер обращения {ticket_id!r} не годится для архива.")
            taken += self._add(batch)
        return taken

    def _add(self, batch: Mapping[str, str]) -> int:
        with self._lock:
            fresh = [
                (ticket_id, text, digest)
                for ticket_id, text in batch.items()
                if (digest := _digest(text)) != self._digest_of(ticket_id)
            ]
            if not fresh:
                return 0
            vectors = self._encoder.encode_passages([text[:_MAX_TEXT] for _, text, _ in fresh])
            self._remove([ticket_id for ticket_id, _, _ in fresh])
            first = self._store.rows
            if self._gauge is None and first + len(fresh) > EXACT_ROWS and first:
                self._change_to_codes()
            self._store.add(vectors)
            if self._gauge:
                self._gauge.add(first, vectors)
            for row, (ticket_id, _, digest) in enumerate(fresh, start=first):
                self._ids.append(ticket_id)
                self._hashes += digest
                self._row_of[ticket_id] = row
            return len(fresh)

    def _change_to_codes(self) -> None:
        vectors = self._store.vectors()
        self._store = CodedStore.from_vectors(vectors)
        self._gauge = Gauge.drawn(vectors, np.flatnonzero(self._is_standing()))

    def remove(self, ticket_ids: Iterable[str]) -> int:
        """Let tickets go; their vectors answer nothing from now on and leave with the next rebuild."""
        with self._lock:
            return self._remove(ticket_ids)

    def _remove(self, ticket_ids: Iterable[str]) -> int:
        found = (self._row_of.pop(ticket_id, None) for ticket_id in ticket_ids)
        rows = [row for row in found if row is not None]
        for row in rows:
            self._ids[row] = ""
        if self._gauge and rows:
            self._gauge.remove(np.array(rows))
        return len(rows)

    @cached_property
    def _row_of(self) -> dict[str, int]:
        # Made when it is first needed: finding does without, and a million of them take 130 MB.
        return {ticket_id: row for row, ticket_id in enumerate(self._ids) if ticket_id}

    def _digest_of(self, ticket_id: str) -> bytes | None:
        row = self._row_of.get(ticket_id)
        return None if row is None else bytes(self._hashes[row * _HASH_BYTES :][:_HASH_BYTES])
