"""One size of a knowledge base: ``build`` and ``serve``, a process for each.

``build`` writes the pages, makes an index with an encoder that is there already, then changes a page
and makes it again as an editor's build would. ``serve`` opens the index and searches.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

from assistant.retrieval.build import build_index
from assistant.retrieval.drift import save_trained_on
from assistant.retrieval.encoder import StaticEncoder
from assistant.retrieval.index import EMBEDDED, ENCODER, PASSAGES, Index
from assistant.retrieval.lexical import terms_of
from assistant.retrieval.manifest import FILE_NAME, Manifest, folder_hashes
from assistant.retrieval.passages import load_passages
from assistant.retrieval.search import Searcher
from assistant.settings import ROOT
from tests.bench_scale.measure import clock, folder_mb, memory, step_back, tell, times
from tests.bench_scale.pages import Pages
from tests.bench_scale.texts import SEED, Tickets

QUERIES = 200
ROUNDS = 3
# A build that wants more is reported as one that does not fit, before the machine begins to swap.
MOST_MEMORY = 10 << 30


class Stages:
    """Seconds of each stage of a build, written down as they pass: a killed build has told them too."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._start = time.perf_counter()
        self._stage = "Чтение"
        self.seconds: dict[str, float] = {}

    def progress(self, stage: str, done: int, total: int) -> None:
        self._pass(stage if done < total else "Запись")

    def _pass(self, coming: str) -> None:
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0) + now - self._start
        self._start, self._stage = now, coming
        told = {**self.seconds, "now": coming}
        self._file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def end(self) -> dict[str, float]:
        self._pass("")
        return self.seconds


def build(encoder_folder: Path, pages: int, requests: int, work: Path) -> None:
    step_back()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    docs, index = work / "docs", work / "index"
    Pages.from_docs(ROOT / "docs").write(docs, pages, requests)
    encoder = StaticEncoder.from_folder(encoder_folder)
    figures: dict[str, float] = {}
    stages = Stages(work / "stages.json")
    with clock(figures, "build_seconds"):
        built = build_index(docs, index, encoder=encoder, progress=stages.progress)
    told = {"passages": built.passages, "stages": stages.end(), "disk_mb": folder_mb(index)}
    _adopt(encoder_folder, index)
    page = min(docs.rglob("*.md"))
    page.write_text(page.read_text("utf-8") + "\n## Новый раздел\n\nНовый абзац.\n", "utf-8")
    again = Stages(work / "stages.json")
    with clock(figures, "rebuild_seconds"):
        build_index(docs, index, progress=again.progress)
    peak = memory()["peak_mb"]
    tell({**figures, **told, "again": again.end(), "build_peak_mb": peak})


def _adopt(encoder_folder: Path, index: Path) -> None:
    """Make the index one whose embedded encoder was trained on its own passages."""
    shutil.copytree(encoder_folder, index / ENCODER, dirs_exist_ok=True)
    save_trained_on([passage.text for passage in load_passages(index / PASSAGES)], index / ENCODER)
    manifest = Manifest.from_file(index / FILE_NAME)
    adopted = replace(manifest, encoder=EMBEDDED, files=folder_hashes(index))
    (index / FILE_NAME).write_text(adopted.to_json(), "utf-8")


def serve(work: Path) -> None:
    figures: dict[str, float] = {"before_mb": memory()["resident_mb"]}
    with clock(figures, "load_seconds"):
        searcher = Searcher(Index.from_folder(work / "index", work / "docs"))
    tickets = Tickets.from_docs(ROOT / "docs", SEED + 1)
    queries = [tickets.text(number) for number in range(QUERIES)]

    def find(text: str) -> object:
        terms_of.cache_clear()
        return searcher.find(text)

    tell({**figures, **times(find, queries, ROUNDS), **memory()})


if __name__ == "__main__":
    phase, encoder_name, page_count, request_count, folder = sys.argv[1:]
    if phase == "build":
        build(Path(encoder_name), int(page_count), int(request_count), Path(folder))
    else:
        serve(Path(folder))
