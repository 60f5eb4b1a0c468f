"""Seconds, memory and how a phase of a run tells its figures: one JSON object on its last line."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")


def memory() -> dict[str, float]:
    """``resident_mb`` now and ``peak_mb`` since the process began (Linux)."""
    fields = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines() if ":" in line)
    names = {"resident_mb": "VmRSS", "peak_mb": "VmHWM"}
    return {name: int(fields[field].split()[0]) / 1024 for name, field in names.items()}


def times(run: Callable[[Any], object], queries: Sequence[Any], rounds: int) -> dict[str, float]:
    """``p50_ms`` and ``p95_ms`` of a call for each query, after one round to warm up.

    ``processor_p95_ms`` leaves out the waiting for a core that other programs have.
    """
    for query in queries:
        run(query)
    wall, processor = [], []
    for _ in range(rounds):
        for query in queries:
            start, used = time.perf_counter(), time.thread_time()
            run(query)
            processor.append((time.thread_time() - used) * 1000)
            wall.append((time.perf_counter() - start) * 1000)
    return {
        "p50_ms": statistics.median(wall),
        "p95_ms": _p95(wall),
        "processor_p95_ms": _p95(processor),
    }


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


@contextmanager
def clock(figures: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds a block takes to ``figures[name]``."""
    start = time.perf_counter()
    yield
    figures[name] = figures.get(name, 0.0) + time.perf_counter() - start


def step_back() -> None:
    """Leave the machine to others while a long phase runs."""
    os.nice(max(0, 10 - os.nice(0)))


def tell(figures: Mapping[str, object]) -> None:
    """Print the figures of a phase with the load they were taken under."""
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({**figures, "load": load}, ensure_ascii=False), flush=True)


def folder_mb(folder: Path) -> float:
    """Size of the files of a folder, hidden ones (the previous state, the lock) left out."""
    files = (file for file in folder.rglob("*") if file.is_file())
    seen = (
        file for file in files if not any(p.startswith(".") for p in file.relative_to(folder).parts)
    )
    return sum(file.stat().st_size for file in seen) / 1e6
