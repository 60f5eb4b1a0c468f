"""Leave-one-phrase-out: whether a client phrase of a page is found when it was never seen.

In ten folds, not phrase by phrase: encoder, BM25 and ranker are made anew for each fold, without the
phrases of that fold and without every other passage of the same words. Phrases of one request are dealt
to the folds in turn, so a request never loses more than a tenth of its phrases.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.evaluation.ranking import Ranking
from assistant.evaluation.ratio import Ratio
from assistant.retrieval.encoder import Encoder, StaticEncoder
from assistant.retrieval.examples import Example, examples_of
from assistant.retrieval.index import EMBEDDED, Index
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.passages import Passage
from assistant.retrieval.ranker import Ranker
from assistant.retrieval.reranker import Reranker
from assistant.retrieval.search import Searcher
from assistant.retrieval.store import VectorStore
from assistant.retrieval.synonyms import NO_SYNONYMS, Synonyms
from assistant.retrieval.training import Recipe, train_encoder, training_pairs
from assistant.russian.normal import fold_key

FOLDS = 10
PAGE_PHRASES = "phrase"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class LeftOut:
    """``ranks`` of the left-out phrases and how many of them were said to fit nothing."""

    ranking: Ranking
    abstained: Ratio

    @classmethod
    def from_index(
        cls,
        index: Index,
        synonyms: Synonyms = NO_SYNONYMS,
        reranker: Reranker | None = None,
        *,
        letters: Sequence[Example] = (),
        folds: int = FOLDS,
        recipe: Recipe | None = None,
        progress: Progress = lambda done: None,
    ) -> LeftOut:
        """Measure with the passages of an index; its own encoder is trained anew, a hub model kept.

        The ranker learns from ``letters``, too, as in a build.

        ``progress`` is told how many folds are done.
        """
        ranks: list[int] = []
        abstained: list[bool] = []
        for at, (held, kept) in enumerate(split(index.passages, folds)):
            progress(at)
            searcher = Searcher(
                index_of(kept, index, recipe or Recipe(), letters), synonyms, reranker
            )
            for passage in held:
                found = searcher.find(passage.text)
                items = [hit.item_id for hit in found.requests]
                right = passage.item_id in items
                ranks.append(items.index(passage.item_id) + 1 if right else 0)
                abstained.append(found.abstained)
        progress(folds)
        return cls(Ranking(tuple(ranks)), Ratio.from_hits(abstained))

    def to_json(self) -> dict[str, object]:
        """Figures as JSON."""
        return {"folds": FOLDS, **self.ranking.to_json(), "abstained": self.abstained.value}


def split(
    passages: Sequence[Passage], folds: int, field: str = PAGE_PHRASES
) -> Iterator[tuple[list[Passage], list[Passage]]]:
    """Held-out phrases and the passages kept, fold by fold."""
    turn: Counter[str] = Counter()
    dealt: list[list[Passage]] = [[] for _ in range(folds)]
    for passage in passages:
        if passage.field == field:
            dealt[turn[passage.item_id] % folds].append(passage)
            turn[passage.item_id] += 1
    for held in dealt:
        keys = {fold_key(passage.text) for passage in held}
        yield held, [each for each in passages if fold_key(each.text) not in keys]


def index_of(
    passages: Sequence[Passage], index: Index, recipe: Recipe, letters: Sequence[Example] = ()
) -> Index:
    """An index of these passages and letters only; ``index`` gives what does not depend on them."""
    texts = [passage.text for passage in passages]
    encoder = _encoder(passages, index, recipe)
    examples = examples_of(passages, letters)
    return replace(
        index,
        passages=tuple(passages),
        vectors=VectorStore.from_vectors(encoder.encode_passages(texts)),
        lexical=LexicalIndex.from_texts(texts),
        ranker=Ranker.from_examples([text for _, text in examples], [item for item, _ in examples]),
        encoder=encoder,
    )


def _encoder(passages: Sequence[Passage], index: Index, recipe: Recipe) -> Encoder:
    if index.manifest.encoder != EMBEDDED:
        return index.encoder
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "encoder"
        texts = [passage.text for passage in passages]
        train_encoder(texts, training_pairs(passages), folder, recipe, lambda done, total: None)
        return StaticEncoder.from_folder(folder)
