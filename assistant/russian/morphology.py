"""What a dictionary knows of a word as a part of a person's name (the only file that imports pymorphy3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# Endings of patronymics in all cases, colloquial and Turkic ones too: a dictionary has few of them.
_PATRONYMIC = re.compile(
    r"[а-я]{2,14}(?:ович|евич|ьич|нич)(?:а|у|ем|е|и|ей|ам)?\Z|[а-я]{2,14}(?:овн|евн|ичн|инична?)(?:а|ы|е|у|ой|ою)\Z"
)
# Endings that hardly a common word has.
_SURNAME = re.compile(
    r"[а-я]{2,16}(?:енко|чук|швили|дзе|янц|оглы|кызы)\Z"
    r"|[а-я]{3,16}(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)\Z"
    r"|[а-я]{3,16}(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ы|ых)?\Z|[а-я]{3,16}ян(?:а|у|ом|е)?\Z"
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """``first``, ``patronymic``, ``surname`` tell what a word may be; ``only`` that it is nothing else.

    ``known`` says that the dictionary has the word: what it has not may be a rare name.
    """

    first: bool
    patronymic: bool
    surname: bool
    only: bool
    known: bool


@lru_cache(maxsize=65_536)
def name_form(word: str) -> NameForm:
    """Judge one lower-case word, «ё» written as «е» or not."""
    analyzer = _analyzer()
    known = bool(analyzer.word_is_known(word))
    tags = [parse.tag for parse in analyzer.parse(word)] if known else []
    patronymic = _PATRONYMIC.match(word) is not None
    first = any("Name" in tag for tag in tags)
    surname = any("Surn" in tag for tag in tags) or (not known and _SURNAME.match(word) is not None)
    only = all("Name" in tag or "Surn" in tag or "Patr" in tag for tag in tags) and (
        first or surname or patronymic
    )
    return NameForm(first, patronymic, surname, only, known)


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer  # its dictionary takes a third of a second to open

    return MorphAnalyzer()
