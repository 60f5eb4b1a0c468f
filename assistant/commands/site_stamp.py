"""What the site was built from, so that it is built anew when any of it changes and only then."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from assistant.knowledge.base import all_paths
from assistant.retrieval.manifest import file_hash
from assistant.settings import ROOT
from assistant.website.build import CONFIG_FILE
from assistant.website.changes import last_changes

NAME = ".built-from"
_CODE = ("website", "knowledge", "russian")
_VERSIONS = ROOT / "requirements.lock"
# ``mkdocs.yml`` reads these from the environment.
_VARIABLES = ("SITE_URL", "SITE_ASSISTANT_URL", "SITE_EDIT_URL")
_UNPUBLISHED = "_dev/"


def site_stamp(docs: Path) -> str:
    """Hashes of documents, configuration, theme and code, a line each."""
    return "\n".join(f"{digest} {name}" for name, digest in _parts(docs)) + "\n"


def _parts(docs: Path) -> Iterator[tuple[str, str]]:
    for path, file in sorted(all_paths(docs).items()):
        if file.is_file() and not path.startswith(_UNPUBLISHED):
            yield f"docs/{path}", file_hash(file)
    for file in (CONFIG_FILE, _VERSIONS):
        if file.is_file():
            yield file.name, file_hash(file)
    for room in _CODE:
        for file in sorted((ROOT / "assistant" / room).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file_hash(file)
    yield from ((name, _hash(os.environ.get(name, ""))) for name in _VARIABLES)
    # A page shows the day of its last commit.
    yield "git", _hash(repr(sorted(last_changes(docs).items())))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
