"""Copies of marked letters with other people's names, and typed in small letters: more to learn from."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.personal.marked import Document, Label
from assistant.personal.span import Kind
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import name_reading

_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile(r"[а-яё]{3,}\Z")
_LETTERS = "абвгдежзиклмнопрстфхэюя"
_CHANGED, _SMALL = 0.85, 0.25
# A word that the dictionary takes for no name is changed for a surname.
_ELSE = ("Surn", "masc", "nomn")
# Words of a part of a name, a gender and a case.
Stock = Mapping[tuple[str, str, str], Sequence[str]]


def copied(documents: Sequence[Document], times: int, seed: int) -> Iterator[Document]:
    """So many copies of each letter; the same for the same letters and seed."""
    stock = _stock(documents)
    for at, document in enumerate(documents):
        for number in range(times):
            chance = random.Random(f"{seed}:{at}:{number}")
            yield _copy(document, stock, chance)


def _stock(documents: Iterable[Document]) -> Stock:
    """Words of names, from the letters themselves and the list of first names."""
    words = set(FIRST_NAMES)
    for document in documents:
        for label in document.labels:
            if label.kind is Kind.NAME:
                words |= {each.lower() for each in _WORD.findall(_value(document, label))}
    stock: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for word in sorted(words):
        if _RUSSIAN.match(word):
            stock[name_reading(word) or _ELSE].append(word)
    return stock


def _copy(document: Document, stock: Stock, chance: random.Random) -> Document:
    parts: list[str] = []
    labels: list[Label] = []
    done = length = 0
    others: dict[str, str] = {}
    for label in document.labels:
        between = document.text[done : label.start]
        value = _value(document, label)
        if label.kind is Kind.NAME:
            value = _WORD.sub(lambda match: _other(match.group(), stock, others, chance), value)
        start = length + len(between)
        length = start + len(value)
        parts += [between, value]
        labels.append(Label(start, length, label.kind))
        done = label.end
    text = "".join((*parts, document.text[done:]))
    small = text.lower()
    is_small = chance.random() < _SMALL and len(small) == len(text)
    return Document(document.id, small if is_small else text, tuple(labels))


def _other(word: str, stock: Stock, others: dict[str, str], chance: random.Random) -> str:
    """Another word of a name, typed as this one; the same one for the same word of a letter."""
    if word not in others:
        others[word] = word if chance.random() > _CHANGED else _chosen(word, stock, chance)
    return others[word]


def _chosen(word: str, stock: Stock, chance: random.Random) -> str:
    lowered = word.lower()
    if len(word) == 1 and "а" <= lowered <= "я":
        other = chance.choice(_LETTERS)
    elif _RUSSIAN.match(lowered):
        other = chance.choice(stock.get(name_reading(lowered) or _ELSE, (lowered,)))
    else:
        return word
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[0].isupper() else other


def _value(document: Document, label: Label) -> str:
    return document.text[label.start : label.end]
