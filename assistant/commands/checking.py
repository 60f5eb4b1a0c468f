"""``check``: what editors should mend, ``--fix`` for what is safe."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from assistant.checks.fix import apply_edits
from assistant.checks.run import check_all, has_errors
from assistant.commands.base import path_under
from assistant.commands.quality import read_labelled
from assistant.errors import AssistantError, IndexProblem
from assistant.impact import as_markdown, as_text, compare, library_of
from assistant.knowledge.base import Knowledge
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.index import Index
from assistant.retrieval.search import Searcher
from assistant.settings import ROOT, Settings

GOLDEN = ROOT / "tests" / "golden"


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the knowledge base, or some of its pages; or tell what a change moves."""
    if arguments.impact:
        return _impact(arguments.base, settings, as_table=arguments.markdown)
    knowledge = Knowledge.from_folder(settings.docs)
    today = datetime.now(UTC).date()
    findings = check_all(knowledge, settings.docs, _searcher(settings), today)
    wanted = {path_under(name, settings.docs) for name in arguments.paths}
    if wanted:
        findings = tuple(each for each in findings if _is_wanted(each.path, wanted))
    if arguments.fix:
        mended = apply_edits(findings, settings.docs)
        for finding in mended:
            print(f"исправлено: {finding}")
        findings = tuple(each for each in findings if each not in mended)
    if arguments.json:
        print(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(each)
        errors = sum(each.severity == "error" for each in findings)
        warnings = len(findings) - errors
        print(f"Ошибок: {errors}, замечаний: {warnings}." if findings else "Замечаний нет.")
    return 1 if has_errors(findings) else 0


def _impact(revision: str, settings: Settings, *, as_table: bool) -> int:
    """Replay the golden tickets with the documents of a revision and with those of now."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        _export(revision, settings.docs, base)
        shutil.copytree(settings.index, base / "index", ignore=shutil.ignore_patterns(".*"))
        shutil.copytree(settings.index, base / "now", ignore=shutil.ignore_patterns(".*"))
        before = library_of(base / "docs", base / "index", settings)
        after = library_of(settings.docs, base / "now", settings)
        tickets = [each for file in sorted(GOLDEN.glob("*.jsonl")) for each in read_labelled(file)]
        moves = compare(tickets, before, after)
    print(as_markdown(moves) if as_table else as_text(moves))
    return 0


def _export(revision: str, docs: Path, folder: Path) -> None:
    """Write the documents as they were at a git revision."""
    archive = subprocess.run(
        ["git", "archive", "--format=tar", revision, "--", docs.name],
        cwd=docs.parent,
        capture_output=True,
        check=False,
    )
    if archive.returncode != 0:
        raise AssistantError(
            f"Версии «{revision}» в git нет или это не папка проекта. Проверьте имя ветки или коммита."
        )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")


def _is_wanted(path: str, wanted: set[str]) -> bool:
    return any(path == each or path.startswith(f"{each.rstrip('/')}/") for each in wanted)


def _searcher(settings: Settings) -> Searcher | None:
    """The search, if its index can be used; a stale one is good enough to compare phrases."""
    try:
        return Searcher(Index.from_folder(Path(settings.index), None, open_encoder(settings)))
    except IndexProblem as error:
        print(f"Проверки поиска пропущены. {error}")
        return None
