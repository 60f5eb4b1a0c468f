"""Measure growth: ``python -m tests.bench_scale``.

    --tickets 10000 100000 1000000    sizes of archives of past tickets
    --pages 100 1000 10000            sizes of knowledge bases, each with 60 requests and with one a page
    --figures FILE                    keep the figures there; what it holds already is not run again
    --write                           put the tables and the picture into docs/_dev

Every phase is a process of its own, so that memory is that of the phase. Nothing asserts a time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.settings import ROOT
from tests.bench_scale.report import markdown, picture, put

PAGE = ROOT / "docs" / "_dev" / "scale.md"
PICTURE = ROOT / "docs" / "_dev" / "images" / "scale.svg"
FEW_REQUESTS = 60
LONGEST_PHASE_SECONDS = 3_600
# One thread for each search: two are slower.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

Row = dict[str, Any]


def main() -> None:
    arguments = _arguments()
    file: Path | None = arguments.figures
    results: Row = {"machine": _machine(), "tickets": [], "pages": []}
    if file and file.is_file():
        results = json.loads(file.read_text(encoding="utf-8"))
    wanted: list[tuple[str, Row]] = [("tickets", {"size": size}) for size in arguments.tickets]
    for size in arguments.pages:
        amounts = dict.fromkeys([FEW_REQUESTS, size])
        wanted += [("pages", {"size": size, "requests": amount}) for amount in amounts]
    for subject, key in wanted:
        rows = results[subject]
        if any(key.items() <= row.items() for row in rows):
            continue
        with tempfile.TemporaryDirectory(prefix="bench_scale-") as work:
            measure = _tickets if subject == "tickets" else _pages
            rows.append({**key, **measure(arguments.encoder, key, Path(work))})
        rows.sort(key=lambda row: (row["size"], row.get("requests", 0)))
        if file:
            file.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    text = markdown(results)
    print(text)
    if arguments.write:
        put(text, PAGE)
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(results), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_scale", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--tickets", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--pages", type=int, nargs="*", default=[100])
    parser.add_argument("--encoder", type=Path, default=ROOT / "index" / "encoder")
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _tickets(encoder: Path, key: Row, work: Path) -> Row:
    row: Row = {}
    for phase in ("build", "truth", "border", "serve"):
        row |= _phase("archive_run", phase, encoder, key["size"], work)
    return row


def _pages(encoder: Path, key: Row, work: Path) -> Row:
    words = (encoder, key["size"], key["requests"], work)
    row = _phase("knowledge_run", "build", *words)
    stages = work / "stages.json"
    if "failed" in row and stages.is_file():
        return {**row, "stages": json.loads(stages.read_text(encoding="utf-8"))}
    return row | _phase("knowledge_run", "serve", *words)


def _phase(module: str, *words: object) -> Row:
    command = [sys.executable, "-m", f"tests.bench_scale.{module}", *map(str, words)]
    print("…", module, *words, file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            check=True,
            cwd=ROOT,
            env={**os.environ, **_ENVIRONMENT},
            timeout=LONGEST_PHASE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"over {LONGEST_PHASE_SECONDS // 60} min"}
    except subprocess.CalledProcessError as error:
        return {"failed": f"broke off, exit code {error.returncode}"}
    figures: Row = json.loads(done.stdout.decode().splitlines()[-1])
    print("  ", figures, file=sys.stderr, flush=True)
    return figures


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1] for line in lines if line.startswith("model name")), "?")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return f"{today}: {model.strip()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
