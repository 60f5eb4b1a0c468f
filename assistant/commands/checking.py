"""``check``: what editors should mend, ``--fix`` for what is safe, ``--impact`` for what it would move."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from assistant.authoring.impact_report import as_markdown, as_text
from assistant.authoring.mending import mend
from assistant.authoring.revision import export_docs
from assistant.checks.finding import ERROR, Finding
from assistant.checks.run import check_folder, has_errors
from assistant.commands.base import path_under
from assistant.commands.quality import read_labelled
from assistant.errors import AssistantError, IndexProblem, PageError
from assistant.impact import measure
from assistant.knowledge.base import all_paths
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.index import Index
from assistant.settings import ROOT, Settings

_GOLDEN = ROOT / "tests" / "golden"
_ALL = frozenset({"", "."})


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the knowledge base, or some of its pages; or tell what a change moves.

    Raises:
        PageError: a path that was asked for is not there.
    """
    if arguments.impact:
        return _impact(arguments, settings)
    wanted = _wanted(arguments.paths, settings)
    index = _index(settings)
    findings = _findings(settings, index, wanted)
    if arguments.fix:
        mended = mend(findings, settings.docs)
        for finding in mended:
            print(f"исправлено: {finding}", file=sys.stderr if arguments.json else sys.stdout)
        if mended:
            findings = _findings(settings, index, wanted)
    if arguments.json:
        print(json.dumps([_to_json(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings)
    return 1 if has_errors(findings) else 0


def _wanted(paths: Iterable[str], settings: Settings) -> frozenset[str]:
    """Paths under ``docs`` that were asked for, empty for all of them."""
    known = all_paths(settings.docs) if settings.docs.is_dir() else {}
    wanted = {path_under(name, settings.docs).rstrip("/") for name in paths}
    if wanted & _ALL:
        return frozenset()
    for path in wanted:
        if path not in known:
            raise PageError(path, None, "такого документа или папки нет", "проверьте имя")
    return frozenset(wanted)


def _findings(
    settings: Settings, index: Index | None, wanted: frozenset[str]
) -> tuple[Finding, ...]:
    today = date.today()  # noqa: DTZ011  the editor's own day
    found = check_folder(settings.docs, index, today)
    return tuple(each for each in found if not wanted or _is_wanted(each.path, wanted))


def _is_wanted(path: str, wanted: frozenset[str]) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in wanted)


def _index(settings: Settings) -> Index | None:
    """The index, stale or not: its encoder is all the checks need."""
    try:
        return Index.from_folder(settings.index, None, open_encoder(settings))
    except IndexProblem as error:
        print(f"Проверки поиска пропущены. {error}", file=sys.stderr)
        return None


def _to_json(finding: Finding) -> dict[str, object]:
    fields = asdict(finding)
    return {**fields, "fixable": finding.edit is not None}


def _print(findings: Sequence[Finding]) -> None:
    for each in findings:
        print(each)
    errors = sum(each.severity == ERROR for each in findings)
    warnings = len(findings) - errors
    fixable = sum(each.edit is not None for each in findings)
    if not findings:
        print("Замечаний нет.")
        return
    mended = f" Из них исправит check --fix: {fixable}." if fixable else ""
    print(f"Ошибок: {errors}, замечаний: {warnings}.{mended}")


def _impact(arguments: argparse.Namespace, settings: Settings) -> int:
    """Replay the golden tickets with the documents of a revision and with those of now."""
    files = sorted(_GOLDEN.glob("*.jsonl"))
    if not files:
        raise AssistantError(f"Проверочных обращений нет: папка {_GOLDEN} пуста.")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="impact-") as folder:
        before = export_docs(arguments.base, settings.docs, Path(folder))
        tickets = [each for file in files for each in read_labelled(file)]
        impact = measure(tickets, before, settings)
    if arguments.json:
        print(json.dumps(impact.to_json(), ensure_ascii=False, indent=2))
    else:
        print(as_markdown(impact) if arguments.markdown else as_text(impact))
    print(f"Заняло {time.monotonic() - started:.0f} с.", file=sys.stderr)
    return 0
