"""One size of an archive of past tickets: ``build``, ``truth``, ``border``, ``serve``, a process each.

``build`` encodes the generated tickets, adds them in batches and saves; the vectors are put aside.
``truth`` finds the true neighbours of held-out queries among them with numpy, which is the peer too.
``border`` searches them exactly and by codes and does nothing else: where the one has to give way to
the other. ``serve`` opens the archive as the desk would, searches, and adds a batch.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np

from assistant.retrieval.archive import PastTickets
from assistant.retrieval.encoder import StaticEncoder, Vectors
from assistant.retrieval.gauge import NEIGHBOURS
from assistant.retrieval.store import CodedStore, VectorStore
from assistant.settings import ROOT
from tests.bench_scale.measure import clock, folder_mb, memory, step_back, tell, times
from tests.bench_scale.texts import SEED, Tickets

QUERIES = 1_000
HELD_OUT = SEED + 1
ADDED = 1_000
ROUNDS = 3
_BATCH = 4_096
_BLOCK = 20_000


class Recorder:
    """An encoder that puts aside the vectors it makes and counts the seconds."""

    def __init__(self, encoder: StaticEncoder, aside: BinaryIO) -> None:
        self._encoder = encoder
        self._aside = aside
        self.figures: dict[str, float] = {}

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def revision(self) -> str:
        return self._encoder.revision

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        with clock(self.figures, "encode_seconds"):
            vectors = self._encoder.encode_passages(texts)
        vectors.tofile(self._aside)
        return vectors


def build(encoder: StaticEncoder, count: int, work: Path) -> None:
    step_back()
    tickets = Tickets.from_docs(ROOT / "docs")
    figures: dict[str, float] = {}
    with (work / "vectors.raw").open("wb") as aside:
        recorder = Recorder(encoder, aside)
        archive = PastTickets.empty(recorder)
        for batch in tickets.batches(count, _BATCH):
            with clock(figures, "add_seconds"):
                archive.add(batch)
    with clock(figures, "save_seconds"):
        archive.save(work / "archive", is_rebuilt=True)
    manifest = json.loads((work / "archive" / "manifest.json").read_text("utf-8"))
    kept = {name: manifest[name] for name in ("kind", "depth", "recall", "queries")}
    tell(
        {
            **figures,
            **recorder.figures,
            **kept,
            "build_peak_mb": memory()["peak_mb"],
            "disk_mb": folder_mb(work / "archive"),
        }
    )


def truth(encoder: StaticEncoder, count: int, work: Path) -> None:
    step_back()
    queries = encoder.encode_queries(_queries())
    vectors = np.fromfile(work / "vectors.raw", dtype=np.float32).reshape(count, -1)
    best = np.full((QUERIES, NEIGHBOURS), -np.inf, dtype=np.float32)
    rows = np.zeros((QUERIES, NEIGHBOURS), dtype=np.int64)
    for start in range(0, count, _BLOCK):
        block = queries @ vectors[start : start + _BLOCK].T
        every = np.hstack([best, block])
        numbers = np.arange(start, start + block.shape[1])
        all_rows = np.hstack([rows, np.broadcast_to(numbers, block.shape)])
        top = np.argpartition(-every, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        best, rows = np.take_along_axis(every, top, 1), np.take_along_axis(all_rows, top, 1)
    np.save(work / "truth.npy", rows, allow_pickle=False)

    def nearest(text: str) -> object:
        products = vectors @ encoder.encode_queries([text])[0]
        return np.argpartition(-products, NEIGHBOURS)[:NEIGHBOURS]

    peer = times(nearest, _queries()[:100], 1)
    tell({f"peer_{name}": value for name, value in peer.items()})


def serve(encoder: StaticEncoder, count: int, work: Path) -> None:
    figures: dict[str, float] = {}
    before = memory()["resident_mb"]
    with clock(figures, "load_seconds"):
        archive = PastTickets.from_folder(work / "archive", encoder)
    queries = _queries()
    ids = [str(1_000_000 + row) for row in range(count)]
    expected = np.load(work / "truth.npy", allow_pickle=False)
    found = 0
    for query, rows in zip(queries, expected, strict=True):
        hits = {hit.ticket_id for hit in archive.find(query)}
        found += len(hits & {ids[row] for row in rows})
    del ids
    figures |= times(archive.find, queries, ROUNDS)
    figures |= {"before_mb": before, **memory()}
    more = Tickets.from_docs(ROOT / "docs", HELD_OUT + 1)
    batch = [(f"new-{number}", more.text(number)) for number in range(ADDED)]
    start = time.perf_counter()
    archive.add(batch)
    figures["add_batch_seconds"] = time.perf_counter() - start
    figures["writing_resident_mb"] = memory()["resident_mb"]
    tell({**figures, "held_out_recall": found / (NEIGHBOURS * QUERIES)})


def border(encoder: StaticEncoder, count: int, work: Path) -> None:
    queries = list(encoder.encode_queries(_queries())[:200, None])
    figures: dict[str, float] = {}
    for name, kind in (("exact", VectorStore), ("coded", CodedStore)):
        vectors = np.fromfile(work / "vectors.raw", dtype=np.float32).reshape(count, -1)
        store = kind.from_vectors(vectors)
        del vectors
        taken = times(partial(store.search, count=NEIGHBOURS), queries, ROUNDS)
        figures |= {f"{name}_{figure}": value for figure, value in taken.items()}
    tell(figures)


def _queries() -> list[str]:
    tickets = Tickets.from_docs(ROOT / "docs", HELD_OUT)
    return [tickets.text(number) for number in range(QUERIES)]


if __name__ == "__main__":
    phase, encoder_folder, size, folder = sys.argv[1:]
    run = {"build": build, "truth": truth, "serve": serve, "border": border}[phase]
    run(StaticEncoder.from_folder(Path(encoder_folder)), int(size), Path(folder))
