"""Make the safe edits that findings carry; nothing else on the page changes, not a byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from assistant.authoring.page_file import PageFile
from assistant.authoring.saving import save
from assistant.checks.finding import Edit, Finding, Rename
from assistant.errors import AssistantError
from assistant.knowledge.base import all_paths


def mend(findings: Iterable[Finding], docs: Path) -> tuple[Finding, ...]:
    """Make the edits and renames; returns the findings that were mended.

    Raises:
        AssistantError: a file cannot be written; those before it have been.
    """
    found = tuple(findings)
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for each in found:
        if isinstance(each.edit, Edit):
            by_path[each.edit.path].append(each.edit)
    files = all_paths(docs)
    made: set[Edit | Rename] = set()
    for path, edits in by_path.items():
        if path in files:
            made.update(_edit(files[path], edits))
    renames = {each.edit for each in found if isinstance(each.edit, Rename)}
    # The innermost first: a folder's new name would lose what is inside.
    for rename in sorted(renames, key=lambda each: (-each.old.count("/"), each.old)):
        if _rename(rename, docs):
            made.add(rename)
    return tuple(each for each in found if each.edit in made)


def _edit(file: Path, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    before = PageFile.from_bytes(file.read_bytes())
    after, made = before.edited(edits)
    if made:
        save(file, after.to_bytes())
    return made


def _rename(rename: Rename, docs: Path) -> bool:
    old, new = docs / rename.old, docs / rename.new
    if not old.exists() or (new.exists() and not new.samefile(old)):
        return False
    try:
        old.rename(new)
    except OSError as error:
        raise AssistantError(
            f"{rename.old}: файл не переименован ({error.strerror}). Закройте его в других программах."
        ) from error
    return True
