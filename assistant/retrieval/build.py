"""Build the index: ``docs/`` in, ``index/`` out, replaced in one go.

The embedded encoder is trained when there is none, or on request; otherwise it is kept and only the vectors
are made anew. A build says how far the knowledge base has moved from what the encoder knows (``drift``).
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexProblem
from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.canary import FILE_NAME as CANARIES
from assistant.retrieval.canary import Asked, save_canaries
from assistant.retrieval.drift import MAX_DRIFT, drift_of, save_trained_on
from assistant.retrieval.encoder import Encoder, StaticEncoder
from assistant.retrieval.index import (
    EMBEDDED,
    ENCODER,
    JUDGES,
    LEXICAL,
    PAGES,
    PASSAGES,
    RANKER,
    VECTORS,
    kept_pages,
)
from assistant.retrieval.judges import SHAPED, Judges, read_examples
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.machine import MACHINE
from assistant.retrieval.manifest import (
    FILE_NAME,
    FORMAT,
    Manifest,
    check_files,
    docs_hashes,
    folder_hashes,
)
from assistant.retrieval.passages import Passage, passages_of, save_passages
from assistant.retrieval.ranker import REGULARISATION, WRAPPED_REGULARISATION, Ranker
from assistant.retrieval.store import VectorStore
from assistant.retrieval.swap import commit, disk_errors, locked, new_building, recover
from assistant.retrieval.training import Recipe, train_encoder, training_pairs
from assistant.retrieval.wrapping import wrapped

EXAMPLES = "examples.sha256"
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did and left: whether anything changed, whether the encoder was trained, its drift."""

    changed: bool
    trained: bool
    passages: int
    drift: float

    @property
    def is_due(self) -> bool:
        """Whether the encoder is due for training again."""
        return self.drift > MAX_DRIFT


