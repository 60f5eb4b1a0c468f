"""Build the index: ``docs/`` in, ``index/`` out, replaced in one go.

The embedded encoder is trained when there is none, when the knowledge base has drifted from what it
was trained on (``drift``), or on request; otherwise it is kept and only the vectors are made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexProblem
from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.canary import FILE_NAME as CANARIES
from assistant.retrieval.canary import Asked, save_canaries
from assistant.retrieval.encoder import Encoder, StaticEncoder
from assistant.retrieval.index import EMBEDDED, ENCODER, JUDGES, LEXICAL, PASSAGES, RANKER, VECTORS
from assistant.retrieval.judges import Judges, read_examples
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.manifest import (
    FILE_NAME,
    FORMAT,
    Manifest,
    check_files,
    docs_hashes,
    folder_hashes,
)
from assistant.retrieval.passages import Passage, passages_of, save_passages
from assistant.retrieval.ranker import (
    REGULARISATION,
    SEED,
    TOLERANCE,
    WRAPPED_REGULARISATION,
    Ranker,
)
from assistant.retrieval.store import VectorStore
from assistant.retrieval.swap import commit, locked, new_building, recover
from assistant.retrieval.training import Pair, Recipe, train_encoder
from assistant.retrieval.wrapping import wrapped

TRAINED_ON = "trained.json"
EXAMPLES = "examples.sha256"
MAX_DRIFT = 0.10
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: whether anything changed, and whether the encoder was trained."""

    changed: bool
    trained: bool
    passages: int
    drift: float


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
    encoder to be trained anew. ``progress`` is told (stage in Russian, done, in all).

    Raises:
        PageError: the documents cannot be read.
        IndexProblem: the folder cannot be written, or there is nothing to index.
    """
    # Before the pages are read: one that is saved during the build makes the index stale.
    hashes = docs_hashes(docs)
    knowledge = Knowledge.from_folder(docs)
    passages = passages_of(knowledge, PhraseBank.from_folder(docs))
    if not passages:
        raise IndexProblem(f"В папке {docs} нет ни одного документа с текстом: нечего искать.")
    with locked(index):
        recover(index)
        whole = _whole(index)
        if whole and not train and _is_fresh(whole, hashes, encoder_name, encoder):
            return Built(changed=False, trained=False, passages=len(passages), drift=0.0)
        building = new_building(index)
        is_reusable = whole is not None and whole.encoder == EMBEDDED
        job = _Job(building, index if is_reusable else None, docs, hashes, passages, progress)
        try:
            built = job.run(encoder, encoder_name, recipe or Recipe(), train)
            commit(building, index)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return built


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

    def run(self, encoder: Encoder | None, encoder_name: str, recipe: Recipe, train: bool) -> Built:
        """Write every file of the index, the manifest last."""
        trained, drift = False, 0.0
        if encoder is None:
            drift = self._drift()
            trained = train or drift > MAX_DRIFT
            encoder = self._embedded(recipe, trained)
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
        manifest = Manifest(
            FORMAT,
            encoder_name,
            encoder.revision,
            encoder.dimension,
            "cosine",
            {"passages": len(self.passages), "items": len(items)},
            self.hashes,
            folder_hashes(self.folder),
        )
        (self.folder / FILE_NAME).write_text(manifest.to_json(), encoding="utf-8")
        return Built(True, trained, len(self.passages), drift)

    def _embedded(self, recipe: Recipe, train: bool) -> StaticEncoder:
        folder = self.folder / ENCODER
        if train or self.previous is None:
            self._train(folder, recipe)
        else:
            shutil.copytree(self.previous / ENCODER, folder)
        return StaticEncoder.from_folder(folder)

    def _train(self, folder: Path, recipe: Recipe) -> None:
        texts = [passage.text for passage in self.passages]
        try:
            train_encoder(
                texts,
                training_pairs(self.passages),
                folder,
                recipe,
                lambda done, total: self.progress("Обучение", done, total),
            )
        except Exception as error:
            # safetensors and tokenizers tell of a full disk by classes of their own.
            code = _OS_ERROR.search(str(error))
            if code is None or isinstance(error, OSError):
                raise
            raise OSError(int(code.group(1)), str(error)) from error
        trained_on = json.dumps(sorted(set(texts)), ensure_ascii=False, indent=0)
        (folder / TRAINED_ON).write_text(trained_on + "\n", encoding="utf-8")

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
            (f"{subject} {label}", text)
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
        recipe = f"{REGULARISATION} {WRAPPED_REGULARISATION} {TOLERANCE} {SEED}\n"
        lines = recipe + "".join(f"{first}\t{second}\n" for first, second in pairs)
        digest = hashlib.sha256(lines.encode()).hexdigest() + "\n"
        folder = self.folder / part
        if self.previous is not None and _read(self.previous / part / EXAMPLES) == digest:
            shutil.copytree(self.previous / part, folder)
            return
        folder.mkdir()
        train().save(folder)
        (folder / EXAMPLES).write_text(digest, encoding="utf-8")

    def _drift(self) -> float:
        """Share of passages the encoder was not trained on, 0…1; 1 when there is no encoder."""
        if self.previous is None:
            return 1.0
        try:
            trained_on = set(json.loads(_read(self.previous / ENCODER / TRAINED_ON)))
        except ValueError:
            return 1.0
        now = {passage.text for passage in self.passages}
        return len(now - trained_on) / len(now)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def training_pairs(passages: Sequence[Passage]) -> tuple[Pair, ...]:
    """Texts that belong together: two passages of one request, two neighbours of one page."""
    by_item: dict[str, list[str]] = {}
    for passage in passages:
        if passage.kind == "request":
            by_item.setdefault(passage.item_id, []).append(passage.text)
    pairs = [
        Pair(text, texts[(at + len(texts) // 2) % len(texts)], item_id)
        for item_id, texts in by_item.items()
        for at, text in enumerate(texts)
        if len(texts) > 1
    ]
    sections = [passage for passage in passages if passage.kind == "section"]
    for passage in sections:
        title, _, body = passage.text.partition(". ")
        if body:
            pairs.append(Pair(title, body, passage.item_id))
    return tuple(pairs)
