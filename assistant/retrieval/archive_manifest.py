"""The manifest of an archive of past tickets, and how its files are read.

Format and meaning of each file: docs/_dev/scale.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from assistant.errors import IndexProblem
from assistant.retrieval.manifest import FILE_NAME

FORMAT = 1
MEND = "Соберите архив прошлых обращений заново."


@dataclass(frozen=True, slots=True)
class ArchiveManifest:
    """Contents of the archive's ``manifest.json``.

    ``kind`` is exact or coded. ``rows`` counts vectors, ``tickets`` those that stand for a ticket.
    ``recall`` is the share of the ten true neighbours found, measured with ``queries`` tickets.
    """

    format: int
    kind: str
    encoder_revision: str
    dimension: int
    rows: int
    tickets: int
    depth: int
    recall: float
    queries: int
    files: Mapping[str, str]

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_file(cls, file: Path) -> ArchiveManifest:
        """Read a manifest.

        Raises:
            IndexProblem: it is missing, damaged or of another format.
        """
        try:
            data: Any = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise IndexProblem(f"Архива прошлых обращений нет ({file}). {MEND}") from error
        except (OSError, ValueError) as error:
            raise IndexProblem(f"Файл {file} повреждён. {MEND}") from error
        found = data.get("format") if isinstance(data, dict) else None
        if found != FORMAT:
            raise IndexProblem(f"Архив другого формата ({found}, нужен {FORMAT}). {MEND}")
        try:
            manifest = cls(**data)
        except TypeError as error:
            raise IndexProblem(f"В файле {file} не те поля. {MEND}") from error
        is_sound = isinstance(manifest.files, dict) and isinstance(manifest.depth, int)
        if not is_sound or manifest.kind not in {"exact", "coded"}:
            raise IndexProblem(f"В файле {file} не те значения. {MEND}")
        return manifest


def stamp_of(folder: Path) -> bytes | None:
    """What changes when another process replaces the archive."""
    try:
        return (folder / FILE_NAME).read_bytes()
    except OSError:
        return None


@contextmanager
def checked(folder: Path, name: str, manifest: ArchiveManifest) -> Iterator[BinaryIO]:
    """Open a file, compare its hash and give the same open file to be read.

    Raises:
        IndexProblem: it is missing or changed.
    """
    try:
        stream = (folder / name).open("rb")
    except OSError as error:
        raise IndexProblem(f"В архиве {folder} нет файла {name}. {MEND}") from error
    with stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != manifest.files.get(name):
            raise IndexProblem(f"Файл архива {folder / name} повреждён. {MEND}")
        stream.seek(0)
        yield stream
