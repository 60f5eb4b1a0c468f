"""Timings beside a peer in the same run: ``make bench``.

Prints medians and 95th percentiles on one core. Nothing asserts a time: machines are noisy, ratios say
more than milliseconds.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "tickets-dev.jsonl"
ROUNDS = 5
COLD_RUNS = 5


def main() -> None:
    """Measure and print a table."""
    _stay_on_one_core()
    texts = [json.loads(line)["text"] for line in GOLDEN.read_text("utf-8").splitlines()]
    rows = [*_warm(texts), _cold(texts[0])]
    print(f"{'what':<46} {'p50 ms':>9} {'p95 ms':>9}")
    for name, times in rows:
        ordered = sorted(times)
        p95 = ordered[int(0.95 * (len(ordered) - 1))]
        print(f"{name:<46} {statistics.median(ordered) * 1000:>9.2f} {p95 * 1000:>9.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'resident memory at most, MB (with the peers)':<46} {memory:>9.0f}")


def _stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _warm(texts: Sequence[str]) -> list[tuple[str, list[float]]]:
    from assistant import desk
    from assistant.library import Library
    from assistant.retrieval.lexical import terms_of
    from assistant.settings import Settings
    from assistant.ticket.ticket import Ticket

    library = Library.from_settings(Settings.from_environment())
    received = library.calendar.local(datetime(2026, 11, 20, 10, 0))

    def whole(text: str) -> None:
        terms_of.cache_clear()
        desk.answer(Ticket.from_text(text, received), library).to_json()

    def search(text: str) -> None:
        terms_of.cache_clear()
        library.searcher.find(text)

    return [
        ("ticket → answer, warm", _times(whole, texts)),
        ("search alone, warm", _times(search, texts)),
        ("peer: TF-IDF nearest phrase (scikit-learn)", _times(_peer(library), texts)),
    ]


def _peer(library: object) -> Callable[[str], None]:
    """Nearest phrase by character TF-IDF, as one would write it in ten lines."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    passages = library.searcher.index.passages  # type: ignore[attr-defined]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = vectorizer.fit_transform([passage.text for passage in passages]).T.tocsr()

    def nearest(text: str) -> None:
        (vectorizer.transform([text]) @ matrix).toarray().argmax()

    return nearest


def _times(run: Callable[[str], None], texts: Sequence[str]) -> list[float]:
    for text in texts:
        run(text)
    times = []
    for _ in range(ROUNDS):
        for text in texts:
            start = time.perf_counter()
            run(text)
            times.append(time.perf_counter() - start)
    return times


def _cold(text: str) -> tuple[str, list[float]]:
    times = []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "assistant", "answer", "-"],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        times.append(time.perf_counter() - start)
    return "python -m assistant answer, cold", times


if __name__ == "__main__":
    main()
