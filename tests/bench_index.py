"""How long the index takes: ``python -m tests.bench_index``.

Builds a copy of the documents from nothing, then again after an edit of each kind, by the command an editor
runs, its start included. Beside the seconds stand those of the processor: on a busy machine they say more.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.settings import ROOT

REGULATION = "Регламенты/Прием и регистрация обращений.md"
REQUESTS = "База типичных запросов/Регистрация и вход.md"
COMMAND = (sys.executable, str(ROOT / "build_index.py"))


def main() -> None:
    """Measure and print a table beside the targets."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        docs = Path(shutil.copytree(ROOT / "docs", work / "docs"))
        print(f"{'what':<34} {'target s':>8} {'s':>7} {'of processor':>13}  said")
        tell("from nothing", 30, work)
        append(docs / REGULATION, "\n## Ещё раздел\n\nНовый абзац о регистрации.\n")
        tell("a regulation page changed", 2, work)
        page = docs / REQUESTS
        text = page.read_text(encoding="utf-8")
        phrase = "- «код пришёл, а окно для него уже закрылось»\n"
        page.write_text(text.replace("- «", f"{phrase}- «", 1), encoding="utf-8")
        tell("a phrase of a request added", 2, work)
        append(docs / "_data" / "repeats" / "repeat.txt", "который раз об одном и том же\n")
        tell("an example of a judge added", 2, work)
        page.rename(page.with_name("Вход.md"))
        tell("a page of requests renamed", 2, work)
        tell("nothing changed", 2, work)


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def tell(what: str, target: int, work: Path) -> None:
    """Build and print a row."""
    places = {"ASSISTANT_DOCS": str(work / "docs"), "ASSISTANT_INDEX": str(work / "index")}
    before, started = processor_seconds(), time.perf_counter()
    done = subprocess.run(
        COMMAND,
        env={**os.environ, **places},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    took = time.perf_counter() - started
    cost = processor_seconds() - before
    said = done.stdout.partition("\n")[0]
    print(f"{what:<34} {target:>8} {took:>7.1f} {cost:>13.1f}  {said}", flush=True)


def processor_seconds() -> float:
    """Of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
