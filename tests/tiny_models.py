"""Transformers that tests make and save: two layers, a letter vocabulary, random weights, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DIMENSION = 32
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789:"
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_PIECES = (*_SPECIAL, *_LETTERS, *(f"##{letter}" for letter in _LETTERS), "пропуск", "шлагбаум")
# Random weights of the usual size (0.02) give every pair the same number; these tell pairs apart.
_WIDE = 0.4


def save_encoder(folder: Path) -> Path:
    """Save a ``SentenceTransformer`` with mean pooling."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(24)
    raw = folder.with_name(f"{folder.name} raw")
    BertModel(_config()).save_pretrained(raw)
    _tokenizer().save_pretrained(raw)
    modules = [Transformer(str(raw), max_seq_length=64), Pooling(DIMENSION)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def save_reranker(folder: Path, labels: int = 1) -> Path:
    """Save a ``CrossEncoder`` that gives so many numbers a pair."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(24)
    config = _config(num_labels=labels, initializer_range=_WIDE)
    BertForSequenceClassification(config).save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    return folder


def _config(**more: Any) -> Any:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(_PIECES),
        hidden_size=DIMENSION,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        **more,
    )


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(
        models.WordPiece(vocab={piece: at for at, piece in enumerate(_PIECES)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    named = dict(zip(names, _SPECIAL, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named)  # type: ignore[no-untyped-call]
