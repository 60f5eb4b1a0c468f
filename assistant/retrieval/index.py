"""A loaded index: passages, vectors, words and encoder, checked before use."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import IndexDamaged, IndexProblem
from assistant.knowledge.kept import NOTHING_KEPT, KeptPages
from assistant.retrieval.canary import FILE_NAME as CANARIES
from assistant.retrieval.canary import Asked, load_canaries
from assistant.retrieval.encoder import Encoder, StaticEncoder
from assistant.retrieval.judges import Judges
from assistant.retrieval.later import load_ranker
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.manifest import (
    FILE_NAME,
    MEND,
    Manifest,
    changed_docs,
    check_files,
)
from assistant.retrieval.passages import NOTHING, Passage, load_passages
from assistant.retrieval.ranker import Ranker
from assistant.retrieval.store import VectorStore
from assistant.retrieval.swap import NEXT, PREVIOUS, locked, recover

PAGES = "pages.jsonl"
PASSAGES = "passages.jsonl"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"
RANKER = "ranker"
JUDGES = "judges"
ENCODER = "encoder"
EMBEDDED = "embedded"
_ATTEMPTS = 5


@dataclass(frozen=True)
class Index:
    """Everything a search needs; row N of vectors and words is passage N."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: VectorStore
    lexical: LexicalIndex
    ranker: Ranker
    judges: Judges
    encoder: Encoder

    @classmethod
    def from_folder(cls, folder: Path, docs: Path | None, encoder: Encoder | None = None) -> Index:
        """Load an index.

        ``docs`` is compared with what the index was built from, unless it is None. ``encoder`` is the
        hub model the settings name; None takes the embedded one out of the index.

        A replacement under way is waited for, and one that happens meanwhile makes it read again.

        Raises:
            IndexDamaged: a file is gone or changed, or known questions get other answers.
            IndexProblem: the index is missing, stale or foreign.
        """
        for _ in range(_ATTEMPTS):
            before = _stamp(folder)
            if (folder / NEXT).is_dir():
                with locked(folder):
                    recover(folder)
                continue
            try:
                index = cls._from_whole_folder(folder, docs, encoder)
            except Exception as error:
                if _stamp(folder) != before or (folder / NEXT).is_dir():
                    continue
                if isinstance(error, IndexProblem):
                    raise
                what = type(error).__name__
                raise IndexDamaged(f"Индекс {folder} не читается ({what}). {MEND}") from error
            if _stamp(folder) == before:
                return index
        raise IndexProblem(f"Индекс {folder} всё время перестраивается. Повторите позже.")

    @classmethod
    def _from_whole_folder(cls, folder: Path, docs: Path | None, encoder: Encoder | None) -> Index:
        manifest = Manifest.from_file(folder / FILE_NAME)
        check_files(manifest, folder)
        if docs is not None:
            refuse_stale(manifest, docs)
        if encoder is None:
            if manifest.encoder != EMBEDDED:
                raise IndexProblem(
                    f"Индекс построен моделью «{manifest.encoder}», а настроена встроенная. {MEND}"
                )
            encoder = StaticEncoder.from_folder(folder / ENCODER)
        if encoder.revision != manifest.encoder_revision:
            raise IndexProblem(f"Индекс построен другой моделью поиска. {MEND}")
        passages = load_passages(folder / PASSAGES)
        vectors = VectorStore.from_file(folder / VECTORS)
        items = {passage.item_id for passage in passages if passage.item_id}
        expected = (vectors.rows, len(items), vectors.dimension, encoder.dimension, "cosine")
        written = (
            manifest.counts.get("passages"),
            manifest.counts.get("items"),
            manifest.dimension,
            manifest.dimension,
            manifest.similarity,
        )
        if written != expected or vectors.rows != len(passages):
            raise IndexDamaged(f"Числа в индексе не сходятся. {MEND}")
        lexical = LexicalIndex.from_folder(folder / LEXICAL, len(passages))
        ranker = load_ranker(folder / RANKER)
        judges = Judges.from_folder(folder / JUDGES, ranker)
        asked = Asked(passages, vectors, lexical, ranker, encoder)
        for canary in load_canaries(folder / CANARIES):
            if asked.answer(canary.question) != canary:
                raise IndexDamaged(f"Индекс отвечает не так, как при сборке. {MEND}")
        return cls(manifest, passages, vectors, lexical, ranker, judges, encoder)

    def restricted(self, items: Set[str]) -> Index:
        """The same index with passages of other items set aside: nothing finds them."""
        kept = (each if each.item_id in items else _set_aside(each) for each in self.passages)
        return replace(self, passages=tuple(kept))


def _set_aside(passage: Passage) -> Passage:
    return replace(passage, item_id="", kind=NOTHING)


def open_index(folder: Path, docs: Path, encoder: Encoder | None) -> tuple[Index, str]:
    """Open an index, or the one before it when it is damaged, with what to tell the user then.

    The second value is empty where all is well. An earlier index knows nothing of the last changes of
    the documents; its caller leaves out what the documents no longer have.

    Raises:
        IndexProblem: as ``Index.from_folder``; damaged, only where no earlier index opens either.
    """
    try:
        return Index.from_folder(folder, docs, encoder), ""
    except IndexDamaged as damage:
        try:
            index = Index.from_folder(folder / PREVIOUS, None, encoder)
        except IndexProblem:
            raise damage from None
        return index, f"{damage} Пока работает прежний индекс: последних правок базы он не знает."


def kept_pages(folder: Path) -> KeptPages:
    """Pages as they were understood when an index was built, none where it does not hold them whole."""
    try:
        manifest = Manifest.from_file(folder / FILE_NAME)
        data = (folder / PAGES).read_bytes()
    except (IndexProblem, OSError):
        return NOTHING_KEPT
    is_whole = hashlib.sha256(data).hexdigest() == manifest.files.get(PAGES)
    return KeptPages.from_text(data.decode()) if is_whole else NOTHING_KEPT


def _stamp(folder: Path) -> bytes | None:
    """What changes when another process replaces the index while it is being read here."""
    try:
        return (folder / FILE_NAME).read_bytes()
    except OSError:
        return None


def refuse_stale(manifest: Manifest, docs: Path) -> None:
    """Compare the documents with those an index was built from.

    Raises:
        IndexProblem: some are new, gone or different.
    """
    changed = changed_docs(manifest, docs)
    if not changed:
        return
    shown = ", ".join(changed[:3]) + (f" и ещё {len(changed) - 3}" if len(changed) > 3 else "")
    raise IndexProblem(f"Индекс устарел: изменены документы ({shown}). {MEND}")
