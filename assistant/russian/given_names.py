"""Given names that the dictionary does not know: a list in a file beside, and endings of the East.

The list is natasha's (``given_names.txt`` says from where); it has the nominative only, so a word is
also tried without its ending.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")
_ENDING = re.compile(r"(?:ой|ою|ей|ом|ем|[аеиоуыюя])\Z")
_NOMINATIVES = ("", "а", "я", "й", "ь")
# What names of Central Asia are made with: «Каримжон», «Насибахон», «Гулмурод», «Ойниса».
_OF_THE_EAST = re.compile(
    r"[а-я]{3,12}(?:д?жон|джан|хон|гул(?:ь)?|мурод|мурад|мурат|улл?о|уллах?|[дз]+дин|нисо|ниса|бону|хужа|ходжа|мухаммад|бердиев?|берди)"
    r"(?:а|у|ом|е|и|ы|ой|ю|ем)?\Z"
)
_SHORTEST = 4


@lru_cache(maxsize=16_384)
def is_given_name(word: str) -> bool:
    """Whether a lower-case word that the dictionary does not know is a given name in some case."""
    if len(word) < _SHORTEST:
        return False
    names = _listed()
    if word in names or _OF_THE_EAST.match(word):
        return True
    stem = _ENDING.sub("", word)
    return len(stem) >= _SHORTEST and any(stem + each in names for each in _NOMINATIVES)


@lru_cache(maxsize=16_384)
def is_also_given_name(word: str) -> bool:
    """Whether a lower-case word that the dictionary knows as something else is a given name too: «нарек»."""
    names = _listed("also:")
    stem = _ENDING.sub("", word)
    return word in names or (len(stem) >= _SHORTEST and stem in names)


@cache
def _listed(section: str = "") -> frozenset[str]:
    """Names of the lines that begin with the word of a section, or with none."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    chosen = (line for line in lines if not line.startswith("#"))
    return frozenset(
        word
        for line in chosen
        if line.startswith("also:") == bool(section)
        for word in line.removeprefix("also:").split()
    )
