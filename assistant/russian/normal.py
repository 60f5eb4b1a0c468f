"""A normalised twin of a text that keeps the way back to the original.

Matching works on the twin (lower case, «ё» as «е», look-alike Latin letters inside Russian words as
Cyrillic, invisible characters gone); what is shown is always the original, found by the offsets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Latin letters drawn like Cyrillic ones; from Unicode's confusables, lower case only.
LATIN_TO_CYRILLIC = str.maketrans("aceopxykmhtbu", "асеорхукмнтви")
_UPPER_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NormalText:
    """The twin ``text`` and, for each of its characters, the index in the original (``offsets``)."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open range of the twin to a half-open range of the original.

        Marks that stand over its last letter (decomposed «й», a stress) come with it.
        """
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return at, at
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.offsets[start], last

    def cut(self, start: int, end: int) -> str:
        """Return the piece of the original that a range of the twin stands for."""
        first, last = self.span(start, end)
        return self.original[first:last]


class _Folding(dict[int, str]):
    """Code point → its character in the twin, empty when it vanishes; learnt as characters appear."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if unicodedata.category(character) in ("Cf", "Cs", "Mn"):
            folded = ""
        elif character in ("\u00a0", "\u202f", "\t"):
            folded = " "
        else:
            folded = "е" if (lowered := character.lower()) == "ё" else lowered[0]
        self[point] = folded
        return folded


_FOLDING = _Folding()


def normalise(original: str) -> NormalText:
    """Build the twin of a text.

    Each character of the twin comes from exactly one of the original, so a match can be cut out of
    what the customer wrote. Format characters (zero-width, direction marks, soft hyphens) vanish.
    """
    twin = original.translate(_FOLDING)
    if len(twin) == len(original):
        return NormalText(original, _fold_mixed_words(twin), tuple(range(len(original))))
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(original):
        if character == "\u0306" and characters and characters[-1] == "и":
            characters[-1] = "й"  # decomposed «й», as macOS writes it
        elif folded := _FOLDING[ord(character)]:
            characters.append(folded)
            offsets.append(index)
    return NormalText(original, _fold_mixed_words("".join(characters)), tuple(offsets))


def _fold_mixed_words(text: str) -> str:
    """Turn look-alike Latin letters of a word that also has Cyrillic ones into Cyrillic."""
    if not _LATIN.search(text):
        return text

    def fold(match: re.Match[str]) -> str:
        word = match.group()
        if _CYRILLIC.search(word) and _LATIN.search(word):
            return word.translate(LATIN_TO_CYRILLIC)
        return word

    return _WORD.sub(fold, text)


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """Key under which a heading or label is recognised, whoever typed it.

    NFC, lower case, «ё» as «е», look-alike Latin letters, marks and emoji dropped, spaces folded.
    """
    folded = normalise(unicodedata.normalize("NFC", text)).text
    folded = folded.translate(LATIN_TO_CYRILLIC) if _CYRILLIC.search(folded) else folded
    words = re.findall(r"[^\W_\u2100-\u214f]+", folded)  # «ℹ» is a letter for Unicode
    return " ".join(words)


def cyrillic_lookalikes(text: str) -> str:
    """Turn Latin capitals drawn like Cyrillic ones into Cyrillic (for plates)."""
    return text.upper().translate(_UPPER_LOOKALIKES)
