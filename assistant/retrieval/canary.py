"""Canaries: questions asked of an index when it is built and again each time it is loaded.

Hashes prove that the files are those that were written. That they still mean the same (after another
release of numpy, FAISS, bm25s or the stemmer, on another machine) only an answer proves.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.retrieval.encoder import Encoder
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.passages import Passage
from assistant.retrieval.ranker import Ranker
from assistant.retrieval.store import VectorStore

FILE_NAME = "canaries.jsonl"
_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Canary:
    """A question with what each part of the search found first.

    ``ranked`` is the item of the ranker, ``meant`` the text nearest by meaning, ``worded`` the text with
    the most words in common.
    """

    question: str
    ranked: str
    meant: str
    worded: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of an index that a question goes through; row N of each is passage N."""

    passages: Sequence[Passage]
    vectors: VectorStore
    lexical: LexicalIndex
    ranker: Ranker
    encoder: Encoder

    def canaries(self) -> tuple[Canary, ...]:
        """Questions from all over the knowledge base, with the answers of now."""
        texts = list(dict.fromkeys(each.text for each in self.passages if each.kind == "request"))
        step = max(1, len(texts) // _QUESTIONS)
        return tuple(self.answer(text) for text in texts[step // 2 :: step][:_QUESTIONS])

    def answer(self, question: str) -> Canary:
        """What each part finds first."""
        _, rows = self.vectors.search(self.encoder.encode_queries([question]), 1)
        margins = self.ranker.margins(self.ranker.space.vector(question))
        words = self.lexical.score(terms_of(question))
        return Canary(
            question,
            self.ranker.classes[int(np.argmax(margins))],
            self.passages[int(rows[0])].text,
            self.passages[int(np.argmax(words))].text,
        )


def save_canaries(canaries: Sequence[Canary], file: Path) -> None:
    """Write one canary a line."""
    lines = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in canaries]
    file.write_text("".join(lines), encoding="utf-8")


def load_canaries(file: Path) -> tuple[Canary, ...]:
    """Read what ``save_canaries`` wrote."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(Canary(**json.loads(line)) for line in lines if line)
