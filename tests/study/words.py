"""Ways of searching by words and letters: BM25, letter pieces, typo repair, wrong layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.knowledge.figures import load_figures
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.synonyms import Synonyms
from assistant.russian.normal import normalise
from assistant.russian.words import words_of
from assistant.settings import Settings
from tests.study.noise import TURNED
from tests.study.trial import Scores, Trial

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def bm25_stems(trial: Trial) -> Scores:
    return trial.nearest(passage_bm25(trial))


def bm25_best_phrase(trial: Trial) -> Scores:
    return trial.nearest(passage_bm25(trial), 1)


def bm25_whole_page(trial: Trial) -> Scores:
    """One document a request: all its passages joined."""
    pages = [
        " ".join(t for t, label in zip(trial.texts, trial.labels, strict=True) if label == anchor)
        for anchor in trial.anchors
    ]
    index = LexicalIndex.from_texts(pages)
    return np.stack([index.score(terms_of(query)) for query in trial.queries])


def bm25_fields(weights: Mapping[str, float], trial: Trial) -> Scores:
    """A passage counts by the part of the page it is; parts that are not named count once."""
    return trial.nearest(passage_bm25(trial) * [weights.get(each, 1.0) for each in trial.fields])


def bm25_synonyms(trial: Trial) -> Scores:
    """Synonyms of the query's words count for a third of them."""
    synonyms = Synonyms.from_figures(load_figures(Settings.from_environment().docs))
    index = LexicalIndex.from_texts(trial.texts)
    said = [terms_of(query) for query in trial.queries]
    return trial.nearest(
        np.stack([index.score(each) + 0.3 * index.score(synonyms.of(each)) for each in said])
    )


def bm25_lemmas(trial: Trial) -> Scores:
    index = LexicalIndex.from_texts([_lemmas(text) for text in trial.texts])
    return trial.nearest(
        np.stack([index.score(terms_of(_lemmas(query))) for query in trial.queries])
    )


def bm25_typos_repaired(trial: Trial) -> Scores:
    """Unknown words of five letters and more go to the commonest known one at edit distance 1."""
    known = Counter(word for text in trial.texts for word in _forms(text))
    return _bm25_of(
        trial, lambda word: word if word in known or len(word) < 5 else _mend(word, known)
    )


def bm25_layout_turned(trial: Trial) -> Scores:
    """Unknown Latin words are read as typed with the wrong keyboard layout when that is known."""
    known = {word for text in trial.texts for word in _forms(text)}

    def turn(word: str) -> str:
        turned = word.translate(TURNED)
        return turned if word not in known and turned in known else word

    return _bm25_of(trial, turn)


def letters(low: int, high: int, trial: Trial) -> Scores:
    """Cosine of tf-idf of letter pieces inside words."""
    space = TfidfVectorizer(analyzer="char_wb", ngram_range=(low, high), sublinear_tf=True)
    matrix = space.fit_transform([normalise(text).text for text in trial.texts])
    queries = space.transform([normalise(query).text for query in trial.queries])
    return trial.nearest((queries @ matrix.T).toarray())


def passage_bm25(trial: Trial) -> Scores:
    """BM25 of every passage for every query."""
    index = LexicalIndex.from_texts(trial.texts)
    return np.stack([index.score(terms_of(query)) for query in trial.queries])


def _bm25_of(trial: Trial, mend) -> Scores:
    index = LexicalIndex.from_texts(trial.texts)
    mended = [" ".join(mend(word) for word in _forms(query)) for query in trial.queries]
    return trial.nearest(np.stack([index.score(terms_of(query)) for query in mended]))


def _forms(text: str) -> list[str]:
    return [word.form for word in words_of(normalise(text))]


def _mend(word: str, known: Counter[str]) -> str:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {a + b[1:] for a, b in cuts if b}
    near |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    near |= {a + c + b for a, b in cuts for c in _LETTERS}
    # The word itself breaks ties: the order of a set differs from process to process.
    return max(near & known.keys(), key=lambda each: (known[each], each), default=word)


@lru_cache(maxsize=1)
def _morph():
    return import_module("pymorphy3").MorphAnalyzer()


@lru_cache(maxsize=100_000)
def _lemma(word: str) -> str:
    return str(_morph().parse(word)[0].normal_form).replace("ё", "е")


def _lemmas(text: str) -> str:
    return " ".join(_lemma(word) for word in _forms(text))
