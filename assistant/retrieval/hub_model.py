"""A model of the hub as it lies on this machine: found, checked and opened in one way for every use.

It is a folder, or a name with the commit it is pinned to, which is then looked for among what the hub's
client has downloaded; nothing is ever fetched from here. Safetensors only, no remote code. What the model
is for is told by who opens it (``hub``, ``reranker``).
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from safetensors import SafetensorError

from assistant.errors import IndexProblem
from assistant.retrieval.manifest import file_hash

Opened = TypeVar("Opened")

_COMMIT = re.compile(r"[0-9a-f]{40}")
# What a module's weights are read from for want of safetensors; reading them can run code.
_UNSAFE = "pytorch_model*.bin"
# What sentence-transformers and the libraries below it raise for a folder that is not whole.
_BROKEN_MODEL = (
    OSError,
    ValueError,
    ImportError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    SafetensorError,
)


@dataclass(frozen=True, slots=True)
class ModelSetting:
    """The setting that names a model, and what a user without that model does instead."""

    key: str
    way_out: str


@dataclass(frozen=True, slots=True)
class HubModel:
    """A model folder of sentence-transformers; ``name`` is what the setting says."""

    name: str
    folder: Path
    setting: ModelSetting

    @classmethod
    def from_name(cls, name: str, revision: str, setting: ModelSetting) -> HubModel:
        """Find a model by folder, or by name and the commit it is pinned to.

        Raises:
            IndexProblem: it is not on this machine, is not pinned, or has no safetensors.
        """
        folder = Path(name)
        if not folder.is_dir():
            folder = _downloaded(name, revision, setting)
        model = cls(name, folder, setting)
        unsafe = model._unsafe()
        if unsafe:
            raise model.problem(f"веса только в небезопасном виде ({unsafe}), нужен .safetensors")
        return model

    def open(self, opener: Callable[..., Opened]) -> Opened:
        """Open the folder by a class of sentence-transformers.

        Raises:
            IndexProblem: the model is not whole, or wants code of its own.
        """
        from transformers.utils import logging as progress

        # Bars and reports of the libraries are English and tell an editor nothing.
        progress.disable_progress_bar()  # type: ignore[no-untyped-call]
        for library in ("transformers", "sentence_transformers"):
            logging.getLogger(library).setLevel(logging.ERROR)
        try:
            return opener(
                str(self.folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except _BROKEN_MODEL as error:
            raise self.problem(type(error).__name__) from error

    def revision(self) -> str:
        """Hash of weights, vocabulary and configuration."""
        kept = {".json", ".safetensors", ".txt", ".model"}
        files = sorted(
            (file.relative_to(self.folder).as_posix(), file_hash(file))
            for file in self._files()
            if file.suffix in kept
        )
        return hashlib.sha256(repr(files).encode()).hexdigest()[:16]

    def problem(self, why: str) -> IndexProblem:
        """The error to raise when this model cannot be used."""
        return _cannot_open(self.name, why, self.setting)

    def _files(self) -> list[Path]:
        # Hub clients keep their notes on a download in hidden folders.
        return [
            file
            for file in self.folder.rglob("*")
            if file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(self.folder).parts)
        ]

    def _unsafe(self) -> str:
        """Name of such weights that have no safetensors beside them, else empty."""
        files = self._files()
        safe = {file.parent for file in files if file.suffix == ".safetensors"}
        unsafe = [file for file in files if file.match(_UNSAFE) and file.parent not in safe]
        return min((file.relative_to(self.folder).as_posix() for file in unsafe), default="")


def _downloaded(name: str, revision: str, setting: ModelSetting) -> Path:
    """Folder of a model that the hub's client has downloaded."""
    if not _COMMIT.fullmatch(revision):
        why = f"{setting.key}_revision — не полный номер коммита из 40 знаков"
        raise _cannot_open(name, f"нет такой папки, а {why}", setting)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, revision=revision, local_files_only=True))
    except (OSError, ValueError) as error:
        raise _cannot_open(name, "на этой машине её нет", setting) from error


def _cannot_open(name: str, why: str, setting: ModelSetting) -> IndexProblem:
    return IndexProblem(
        f"Модель «{name}» не открывается: {why}. Скачайте её целиком в папку на машине с интернетом "
        "(hf download ИМЯ --revision КОММИТ --local-dir ПАПКА), перенесите и укажите эту папку в "
        f"настройке {setting.key} или {setting.way_out}."
    )
