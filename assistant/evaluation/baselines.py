"""Peers on the same tickets: what the pages' own text gives with ordinary tools.

Each sees the requests of the pages (title, client phrases, screen texts, causes), never the phrase
bank, and gets the same part of the ticket that the product searches with. A request scores as its best
piece of text. lunr and navec are development packages, opened only here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import AssistantError
from assistant.evaluation.labelled import Labelled
from assistant.evaluation.outcome import open_ticket, rank_of
from assistant.evaluation.ranking import Ranking
from assistant.library import Library
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.passages import Passage
from assistant.russian.normal import normalise
from assistant.russian.words import stem, words_of

_SHOWN = 5
# The theme's worker gives a title a thousand times the weight of the text.
_TITLE_BOOST = 1_000
Values = npt.NDArray[np.float32]
Scorer = Callable[[str], Values]


def measure_baselines(tickets: Sequence[Labelled], library: Library) -> Mapping[str, Ranking]:
    """Rank the requests for every ticket that has one, by each peer.

    Raises:
        AssistantError: a development package is not installed.
    """
    pages = [
        each
        for each in library.searcher.index.passages
        if each.kind == "request" and each.field != "bank"
    ]
    asked = [each for each in tickets if each.entries]
    texts = [open_ticket(each, library).ask_text for each in asked]
    found: dict[str, Ranking] = {}
    for name, make in PEERS.items():
        score = make(pages)
        ranks = [
            rank_of(each, _best(score(text), pages))
            for each, text in zip(asked, texts, strict=True)
        ]
        found[name] = Ranking(tuple(ranks))
    return found


def _best(values: Values, pages: Sequence[Passage]) -> list[str]:
    """The first requests by their best passages; one without a positive value is not found."""
    order = np.argsort(-values, kind="stable")
    items = dict.fromkeys(pages[at].item_id for at in order if values[at] > 0)
    return list(items)[:_SHOWN]


def _stems(pages: Sequence[Passage]) -> Scorer:
    index = LexicalIndex.from_texts([each.text for each in pages])
    return lambda text: index.score(terms_of(text))


def _letters(pages: Sequence[Passage]) -> Scorer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    space = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = space.fit_transform([normalise(each.text).text for each in pages])
    return lambda text: np.asarray(
        (matrix @ space.transform([normalise(text).text]).T).toarray()[:, 0], dtype=np.float32
    )


def _site_search(pages: Sequence[Passage]) -> Scorer:
    """The engine lunr as the site has it, a request for a document: boosted titles, Russian stems."""
    builder = _package("lunr.builder").Builder()
    register = _package("lunr.pipeline").Pipeline.register_function

    def russian(token: Any, *_: object) -> Any:
        return token.update(lambda text, _metadata: stem(text))

    register(russian, "russian")
    builder.pipeline.add(russian)
    builder.search_pipeline.add(russian)
    builder.ref("id")
    builder.field("title", boost=_TITLE_BOOST)
    builder.field("text")
    parts: dict[str, list[str]] = {}
    for each in pages:
        parts.setdefault(each.item_id, []).append(" ".join(_words(each.text)))
    for item, (title, *rest) in parts.items():
        builder.add({"id": item, "title": title, "text": " ".join(rest)})
    index = builder.build()

    def score(text: str) -> Values:
        found = {hit["ref"]: hit["score"] for hit in index.search(" ".join(_words(text)))}
        return np.array([found.get(each.item_id, 0.0) for each in pages], dtype=np.float32)

    return score


def _averages(pages: Sequence[Passage]) -> Scorer:
    """Mean of the word vectors inside the natasha wheel, cosine."""
    spec = find_spec("natasha")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    words = next(iter(folder.glob("data/emb/navec_*.tar")), None)
    if words is None:
        raise _not_installed("natasha")
    vectors = _package("navec").Navec.load(str(words))

    def encode(text: str) -> Values:
        known = [vectors[word] for word in _words(text) if word in vectors]
        mean = np.mean(known, axis=0) if known else np.zeros(vectors.pq.dim)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)

    matrix = np.stack([encode(each.text) for each in pages])
    return lambda text: matrix @ encode(text)


PEERS: Mapping[str, Callable[[Sequence[Passage]], Scorer]] = {
    "bm25_stems": _stems,
    "char_3_5_tfidf": _letters,
    "site_search_lunr": _site_search,
    "navec_averages": _averages,
}


def _words(text: str) -> list[str]:
    return [word.form for word in words_of(normalise(text))]


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise _not_installed(name.partition(".")[0]) from error


def _not_installed(name: str) -> AssistantError:
    return AssistantError(
        f"Для сравнения нужен пакет {name}: поставьте пакеты разработки "
        "(python -m pip install --group dev)."
    )
