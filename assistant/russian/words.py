"""Words of a text and their stems (the only file that imports the Snowball stemmer)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from assistant.russian.normal import NormalText

_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_STEMMER = Stemmer.Stemmer("russian")
_STEMMER.maxCacheSize = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a normalised text: its form, its stem and its range in the normalised text."""

    form: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def stem(form: str) -> str:
    """Return the Snowball stem of one lower-case word form."""
    return str(_STEMMER.stemWord(form))


def words_of(text: NormalText) -> tuple[Word, ...]:
    """Split a normalised text into words with stems, in order."""
    return tuple(
        Word(match.group(), stem(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text.text)
    )
