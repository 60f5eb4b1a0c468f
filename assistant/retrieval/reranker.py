"""A second opinion on the best requests: a cross-encoder reads the ticket and each of them together.

Off unless the settings name one; torch is imported only then. Any ``CrossEncoder`` of
sentence-transformers that classifies a pair of texts by one number will do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.retrieval.encoder import whole_letters
from assistant.retrieval.hub_model import HubModel, ModelSetting
from assistant.settings import Settings

_SETTING = ModelSetting("reranker", "уберите её: поиск работает и без неё")
# An encoder of single texts would be opened too, with a head of random numbers.
_PAIR_MODEL = "ForSequenceClassification"


class Reranker(Protocol):
    """Judges how well texts answer a query."""

    def relevance(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One value a text, 0…1, larger is better."""


class HubReranker:
    """A ``CrossEncoder`` of sentence-transformers behind the ``Reranker`` protocol."""

    def __init__(self, model: Any, squash: Any) -> None:
        self._model = model
        self._squash = squash

    @classmethod
    def from_name(cls, name: str, revision: str = "") -> HubReranker:
        """Open a model by folder, or by hub name and pinned commit.

        Raises:
            IndexProblem: the model is not there, not whole, wants code of its own, or does not give one
                number a pair of texts.
        """
        model = HubModel.from_name(name, revision, _SETTING)
        if not _reads_pairs(model):
            raise model.problem("это не модель для пар текстов (CrossEncoder)")
        from sentence_transformers import CrossEncoder
        from torch.nn import Sigmoid

        opened = model.open(CrossEncoder)
        if opened.num_labels != 1:
            raise model.problem(f"она даёт {opened.num_labels} чисел на пару, а нужно одно")
        return cls(opened, Sigmoid())

    def relevance(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Sigmoid of the model's own score of each pair."""
        pairs = [(whole_letters(query), whole_letters(text)) for text in texts]
        said = self._model.predict(pairs, activation_fn=self._squash, show_progress_bar=False)
        return np.asarray(said, dtype=np.float32)


def _reads_pairs(model: HubModel) -> bool:
    """Whether the model was trained on pairs of texts, by what its configuration says."""
    made_for: list[str] = []
    for file in model.folder.rglob("config.json"):
        try:
            made_for.extend(json.loads(file.read_text(encoding="utf-8")).get("architectures") or ())
        except (OSError, ValueError, AttributeError) as error:
            raise model.problem(f"файл {file.name} не читается") from error
    return any(each.endswith(_PAIR_MODEL) for each in made_for)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker the settings name, None when they name none."""
    if not settings.reranker:
        return None
    return HubReranker.from_name(settings.reranker, settings.reranker_revision)
