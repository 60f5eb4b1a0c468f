"""Build the index: ``docs/`` in, ``index/`` out, replaced in one go.

Encoder and ranker are trained when there are none, or on request; otherwise they are kept, the ranker learns
what is new (``relearning``), and the rest is made anew. A build says how far the knowledge base has moved from
what was trained (``drift``).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexProblem, PageError
from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.drift import MAX_DRIFT
from assistant.retrieval.encoder import Encoder
from assistant.retrieval.examples import Example
from assistant.retrieval.fitting import Pieces
from assistant.retrieval.index import EMBEDDED, PAGES, kept_pages
from assistant.retrieval.letters import letter_examples, read_letters
from assistant.retrieval.making import Made, Making, Progress, train_parts
from assistant.retrieval.manifest import FILE_NAME, Manifest, check_files, docs_hashes
from assistant.retrieval.passages import Passage, passages_of
from assistant.retrieval.swap import commit, disk_errors, locked, new_building, recover
from assistant.retrieval.training import Recipe


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did and left: the number of passages, and what was made, None when nothing had changed.

    ``drift`` is the share of passages new to the encoder, ``ranker_drift`` that of examples new to the
    ranker when it was trained. ``left_out`` tells of pages that cannot be understood: nothing of them is found.
    """

    passages: int
    made: Made | None
    drift: float
    ranker_drift: float
    left_out: tuple[PageError, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the index was replaced."""
        return self.made is not None

    @property
    def trained(self) -> bool:
        """Whether the encoder was trained."""
        return self.made is not None and self.made.is_encoder_trained

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
    trained: Path | None = None,
    recipe: Recipe | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Bring the index up to date with the documents.

    ``encoder`` is a hub model with its name; None stands for the embedded one. ``train`` asks for the
    encoder and ranker to be trained anew: aside, so that other builds and readers go on with the index there is;
    ``trained`` is a folder that has them already, say of another index.
    ``progress`` is told (stage in Russian, done, in all).

    Raises:
        PageError: the documents cannot be read.
        IndexProblem: the folder cannot be written, or there is nothing to index.
    """
    recipe = recipe or Recipe()
    pieces = Pieces()
    if not train or encoder is not None:
        return _build(docs, index, encoder, encoder_name, trained, recipe, progress, pieces)
    with (
        disk_errors(index),
        tempfile.TemporaryDirectory(prefix="encoder-", ignore_cleanup_errors=True) as aside,
    ):
        train_parts(
            *_taught(Knowledge.from_folder(docs), docs), Path(aside), recipe, progress, pieces
        )
        return _build(docs, index, None, encoder_name, Path(aside), recipe, progress, pieces)


def _build(
    docs: Path,
    index: Path,
    encoder: Encoder | None,
    encoder_name: str,
    trained: Path | None,
    recipe: Recipe,
    progress: Progress,
    pieces: Pieces,
) -> Built:
    """Build with an encoder of the hub, one ``trained`` aside, the one there is, or a new one."""
    # Before the pages are read: one that is saved during the build makes the index stale.
    hashes = docs_hashes(docs)
    pages = kept_pages(index)
    knowledge = Knowledge.from_folder(docs, pages)
    passages, letters = _taught(knowledge, docs)
    with locked(index):
        recover(index)
        whole = _whole(index)
        is_kept = trained is None and knowledge.is_all_in(kept_pages(index))
        if whole and is_kept and _is_fresh(whole, hashes, encoder_name, encoder):
            return Built(len(passages), None, whole.drift, whole.ranker_drift, knowledge.problems)
        building = new_building(index)
        previous = index if whole is not None and whole.encoder == EMBEDDED else None
        making = Making(
            building, previous, trained, docs, hashes, passages, letters, recipe, progress, pieces
        )
        try:
            knowledge.keep(building / PAGES, pages)
            made = making.run(encoder, encoder_name)
            commit(building, index)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return Built(len(passages), made, made.drift, made.ranker_drift, knowledge.problems)


def _taught(knowledge: Knowledge, docs: Path) -> tuple[tuple[Passage, ...], tuple[Example, ...]]:
    """What there is to search, and the letters that teach how clients write.

    Raises:
        IndexProblem: nothing.
    """
    bank = PhraseBank.from_folder(docs)
    passages = passages_of(knowledge, bank)
    if not passages:
        raise IndexProblem(f"В папке {docs} нет ни одного документа с текстом: нечего искать.")
    return passages, letter_examples(read_letters(docs), knowledge, bank)


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
