"""What a dictionary knows of a word as a part of a person's name (the only file that imports pymorphy3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.given_names import is_given_name

# Patronymics as people say them and the dictionary does not: «Палыч», «Алиевича», «оглы».
_PATRONYMIC = re.compile(
    r"[а-я]{2,14}(?:ович|евич|ыч|ич)(?:а|у|ем|е)?\Z|[а-я]{2,14}(?:овн|евн|ичн)(?:а|ы|е|у|ой)\Z"
    r"|(?:оглы|кызы|угли|улы)\Z"
)
# Endings that hardly a common word has when the dictionary does not know it.
_SURNAME = re.compile(
    r"[а-я]{2,16}(?:енко|чук|щук|швили|дзе|янц|оглы|заде)\Z|[а-я]{3,16}ко\Z"
    r"|[а-я]{3,16}(?:ов|ев|ин|ын)(?:а|у|ым|е|ой|ы|ых)?\Z|[а-я]{3,16}ян(?:а|у|ом|е)?\Z"
)
# «Эммочка», «Тимоша»: fond forms, when the dictionary does not know the word.
_FOND = re.compile(r"[а-я]{2,8}(?:очк|ечк|еньк|оньк|ушк|юшк|юш|ус|юс)(?:а|и|е|у|ой)\Z")
_FUNCTIONS = frozenset("PREP CONJ PRCL NPRO VERB INFN ADVB GRND PRED Apro".split())
_PROPER = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad"))
# A reading this unlikely is one of the dictionary's curiosities («по» of Edgar Poe).
_LIKELY = 0.05


@dataclass(frozen=True, slots=True)
class NameForm:
    """What a word may be as a part of a name.

    ``only`` says that it is nothing else, ``known`` that the dictionary has it (what it has not may
    be a rare name), ``common`` that it is a common first name in some case,
    ``surname_ending`` that it ends as surnames do, ``share`` in 0…1 how often the word is met as a part of a name.
    """

    first: bool
    patronymic: bool
    surname: bool
    only: bool
    known: bool
    common: bool
    surname_ending: bool
    share: float

    @property
    def any(self) -> bool:
        """Whether it may be any part of a name."""
        return self.first or self.patronymic or self.surname


@lru_cache(maxsize=65_536)
def name_form(word: str) -> NameForm:
    """Judge one lower-case word, «ё» written as «е»; of a double one, both halves."""
    analyzer = _analyzer()
    if analyzer.word_is_known(word):
        return _from_parses(word, analyzer.parse(word))
    if "-" in word:
        halves = [name_form(half) for half in word.split("-") if half]
        if len(halves) > 1 and all(half.any for half in halves):
            return NameForm(
                first=all(half.first for half in halves),
                patronymic=halves[-1].patronymic,
                surname=all(half.surname for half in halves),
                only=all(half.only for half in halves),
                known=True,
                common=all(half.common for half in halves),
                surname_ending=all(half.surname_ending for half in halves),
                share=min(half.share for half in halves),
            )
    patronymic = _PATRONYMIC.match(word) is not None
    surname = _SURNAME.match(word) is not None
    # «Егорка», «Максимка» of the listed «Егор», «Максим».
    fond = re.sub(r"(?:ч?ик)?(?:а|у|ом|е)?\Z|к[аиуе]\Z|кой\Z", "", word)
    common = word in FIRST_NAMES or fond in FIRST_NAMES
    first = common or is_given_name(word)
    return NameForm(
        first=first or _FOND.match(word) is not None,
        patronymic=patronymic,
        surname=surname,
        only=patronymic or first,
        known=first,
        common=common,
        surname_ending=surname,
        share=float(first),
    )


def _from_parses(word: str, parses: Sequence[Any]) -> NameForm:
    common = word in FIRST_NAMES
    firsts = [each for each in parses if "Name" in each.tag and "plur" not in each.tag]
    surnames = [each for each in parses if "Surn" in each.tag]
    share = sum(each.score for each in (*firsts, *surnames))
    is_common = common or any(each.normal_form in FIRST_NAMES for each in firsts)
    likely = share >= _LIKELY
    return NameForm(
        first=is_common or (bool(firsts) and likely),
        patronymic=any("Patr" in each.tag for each in parses),
        # «Ахмедов» may be to the dictionary but several Ахмеды.
        surname=(bool(surnames) and likely)
        or (_SURNAME.match(word) is not None and any("Name" in each.tag for each in parses)),
        only=all({"Name", "Surn", "Patr"} & each.tag.grammemes for each in parses)
        and bool(firsts or surnames or "Patr" in parses[0].tag),
        known=True,
        common=is_common,
        surname_ending=_SURNAME.match(word) is not None
        and not any(_is_common(each.tag) for each in parses),
        share=share,
    )


@lru_cache(maxsize=4_096)
def is_town(word: str) -> bool:
    """Whether a lower-case word may be the name of a town or a country."""
    return any(parse.is_known and "Geox" in parse.tag for parse in _analyzer().parse(word))


@lru_cache(maxsize=4_096)
def is_person(word: str) -> bool:
    """Whether a lower-case word says who somebody is without a name: «инициатор», «студентка»."""
    parse = _analyzer().parse(word)[0]
    tags = parse.tag.grammemes
    return bool(parse.is_known and {"NOUN", "anim"} <= tags and not _PROPER & tags)


@lru_cache(maxsize=4_096)
def is_common_word(word: str) -> bool:
    """Whether the dictionary knows a lower-case word and never as a name."""
    return _analyzer().word_is_known(word) and not name_form(word).any


@lru_cache(maxsize=4_096)
def is_noun(word: str) -> bool:
    """Whether a lower-case word is a noun before anything else."""
    return "NOUN" in _analyzer().parse(word)[0].tag


@lru_cache(maxsize=4_096)
def cases(word: str, kind: str) -> frozenset[str]:
    """Cases in which a lower-case word may be a noun in the singular; ``kind`` is «anim», «Name» or «NOUN»."""
    tags = [parse.tag for parse in _analyzer().parse(word)]
    return frozenset(str(tag.case) for tag in tags if {"NOUN", "sing", kind} <= tag.grammemes)


def _is_common(tag: Any) -> bool:
    """«Хозяин» and «сколько» end as surnames do, but are used; «лыков» and «лапина» hardly are."""
    is_name = {"NOUN", "nomn"} <= tag.grammemes and not {"Surn", "Name", "Geox"} & tag.grammemes
    return is_name or bool((_FUNCTIONS | {"NUMR"}) & tag.grammemes)


@lru_cache(maxsize=4_096)
def is_function_word(word: str) -> bool:
    """Whether a lower-case word only binds others or says what is done: no thing and nobody."""
    return any(_FUNCTIONS & parse.tag.grammemes for parse in _analyzer().parse(word))


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer  # its dictionary takes a third of a second to open

    return MorphAnalyzer()


@lru_cache(maxsize=16_384)
def grammemes(word: str) -> frozenset[str]:
    """Grammatical marks of the likeliest reading of a lower-case word, its part of speech among them."""
    tag = _analyzer().parse(word)[0].tag
    return frozenset(map(str, tag.grammemes))


@lru_cache(maxsize=16_384)
def name_reading(word: str) -> tuple[str, str, str] | None:
    """As what part of a name (Patr, Surn, Name) a lower-case word is read first, with gender and case."""
    for parse in _analyzer().parse(word):
        for sort in ("Patr", "Surn", "Name"):
            if sort in parse.tag:
                return sort, str(parse.tag.gender), str(parse.tag.case)
    return None
