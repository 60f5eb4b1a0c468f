"""Past tickets by likeness: a vector, the id and the hash of the text of each, never the text.

Exact search up to ``EXACT_ROWS`` vectors, by codes beyond (``store``); the change comes by itself when
a batch is added, and no batch needs a rebuild. The folder is replaced as one (``swap``), every hash is
checked before a file is read; its format and what was measured: docs/_dev/scale.md.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.errors import IndexProblem, TicketError
from assistant.retrieval.archive_manifest import FORMAT, MEND, ArchiveManifest, checked, stamp_of
from assistant.retrieval.encoder import Encoder, Vectors
from assistant.retrieval.gauge import NEIGHBOURS, Gauge, Rows
from assistant.retrieval.manifest import FILE_NAME, folder_hashes
from assistant.retrieval.store import CodedStore, VectorStore
from assistant.retrieval.swap import NEXT, commit, locked, new_building, recover
from assistant.retrieval.ticket_rows import TicketRows

# Exact search of so many takes 2 ms of the 5 an answer may take, of twice as many twice that.
EXACT_ROWS = 50_000
TICKETS = "tickets.tsv"
VECTORS = "vectors.faiss"
GAUGE = ("queries", "own", "similarities", "rows")
_DEPTHS = (500, 1_000, 2_000, 4_000)
_WANTED_RECALL = 0.97
_BATCH = 4_096
_MAX_TEXT = 4_000
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """A past ticket and its likeness: ``similarity`` in −1…1, larger is closer."""

    ticket_id: str
    similarity: float


class PastTickets:
    """An archive of past tickets; row N of the store is row N of ``tickets``.

    Threads may share one, and finding never waits for more than the copying of a batch. Of processes
    one at a time may write: ``save`` refuses to drop what another has saved meanwhile.
    """

    def __init__(
        self,
        encoder: Encoder,
        store: VectorStore,
        tickets: TicketRows,
        gauge: Gauge | None = None,
        stamp: bytes | None = None,
    ) -> None:
        self._encoder = encoder
        self._store = store
        self._tickets = tickets
        self._gauge = gauge
        self._stamp = stamp
        self._writing = threading.RLock()
        self._changing = threading.Lock()

    @classmethod
    def empty(cls, encoder: Encoder) -> PastTickets:
        """An archive without tickets."""
        nothing = np.zeros((0, encoder.dimension), dtype=np.float32)
        return cls(encoder, VectorStore.from_vectors(nothing), TicketRows([], bytearray()))

    @classmethod
    def from_folder(cls, folder: Path, encoder: Encoder) -> PastTickets:
        """Load a saved archive; one that is being replaced meanwhile is read again.

        Raises:
            IndexProblem: it is missing, damaged, or made with another encoder.
        """
        for _ in range(_ATTEMPTS):
            stamp = stamp_of(folder)
            if (folder / NEXT).is_dir():
                with locked(folder):
                    recover(folder)
                continue
            try:
                archive = cls._from_whole_folder(folder, encoder, stamp)
            except (IndexProblem, OSError, ValueError, RuntimeError) as error:
                if stamp_of(folder) != stamp or (folder / NEXT).is_dir():
                    continue
                if isinstance(error, IndexProblem):
                    raise
                what = type(error).__name__
                raise IndexProblem(f"Архив {folder} не читается ({what}). {MEND}") from error
            if stamp_of(folder) == stamp:
                return archive
        raise IndexProblem(f"Архив {folder} всё время записывается. Повторите позже.")

    @classmethod
    def _from_whole_folder(cls, folder: Path, encoder: Encoder, stamp: bytes | None) -> PastTickets:
        manifest = ArchiveManifest.from_file(folder / FILE_NAME)
        if (manifest.encoder_revision, manifest.dimension) != (encoder.revision, encoder.dimension):
            raise IndexProblem(f"Архив {folder} собран другой моделью поиска. {MEND}")
        with checked(folder, TICKETS, manifest) as stream:
            tickets = TicketRows.from_stream(stream)
        kind = CodedStore if manifest.kind == "coded" else VectorStore
        with checked(folder, VECTORS, manifest) as stream:
            store = kind.from_stream(stream)
        standing = int(tickets.standing.sum())
        expected = (manifest.rows, manifest.rows, manifest.tickets)
        if (store.rows, len(tickets), standing) != expected:
            raise IndexProblem(f"Числа в архиве {folder} не сходятся. {MEND}")
        if not isinstance(store, CodedStore):
            return cls(encoder, store, tickets, stamp=stamp)
        store.depth = manifest.depth
        arrays = []
        for name in GAUGE:
            with checked(folder, f"gauge/{name}.npy", manifest) as stream:
                arrays.append(np.load(stream, allow_pickle=False))
        return cls(encoder, store, tickets, Gauge(*arrays), stamp)

    def __len__(self) -> int:
        return int(self._tickets.standing.sum())

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all tickets."""
        return self._tickets.ids

    @property
    def is_exact(self) -> bool:
        """Whether search still compares every vector as it is."""
        return self._gauge is None

    def find(
        self, text: str, count: int = NEIGHBOURS, leaving_out: str = ""
    ) -> tuple[Similar, ...]:
        """Past tickets most like a text, best first; ``leaving_out`` is the id of its own ticket.

        A text without a known word is like nothing.
        """
        query = self._encoder.encode_queries([text[:_MAX_TEXT]])
        if not query.any() or not self._store.rows:
            return ()
        with self._changing:
            return self._nearest(query, count, leaving_out)

    def _nearest(self, query: Vectors, count: int, leaving_out: str) -> tuple[Similar, ...]:
        asked = count + 1
        while True:
            similarities, rows = self._store.search(query, asked)
            found = [
                Similar(ticket_id, min(1.0, max(-1.0, float(similarity))))
                for similarity, row in zip(similarities, rows, strict=True)
                if (ticket_id := self._tickets[row]) not in {"", leaving_out}
            ]
            if len(found) >= count or asked >= self._store.rows:
                return tuple(found[:count])
            asked *= 4

    def add(self, tickets: Iterable[tuple[str, str]]) -> int:
        """Take in (id, text); a ticket with the text it had stays, with another text it is replaced.

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
            with self._writing:
                taken += self._add(batch)
        return taken

    def _add(self, batch: Mapping[str, str]) -> int:
        fresh = [each for each in batch.items() if not self._tickets.has(*each)]
        if not fresh:
            return 0
        vectors = self._encoder.encode_passages([text[:_MAX_TEXT] for _, text in fresh])
        first = self._store.rows
        if self._gauge is None and first and first + len(fresh) > EXACT_ROWS:
            self._change_to_codes()
        self.remove(ticket_id for ticket_id, _ in fresh)
        with self._changing:
            self._store.add(vectors)
            for ticket_id, text in fresh:
                self._tickets.add(ticket_id, text)
        if self._gauge:
            self._gauge.add(np.arange(first, first + len(fresh)), vectors)
        return len(fresh)

    def _change_to_codes(self) -> None:
        vectors = self._store.vectors()
        gauge = Gauge.from_vectors(vectors, np.flatnonzero(self._tickets.standing))
        store = CodedStore.from_vectors(vectors)
        with self._changing:
            self._gauge, self._store = gauge, store

    def remove(self, ticket_ids: Iterable[str]) -> int:
        """Let tickets go; how many there were.

        They are found no more; their vectors stay behind without an id until the archive is rebuilt.
        """
        with self._writing, self._changing:
            rows = self._tickets.remove(ticket_ids)
            if self._gauge and rows:
                self._gauge.remove(np.array(rows, dtype=np.int64))
        return len(rows)

    def recall(self) -> float:
        """Share of the ten true neighbours that are found now, 0…1; exact search finds all.

        Where it stays below 0.95 the codes no longer fit the tickets: build the archive anew.
        """
        if self._gauge is None:
            return 1.0
        standing = self._tickets.standing

        def search(query: Vectors) -> Rows:
            _, rows = self._store.search(query, 4 * NEIGHBOURS)
            return rows[standing[rows]]

        return self._gauge.recall(search)

    def save(self, folder: Path, *, is_rebuilt: bool = False) -> None:
        """Write the archive in place of the one in ``folder``.

        ``is_rebuilt`` says that it replaces whatever is there instead of continuing it.

        Raises:
            IndexProblem: the folder cannot be written, or another process has saved there meanwhile.
        """
        with self._writing, locked(folder):
            recover(folder)
            if not is_rebuilt and stamp_of(folder) not in {None, self._stamp}:
                raise IndexProblem(
                    f"Архив {folder} тем временем записан другим процессом. Загрузите его снова и"
                    " повторите добавление."
                )
            building = new_building(folder)
            try:
                self._write(building)
                commit(building, folder)
            finally:
                shutil.rmtree(building, ignore_errors=True)
            self._stamp = stamp_of(folder)

    def _write(self, folder: Path) -> None:
        self._tickets.save(folder / TICKETS)
        self._store.save(folder / VECTORS)
        depth, recall, queries = 0, 1.0, 0
        if self._gauge and isinstance(self._store, CodedStore):
            recall = self._tuned(self._store)
            depth, queries = self._store.depth, len(self._gauge.queries)
            (folder / "gauge").mkdir()
            for name in GAUGE:
                array = getattr(self._gauge, name)
                np.save(folder / "gauge" / f"{name}.npy", array, allow_pickle=False)
        manifest = ArchiveManifest(
            FORMAT,
            "exact" if self.is_exact else "coded",
            self._encoder.revision,
            self._encoder.dimension,
            len(self._tickets),
            len(self),
            depth,
            round(recall, 4),
            queries,
            folder_hashes(folder),
        )
        (folder / FILE_NAME).write_text(manifest.to_json(), encoding="utf-8")

    def _tuned(self, store: CodedStore) -> float:
        """Compare no more codes twice than the wanted recall needs; the recall then reached."""
        recall = 0.0
        for depth in _DEPTHS:
            store.depth = depth
            recall = self.recall()
            if recall >= _WANTED_RECALL:
                break
        return recall
