"""Write every file of one index into a folder of its own, from passages and what is kept of the one before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.canary import FILE_NAME as CANARIES
from assistant.retrieval.canary import Asked, save_canaries
from assistant.retrieval.drift import drift_of, save_trained_on
from assistant.retrieval.encoder import Encoder, StaticEncoder
from assistant.retrieval.examples import Example, examples_of
from assistant.retrieval.fitting import Pieces
from assistant.retrieval.index import ENCODER, JUDGES, LEXICAL, PASSAGES, RANKER, VECTORS
from assistant.retrieval.judges import read_examples
from assistant.retrieval.keeping import keep_or_train_judges, keep_ranker, train_ranker
from assistant.retrieval.later import load_ranker
from assistant.retrieval.lexical import LexicalIndex, save_terms
from assistant.retrieval.manifest import FILE_NAME, FORMAT, Manifest, folder_hashes
from assistant.retrieval.passages import Passage, save_passages
from assistant.retrieval.reuse import Reuse
from assistant.retrieval.store import VectorStore
from assistant.retrieval.training import Recipe, train_encoder, training_pairs

_OS_ERROR = re.compile(r"\(os error (\d+)\)")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: which trained parts are new, and how far those kept are behind the passages."""

    is_encoder_trained: bool
    is_ranker_trained: bool
    drift: float
    ranker_drift: float


@dataclass(frozen=True)
class Making:
    """One index being written into ``folder``.

    ``hashes`` are those of ``docs`` when it was read, perhaps not those of now. ``previous`` is a whole
    index with the embedded encoder, whose parts may be used again; ``trained`` has parts trained aside,
    which go before those of ``previous``. ``pieces`` are those of the texts already learnt from in this build.
    """

    folder: Path
    previous: Path | None
    trained: Path | None
    docs: Path
    hashes: Mapping[str, str]
    passages: Sequence[Passage]
    letters: Sequence[Example]
    recipe: Recipe
    progress: Progress
    pieces: Pieces

    def run(self, encoder: Encoder | None, encoder_name: str) -> Made:
        """Write every file, the manifest last; None stands for the embedded encoder."""
        is_embedded = encoder is None
        encoder = encoder or self._embedded()
        vectors = self._search(encoder)
        self.progress("Ранжирование", 0, 1)
        is_ranker_trained, ranker_drift = self._rank()
        keep_or_train_judges(
            self.previous and self.previous / JUDGES,
            read_examples(self.docs),
            self.folder / RANKER,
            self.folder / JUDGES,
            self.pieces,
            learning=self.trained is None,
        )
        self.progress("Ранжирование", 1, 1)
        save_passages(self.passages, self.folder / PASSAGES)
        self._ask(vectors, encoder)
        texts = [passage.text for passage in self.passages]
        drift = drift_of(texts, self.folder / ENCODER) if is_embedded else 0.0
        self._describe(encoder, encoder_name, drift, ranker_drift)
        is_encoder_trained = is_embedded and (self.trained or self.previous) is None
        return Made(
            is_encoder_trained or self.trained is not None, is_ranker_trained, drift, ranker_drift
        )

    def _embedded(self) -> StaticEncoder:
        kept = self.trained or self.previous
        if kept is None:
            train_parts(
                self.passages, self.letters, self.folder, self.recipe, self.progress, self.pieces
            )
        else:
            shutil.copytree(kept / ENCODER, self.folder / ENCODER)
        return StaticEncoder.from_folder(self.folder / ENCODER)

    def _search(self, encoder: Encoder) -> VectorStore:
        """Write what finds passages by meaning and by words; what is known of a text is taken over."""
        texts = [passage.text for passage in self.passages]
        reuse = Reuse.nothing()
        if self.previous is not None:
            places = (self.previous / name for name in (PASSAGES, VECTORS, LEXICAL))
            reuse = Reuse.from_files(*places)
        self.progress("Векторы", 0, 1)
        vectors = VectorStore.from_vectors(reuse.vectors_of(texts, encoder))
        vectors.save(self.folder / VECTORS)
        self.progress("Векторы", 1, 1)
        self.progress("Слова", 0, 1)
        terms = reuse.terms_of(texts)
        LexicalIndex.from_terms(terms).save(self.folder / LEXICAL)
        save_terms(terms, self.folder / LEXICAL)
        self.progress("Слова", 1, 1)
        return vectors

    def _rank(self) -> tuple[bool, float]:
        """Keep the ranker or train it; whether it was trained, and the share of examples it learnt later."""
        folder = self.folder / RANKER
        kept = self.trained or self.previous
        if not folder.is_dir():
            examples = examples_of(self.passages, self.letters)
            drift = keep_ranker(kept and kept / RANKER, examples, folder)
            if drift is not None:
                return self.trained is not None, drift
            train_ranker(examples, folder, self.pieces)
        return True, 0.0

    def _ask(self, vectors: VectorStore, encoder: Encoder) -> None:
        """Keep the answers to known questions, asked of the parts as they will be loaded."""
        lexical = LexicalIndex.from_folder(self.folder / LEXICAL, len(self.passages))
        ranker = load_ranker(self.folder / RANKER)
        asked = Asked(self.passages, vectors, lexical, ranker, encoder)
        save_canaries(asked.canaries(), self.folder / CANARIES)

    def _describe(
        self, encoder: Encoder, encoder_name: str, drift: float, ranker_drift: float
    ) -> None:
        items = {passage.item_id for passage in self.passages if passage.item_id}
        manifest = Manifest(
            FORMAT,
            encoder_name,
            encoder.revision,
            encoder.dimension,
            "cosine",
            {"passages": len(self.passages), "items": len(items)},
            self.hashes,
            folder_hashes(self.folder),
            drift,
            ranker_drift,
        )
        (self.folder / FILE_NAME).write_text(manifest.to_json(), encoding="utf-8")


def train_parts(
    passages: Sequence[Passage],
    letters: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    progress: Progress,
    pieces: Pieces,
) -> None:
    """Train the encoder on passages and the ranker on letters, too, into a folder that has neither.

    Raises:
        OSError: the disk is full or broken.
    """
    texts = [passage.text for passage in passages]
    steps = 0

    def told(done: int, total: int) -> None:
        nonlocal steps
        steps = total + 1
        progress("Обучение", done, steps)

    try:
        train_encoder(texts, training_pairs(passages), folder / ENCODER, recipe, told)
    except Exception as error:
        # safetensors and tokenizers tell of a full disk by classes of their own.
        code = _OS_ERROR.search(str(error))
        if code is None or isinstance(error, OSError):
            raise
        raise OSError(int(code.group(1)), str(error)) from error
    save_trained_on(texts, folder / ENCODER)
    train_ranker(examples_of(passages, letters), folder / RANKER, pieces)
    progress("Обучение", steps, steps)