def build_index(
    docs: Path,
    index: Path,
    *,
    encoder: Encoder | None = None,
    encoder_name: str = EMBEDDED,
    train: bool = False,
    recipe: Recipe | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Bring the index up to date with the documents.

    ``encoder`` is a hub model with its name; None stands for the embedded one. ``train`` asks for the
    encoder to be trained anew: aside, so that other builds and readers go on with the index there is.
    ``progress`` is told (stage in Russian, done, in all).

    Raises:
        PageError: the documents cannot be read.
        IndexProblem: the folder cannot be written, or there is nothing to index.
    """
    recipe = recipe or Recipe()
    if not train or encoder is not None:
        return _build(docs, index, encoder, encoder_name, None, recipe, progress)
    with (
        disk_errors(index),
        tempfile.TemporaryDirectory(prefix="encoder-", ignore_cleanup_errors=True) as aside,
    ):
        trained = Path(aside) / ENCODER
        _train(_passages(Knowledge.from_folder(docs), docs), trained, recipe, progress)
        return _build(docs, index, None, encoder_name, trained, recipe, progress)


def _build(
    docs: Path,
    index: Path,
    encoder: Encoder | None,
    encoder_name: str,
    trained: Path | None,
    recipe: Recipe,
    progress: Progress,
) -> Built:
    """Build with an encoder of the hub, one ``trained`` aside, the one there is, or a new one."""
    # Before the pages are read: one that is saved during the build makes the index stale.
    hashes = docs_hashes(docs)
    knowledge = Knowledge.from_folder(docs, kept_pages(index))
    passages = _passages(knowledge, docs)
    with locked(index):
        recover(index)
        whole = _whole(index)
        is_kept = trained is None and knowledge.is_all_in(kept_pages(index))
        if whole and is_kept and _is_fresh(whole, hashes, encoder_name, encoder):
            return Built(False, False, len(passages), whole.drift)
        building = new_building(index)
        is_reusable = whole is not None and whole.encoder == EMBEDDED
        job = _Job(building, index if is_reusable else None, docs, hashes, passages, progress)
        try:
            knowledge.keep(building / PAGES)
            built = job.run(encoder, encoder_name, trained, recipe)
            commit(building, index)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return built


def _passages(knowledge: Knowledge, docs: Path) -> tuple[Passage, ...]:
    """What there is to search.

    Raises:
        IndexProblem: nothing.
    """
    passages = passages_of(knowledge, PhraseBank.from_folder(docs))
    if not passages:
        raise IndexProblem(f"В папке {docs} нет ни одного документа с текстом: нечего искать.")
    return passages


def _train(passages: Sequence[Passage], folder: Path, recipe: Recipe, progress: Progress) -> None:
    """Train an encoder on passages into a folder that is not there yet.

    Raises:
        OSError: the disk is full or broken.
    """
    texts = [passage.text for passage in passages]
    try:
        pairs = training_pairs(passages)
        train_encoder(
            texts, pairs, folder, recipe, lambda done, total: progress("Обучение", done, total)
        )
    except Exception as error:
        # safetensors and tokenizers tell of a full disk by classes of their own.
        code = _OS_ERROR.search(str(error))
        if code is None or isinstance(error, OSError):
            raise
        raise OSError(int(code.group(1)), str(error)) from error
    save_trained_on(texts, folder)


def _whole(index: Path) -> Manifest | None:
    """Manifest of the index there is, None when it is missing or damaged: nothing of it is reused."""
    try:
        manifest = Manifest.from_file(index / FILE_NAME)
        check_files(manifest, index)
    except IndexProblem:
        return None
    return manifest


def _is_fresh(
    manifest: Manifest, docs: Mapping[str, str], encoder_name: str, encoder: Encoder | None
) -> bool:
    is_same_model = encoder is None or encoder.revision == manifest.encoder_revision
    return is_same_model and manifest.encoder == encoder_name and manifest.docs == docs


@dataclass(frozen=True)
class _Job:
    """One build into ``folder``.

    ``hashes`` are those of ``docs`` when it was read, perhaps not those of now.
    ``previous`` is a whole index with the embedded encoder, whose parts may be kept.
    """

    folder: Path
    previous: Path | None
    docs: Path
    hashes: Mapping[str, str]
    passages: Sequence[Passage]
    progress: Progress

    def run(
        self, encoder: Encoder | None, encoder_name: str, trained: Path | None, recipe: Recipe
    ) -> Built:
        """Write every file of the index, the manifest last."""
        is_embedded = encoder is None
        encoder = encoder or self._embedded(trained, recipe)
        texts = [passage.text for passage in self.passages]
        self.progress("Векторы", 0, 1)
        vectors = VectorStore.from_vectors(encoder.encode_passages(texts))
        vectors.save(self.folder / VECTORS)
        self.progress("Векторы", 1, 1)
        self.progress("Слова", 0, 1)
        LexicalIndex.from_texts(texts).save(self.folder / LEXICAL)
        self.progress("Слова", 1, 1)
        self.progress("Ранжирование", 0, 1)
        self._rank()
        self._judge()
        self.progress("Ранжирование", 1, 1)
        save_passages(self.passages, self.folder / PASSAGES)
        self._ask(vectors, encoder)
        items = {passage.item_id for passage in self.passages if passage.item_id}
        drift = drift_of(texts, self.folder / ENCODER) if is_embedded else 0.0
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
        )
        (self.folder / FILE_NAME).write_text(manifest.to_json(), encoding="utf-8")
        was_trained = is_embedded and (trained is not None or self.previous is None)
        return Built(True, was_trained, len(self.passages), drift)

    def _embedded(self, trained: Path | None, recipe: Recipe) -> StaticEncoder:
        folder = self.folder / ENCODER
        kept = trained or (self.previous / ENCODER if self.previous else None)
        if kept is None:
            _train(self.passages, folder, recipe, self.progress)
        else:
            shutil.copytree(kept, folder)
        return StaticEncoder.from_folder(folder)

    def _rank(self) -> None:
        """Train the ranker of requests on all their phrases."""
        examples = [each for each in self.passages if each.kind != "section"]
        pairs = [(each.text, each.item_id) for each in examples]
        asking = [each for each in examples if each.item_id]
        copies = wrapped(each.text for each in asking)
        pairs += zip(copies, (each.item_id for each in asking), strict=True)

        def train() -> Ranker:
            texts, items = [text for text, _ in pairs], [item for _, item in pairs]
            return Ranker.from_examples(texts, items, WRAPPED_REGULARISATION)

        self._keep_or_train(RANKER, pairs, train)

    def _judge(self) -> None:
        """Train the judges of kind, level and repeat on their example messages."""
        examples = read_examples(self.docs)
        pairs = [
            (f"{subject} {label} {SHAPED.get(subject)}", text)
            for subject in examples
            for text, label in examples[subject]
        ]
        self._keep_or_train(JUDGES, pairs, lambda: Judges.from_examples(examples))

    def _ask(self, vectors: VectorStore, encoder: Encoder) -> None:
        """Keep the answers to known questions, asked of the parts as they will be loaded."""
        lexical = LexicalIndex.from_folder(self.folder / LEXICAL, len(self.passages))
        ranker = Ranker.from_folder(self.folder / RANKER)
        asked = Asked(self.passages, vectors, lexical, ranker, encoder)
        save_canaries(asked.canaries(), self.folder / CANARIES)

    def _keep_or_train(
        self, part: str, pairs: Sequence[tuple[str, str]], train: Callable[[], Ranker | Judges]
    ) -> None:
        """Keep a trained part of the previous index when its examples have not changed."""
        recipe = f"{MACHINE} {REGULARISATION} {WRAPPED_REGULARISATION}\n"
        lines = recipe + "".join(f"{first}\t{second}\n" for first, second in pairs)
        digest = hashlib.sha256(lines.encode()).hexdigest() + "\n"
        folder = self.folder / part
        if self.previous is not None and _read(self.previous / part / EXAMPLES) == digest:
            shutil.copytree(self.previous / part, folder)
            return
        folder.mkdir()
        train().save(folder)
        (folder / EXAMPLES).write_text(digest, encoding="utf-8")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
