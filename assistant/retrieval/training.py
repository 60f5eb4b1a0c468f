"""Train the embedded encoder on the knowledge base's own text.

A ``StaticEmbedding`` model of sentence-transformers: subword tokens of the knowledge base, vectors
trained so that a client phrase lies near its request and a statement near its neighbours (in-batch
negatives). No weights are needed from anywhere. Imports torch, as ``hub`` and ``reranker`` do, inside functions only.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from assistant.retrieval.passages import Passage

if TYPE_CHECKING:  # it brings torch
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

_UNKNOWN = "[UNK]"
_THREADS = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the encoder is trained; the defaults are the measured choice (docs/_dev/search.md)."""

    vocabulary: int = 8_000
    dimension: int = 256
    epochs: int = 3
    batch_size: int = 256
    learning_rate: float = 0.05
    seed: int = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that mean the same thing, and the item they belong to."""

    anchor: str
    positive: str
    item_id: str


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


def train_tokenizer(texts: Sequence[str], recipe: Recipe) -> Tokenizer:
    """Subword tokenizer of the knowledge base's own text; «ё» as «е», lower case."""
    tokenizer = _untrained(models.WordPiece(unk_token=_UNKNOWN))
    words = tokenizer.pre_tokenizer.pre_tokenize_str(
        tokenizer.normalizer.normalize_str("\n".join(texts))
    )
    letters = sorted({f"##{letter}" for word, _ in words for letter in word[1:]})
    trainer = trainers.WordPieceTrainer(
        vocab_size=recipe.vocabulary,
        min_frequency=2,
        # Numbered here: the trainer numbers «##» letters in the order of a hash table, another one at
        # every run, and settles ties between pieces by these numbers.
        special_tokens=[_UNKNOWN, *letters],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    # A second one, in which those letters are plain pieces: special tokens are cut out of any text.
    trained = _untrained(models.WordPiece(vocab=tokenizer.get_vocab(), unk_token=_UNKNOWN))
    trained.add_special_tokens([_UNKNOWN])
    return trained


def _untrained(model: models.WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("ё", "е"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def train_encoder(
    texts: Sequence[str],
    pairs: Sequence[Pair],
    folder: Path,
    recipe: Recipe,
    progress: Callable[[int, int], None],
) -> None:
    """Train on pairs and save the model folder; the same input gives the same bytes.

    ``progress`` is told (steps done, steps in all).
    """
    import torch
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(recipe.seed)
    shuffled = random.Random(recipe.seed)
    embedding = StaticEmbedding(train_tokenizer(texts, recipe), embedding_dim=recipe.dimension)
    batches = [
        [(each.anchor, each.positive) for each in batch]
        for batch in batches_of(pairs, recipe, shuffled)
    ]
    teach(embedding, batches, folder, recipe, progress)


def teach(
    embedding: StaticEmbedding,
    batches: Sequence[Sequence[tuple[str, ...]]],
    folder: Path,
    recipe: Recipe,
    progress: Callable[[int, int], None],
) -> None:
    """Move vectors until texts of a row lie near each other and far from the other rows; save the model folder.

    A row is (anchor, positive) or (anchor, positive, hard negative).
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    # Sums of another number of threads round otherwise: one machine's bytes would not be another's.
    torch.set_num_threads(_THREADS)
    model = SentenceTransformer(modules=[embedding], device="cpu")
    loss = MultipleNegativesRankingLoss(model)
    # Fused: one pass over the table of vectors instead of ten, to the same figures.
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate, fused=True)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimiser, start_factor=1.0, end_factor=0.05, total_iters=max(1, len(batches))
    )
    model.train()
    for step, batch in enumerate(batches, start=1):
        features = [model.preprocess(list(column)) for column in zip(*batch, strict=True)]
        optimiser.zero_grad()
        value = loss(features, None)
        value.backward()
        optimiser.step()
        schedule.step()
        progress(step, len(batches))
    model.eval()
    model.save(str(folder), create_model_card=False)


def batches_of(pairs: Sequence[Pair], recipe: Recipe, shuffled: random.Random) -> list[list[Pair]]:
    """Shuffled batches that hold an item at most once, so that no negative is a hidden positive."""
    batches: list[list[Pair]] = []
    for _ in range(recipe.epochs):
        order = list(pairs)
        shuffled.shuffle(order)
        rounds: dict[int, list[Pair]] = {}
        turn: dict[str, int] = {}
        for pair in order:
            at = turn.get(pair.item_id, 0)
            turn[pair.item_id] = at + 1
            rounds.setdefault(at, []).append(pair)
        for members in rounds.values():
            for at in range(0, len(members), recipe.batch_size):
                batch = members[at : at + recipe.batch_size]
                if len(batch) > 1:
                    batches.append(batch)
    shuffled.shuffle(batches)
    return batches
