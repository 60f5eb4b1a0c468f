"""Apply the safe edits of findings; each file is replaced in one go, in UTF-8."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from assistant.checks.finding import Edit, Finding
from assistant.knowledge.source import decode


def apply_edits(findings: Iterable[Finding], docs: Path) -> tuple[Finding, ...]:
    """Make the edits and return the findings that were mended."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    mended: list[Finding] = []
    for finding in findings:
        if finding.edit is None:
            continue
        if finding.edit.line == 0:
            (docs / finding.edit.old).rename(docs / finding.edit.new)
            mended.append(finding)
        else:
            by_path[finding.edit.path].append(finding)
    for path, some in by_path.items():
        mended.extend(_edit_file(docs / path, some))
    return tuple(mended)


def _edit_file(file: Path, findings: Iterable[Finding]) -> list[Finding]:
    lines = decode(file.read_bytes()).split("\n")
    mended = []
    for finding in findings:
        edit = finding.edit
        if isinstance(edit, Edit) and edit.old in lines[edit.line - 1]:
            lines[edit.line - 1] = lines[edit.line - 1].replace(edit.old, edit.new)
            mended.append(finding)
    if mended:
        aside = file.with_name(f".{file.name}.new")
        aside.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        aside.replace(file)
    return mended
