"""Any sentence-transformers model as the encoder, with its prompts.

Imports torch when first used; the embedded encoder never comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.retrieval.encoder import Encoder, Vectors, whole_letters
from assistant.retrieval.hub_model import HubModel, ModelSetting
from assistant.retrieval.index import EMBEDDED
from assistant.settings import Settings

_SETTING = ModelSetting("encoder", 'верните encoder = "embedded"')


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
        """Open a model by folder, or by hub name and pinned commit.

        Raises:
            IndexProblem: the model is not there, not whole, or wants code of its own.
        """
        model = HubModel.from_name(name, revision, _SETTING)
        if not (model.folder / "modules.json").is_file():
            raise model.problem("нет файла modules.json")
        from sentence_transformers import SentenceTransformer

        prompts = f"{query_prompt!r}, {passage_prompt!r}"
        return cls(
            model.open(SentenceTransformer),
            f"{model.revision()} ({prompts})",
            query_prompt,
            passage_prompt,
        )

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def revision(self) -> str:
        """Contents of the model and the prompts."""
        return self._revision

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched for, with the query prompt."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is found, with the passage prompt."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            [whole_letters(text) for text in texts],
            prompt=prompt or None,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)


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
