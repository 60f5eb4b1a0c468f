"""Measure growth: ``python -m tests.bench_scale``.

    --tickets 10000 100000 1000000    sizes of archives of past tickets
    --pages 100 1000 10000            sizes of knowledge bases, each with a request a page and with 60
    --write                           put the tables and the picture into docs/_dev
    --again FILE                      no run: write from the figures of an earlier one

Every phase is a process of its own, so that memory is that of the phase. Nothing asserts a time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
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


def main() -> None:
    arguments = _arguments()
    if arguments.again:
        results = json.loads(arguments.again.read_text(encoding="utf-8"))
    else:
        results = _run(arguments)
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
    parser.add_argument("--figures", type=Path, help="keep the figures in this JSON file")
    parser.add_argument("--again", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> dict[str, Any]:
    sizes = {name: " ".join(map(str, getattr(arguments, name))) for name in ("tickets", "pages")}
    results: dict[str, Any] = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "command": "python -m tests.bench_scale "
        + " ".join(f"--{name} {values}" for name, values in sizes.items() if values),
        "tickets": [],
        "pages": [],
    }
    with tempfile.TemporaryDirectory(prefix="bench_scale-") as work:
        for size in arguments.tickets:
            folder = Path(work) / f"tickets-{size}"
            folder.mkdir()
            row: dict[str, Any] = {"size": size}
            for phase in ("build", "truth", "serve"):
                row |= _phase("archive_run", phase, arguments.encoder, size, folder)
            if size == max(arguments.tickets):
                border = _phase("archive_run", "border", arguments.encoder, size, folder)
                results["border"] = border.get("border", [])
            results["tickets"].append(row)
            _keep(results, arguments.figures)
        for size in arguments.pages:
            for requests in dict.fromkeys([FEW_REQUESTS, size]):
                folder = Path(work) / f"pages-{size}-{requests}"
                folder.mkdir()
                row = {"size": size, "requests": requests}
                row |= _phase("knowledge_run", "build", arguments.encoder, size, requests, folder)
                if "failed" in row:
                    row["stages"] = json.loads((folder / "stages.json").read_text("utf-8"))
                else:
                    row |= _phase(
                        "knowledge_run", "serve", arguments.encoder, size, requests, folder
                    )
                results["pages"].append(row)
                _keep(results, arguments.figures)
    return results


def _phase(module: str, *words: object) -> dict[str, Any]:
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
        return {"failed": f"no memory or broken (exit {error.returncode})"}
    figures: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    print("  ", figures, file=sys.stderr, flush=True)
    return figures


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), "?"
    )


def _keep(results: dict[str, Any], file: Path | None) -> None:
    if file:
        file.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
