"""Pages as files: can they be read, and are they named in the usual Unicode form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from assistant.checks.codes import CODES
from assistant.checks.finding import Finding, Rename
from assistant.checks.pages import Pages
from assistant.errors import PageError
from assistant.knowledge.base import all_paths
from assistant.knowledge.source import MAX_PAGE_BYTES, decode

_OWN = re.compile(r"\A---[ ]*\n(?:.*\n)*?render_macros:[ ]*true\b")
_HEAD_BYTES = 2_000


def check_files(pages: Pages) -> Iterator[Finding]:
    """Pages that were set aside or read without their head, and names in decomposed letters."""
    files = all_paths(pages.docs)
    for problem in pages.knowledge.problems:
        yield unreadable(problem, is_own=_is_own(files.get(problem.path)))
    for remark in pages.knowledge.remarks:
        yield unreadable(remark, is_own=False)
    for file in sorted(files.values(), key=lambda each: each.as_posix()):
        yield from _name_form(file, pages.docs)


def unreadable(problem: PageError, *, is_own: bool = True) -> Finding:
    """The finding for an error that stopped the reading of a page or a file of ``_data``."""
    severity = CODES["unreadable"].severity(is_own=is_own)
    line = problem.line or 1
    return Finding("unreadable", severity, problem.path, line, problem.problem, problem.remedy)


def _is_own(file: Path | None) -> bool:
    """Whether a page that could not be read asks for macros, as ours do."""
    if file is None or not file.is_file() or file.stat().st_size > MAX_PAGE_BYTES:
        return False
    try:
        return _OWN.match(decode(file.read_bytes()[:_HEAD_BYTES])) is not None
    except OSError:
        return False


def _name_form(file: Path, docs: Path) -> Iterator[Finding]:
    """File names from macOS archives come decomposed and break links."""
    composed = unicodedata.normalize("NFC", file.name)
    if file.name == composed:
        return
    shown = unicodedata.normalize("NFC", file.relative_to(docs).as_posix())
    other = file.with_name(composed)
    what = "папки" if file.is_dir() else "файла"
    problem = f"имя {what} записано разложенными буквами (так пишет macOS)"
    severity = CODES["name-form"].severity(is_own=False)
    if other.exists() and not other.samefile(file):
        remedy = "рядом лежит такое же имя обычными буквами: оставьте одно из двух"
        yield Finding("name-form", severity, shown, 1, problem, remedy)
        return
    rename = Rename(file.relative_to(docs).as_posix(), other.relative_to(docs).as_posix())
    yield Finding("name-form", severity, shown, 1, problem, "запишите обычными", rename)
