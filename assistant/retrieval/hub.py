"""Any sentence-transformers model by name or folder, with its prompts and a pinned revision.

Safetensors only, no remote code. Imports torch when first used; the embedded encoder never comes here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError

from assistant.errors import IndexProblem
from assistant.retrieval.encoder import Encoder, Vectors
from assistant.retrieval.index import EMBEDDED
from assistant.retrieval.manifest import file_hash
from assistant.settings import Settings

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


class HubEncoder:
    """A sentence-transformers model behind the ``Encoder`` protocol."""

    def __init__(self, model: Any, revision: str, query_prompt: str, passage_prompt: str) -> None:
        self._model = model
        self._revision = revision
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt

    @classmethod
    def from_name(
        cls, name: str, revision: str = "", query_prompt: str = "", passage_prompt: str = ""
    ) -> HubEncoder:
        """Open a model by hub name or folder.

        Raises:
            IndexProblem: the model is not there, not whole, or wants code of its own.
        """
        from sentence_transformers import SentenceTransformer

        folder = Path(name) if Path(name).is_dir() else None
        if folder is not None and not (folder / "modules.json").is_file():
            raise IndexProblem(_cannot_open(name, "нет файла modules.json"))
        try:
            model = SentenceTransformer(
                name,
                revision=revision or None,
                device="cpu",
                trust_remote_code=False,
                local_files_only=folder is not None,
                model_kwargs={"use_safetensors": True},
            )
        except _BROKEN_MODEL as error:
            raise IndexProblem(_cannot_open(name, type(error).__name__)) from error
        pinned = _contents(folder) if folder is not None else f"{name}@{revision}"
        prompts = f"{query_prompt!r}, {passage_prompt!r}"
        return cls(model, f"{pinned} ({prompts})", query_prompt, passage_prompt)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def revision(self) -> str:
        """Contents of the folder, or name and pinned revision; and the prompts."""
        return self._revision

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched for, with the query prompt."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is found, with the passage prompt."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        vectors = self._model.encode(
            whole, prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def _cannot_open(name: str, why: str) -> str:
    return (
        f"Модель «{name}» не открывается ({why}). Скачайте её целиком в папку и укажите эту папку "
        'в настройке encoder или верните encoder = "embedded".'
    )


def _contents(folder: Path) -> str:
    """Hash of weights, vocabulary and configuration of a model folder."""
    kept = {".json", ".safetensors", ".txt", ".model"}
    files = sorted(
        (file.relative_to(folder).as_posix(), file_hash(file))
        for file in folder.rglob("*")
        if file.suffix in kept
        and file.is_file()
        # Hub clients keep their notes on a download in hidden folders.
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    return hashlib.sha256(repr(files).encode()).hexdigest()[:16]


def open_encoder(settings: Settings) -> Encoder | None:
    """The hub model the settings name, None for the embedded encoder."""
    if settings.encoder == EMBEDDED:
        return None
    return HubEncoder.from_name(
        settings.encoder,
        settings.encoder_revision,
        settings.query_prompt,
        settings.passage_prompt,
    )
