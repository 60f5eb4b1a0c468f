"""The manifest of an index: what is in it, by hash, and what it was built from.

Format and meaning of each file: ``index/README.md``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import IndexDamaged, IndexProblem
from assistant.knowledge.base import all_paths

FORMAT = 5
FILE_NAME = "manifest.json"
MEND = "Постройте индекс: python build_index.py"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Contents of ``manifest.json``.

    ``files`` maps each file of the index to its SHA-256; ``docs`` each file under ``docs/`` that the
    index was built from; ``counts`` has ``passages`` and ``items``; ``drift`` is the share of passages the
    embedded encoder was not trained on (``drift``), 0 for a hub model; ``ranker_drift`` the share of examples
    the ranker learnt after it was trained (``relearning``).
    """

    format: int
    encoder: str
    encoder_revision: str
    dimension: int
    similarity: str
    counts: Mapping[str, int]
    docs: Mapping[str, str]
    files: Mapping[str, str]
    drift: float
    ranker_drift: float

    def to_json(self) -> str:
        """The file's text, sealed; keys sorted so that equal contents are equal bytes."""
        fields = asdict(self)
        sealed = {**fields, "seal": seal_of(fields)}
        return json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_file(cls, file: Path) -> Manifest:
        """Read a manifest.

        Raises:
            IndexDamaged: it is no JSON, has other fields, or its seal is broken.
            IndexProblem: it is missing or of another format.
        """
        try:
            data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise IndexProblem(f"Индекса нет ({file}). {MEND}") from error
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"Файл {file} повреждён. {MEND}") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            found = data.get("format") if isinstance(data, dict) else None
            raise IndexProblem(f"Индекс другого формата ({found}, нужен {FORMAT}). {MEND}")
        seal = data.pop("seal", "")
        try:
            manifest = cls(**data)
        except TypeError as error:
            raise IndexDamaged(f"В файле {file} не те поля. {MEND}") from error
        if not all(
            isinstance(each, dict) for each in (manifest.counts, manifest.docs, manifest.files)
        ):
            raise IndexDamaged(f"В файле {file} не те поля. {MEND}")
        if seal != seal_of(data):
            raise IndexDamaged(f"Файл {file} повреждён. {MEND}")
        return manifest


def seal_of(fields: Mapping[str, Any]) -> str:
    """SHA-256 of the other fields of a manifest: no figure of it is taken on trust."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def file_hash(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below a folder by its name, the manifest itself left out."""
    return {
        file.relative_to(folder).as_posix(): file_hash(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != FILE_NAME
    }


def docs_hashes(docs: Path) -> dict[str, str]:
    """SHA-256 of each page and data file under ``docs/``; developer pages (``_dev``) do not count."""
    kept = (".md", ".yml", ".txt")
    return {
        path: file_hash(file)
        for path, file in sorted(all_paths(docs).items())
        if file.is_file() and path.lower().endswith(kept) and not path.startswith("_dev/")
    }


def check_files(manifest: Manifest, folder: Path) -> None:
    """Compare the files of an index with its manifest.

    Raises:
        IndexDamaged: a file is missing or changed.
    """
    for name, expected in manifest.files.items():
        file = folder / name
        try:
            actual = file_hash(file)
        except OSError as error:
            raise IndexDamaged(f"В индексе нет файла {name}. {MEND}") from error
        if actual != expected:
            raise IndexDamaged(f"Файл индекса {name} повреждён. {MEND}")


def changed_docs(manifest: Manifest, docs: Path) -> tuple[str, ...]:
    """Files under ``docs/`` that are new, gone or different since the index was built."""
    now = docs_hashes(docs)
    return tuple(
        path
        for path in sorted(now.keys() | manifest.docs.keys())
        if now.get(path) != manifest.docs.get(path)
    )
