"""Words of a text that may be parts of a person's name, and how surely each is one by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from assistant.personal.name_context import ALONE
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import NameForm, is_noun, name_form
from assistant.russian.normal import NormalText

_WORD = expression(r"[а-я]+(?:-[а-я]+){0,3}")
_INITIALS = expression(r"[а-я]\.\s?[а-я]\.|[а-я]\.(?!\w)")
_SHARE = 0.3
# No name is longer, and the dictionary takes its time over a word that is.
_LONGEST = 40
_NO_NAME = NameForm(
    first=False,
    patronymic=False,
    surname=False,
    only=False,
    known=True,
    common=False,
    surname_ending=False,
    share=0.0,
)
# Names of things that the dictionary takes for people's: marques, programs, heroes of advertising.
THINGS = frozenset(
    "лада порше ауди рено мини маруся орион скрин маркет салют болид сигур домофон вк ио питер питера питере питеру"
    " йота яндекс сбер самокат озон тинькофф битрикс телеграм ватсап вотсап пасс вас мегафон билайн ростелеком ситимобил"
    " автомаршал диадок госуслуги вайбер самсунг нокиа сяоми хуавей хонор айфон айпад андроид виндовс гугл хром"
    " киа логан октавия хендай хундай солярис тойота камри мазда хонда ниссан рапид шкода форд опель пежо бмв"
    " мерседес лексус вайлдберриз авито деливери домру росреестр ресепшн ресепшен роскомнадзор редми реалми леново хаусман".split()
)
# Not names when typed small: «марк машин», «света нет», «мира вам».
_SMALLTHINGS = frozenset(
    "ник ника нику марк марка марки марку марке маркой миня хамит вера надежда любовь слава роман роза лев майя марта".split()
)
# Names typed small that are used as words at least as often: only a post or a relative tells.
WORDS_TOO = frozenset(
    """
    свет света свете свету поля поле поли полю роза розы розе розу роман романа слава славы славе славу
    мила миле лев льва марта марте мая май майе султан вера веры вере веру надежда надежды надежде
    надежду любовь любви лилия лилии майя лада стелла злата злате жене жени женю гена гене рома
    ромы роме саше сашу муса мусе тома тому томе луке раз рая рае рай любой любою жильцов жильцова машиной машиною нона лоре лора зое
    """.split()
)
_ENDING = expression(r"(?:[аеуыи]|ом|ой)\Z")
_PLATE_BEHIND = expression(r"\d| \d{3}(?!\d)")
# «Здраствуйте», «Спосибо», «Пожалуста» with a slip of the finger.
_GREETING = expression(r"[зс]?др?[ао]?[вр]|зд|дор|прив|сп[ао]с|п[ао]жа|[а-я]+[^к]о\Z")
# Speaking to a machine: «Алиса, открой ворота».
_VOICE = expression(r"яндекс|голос|колонк|помощник|навык|умн[а-я]{2} дом|станци[а-я]")
_VOICES = expression(r"алис[аыеу]й?\Z|сири\Z|джой\Z")
# «корпус А. Охрана»: a letter that names a place is no initial.
_LETTERED = expression(r"\b(?:корпус|корп|литер|секци|блок|дом|кв|кпп|пост|ряд|зон|сектор|ворота|класс|пункт|план|вариант)[а-я]{0,3}[.\s№«-]{1,3}\Z")  # fmt: skip


class Strength(IntEnum):
    """How surely a word is a part of a name, before its neighbours are asked."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or one or two initials (``form`` is None), at a range of the normalised text.

    ``capital`` says that the original begins it with a capital and does not shout it.
    """

    start: int
    end: int
    word: str
    capital: bool
    form: NameForm | None
    strength: Strength

    @property
    def is_initials(self) -> bool:
        """Whether it is initials."""
        return self.form is None

    @property
    def may_be_first(self) -> bool:
        """Whether it may be a first name."""
        return self.form is not None and self.form.first

    @property
    def may_be_surname(self) -> bool:
        """Whether it may be a surname."""
        return self.form is not None and self.form.surname

    @property
    def is_followed_by_surname(self) -> bool:
        """Whether a word with a capital right behind it is a surname, whatever else it means."""
        sure = self.may_be_first and self.strength >= Strength.LIKELY
        return self.capital and (sure or self.is_patronymic)

    @property
    def is_surely_surname(self) -> bool:
        """Whether it is a surname by its ending too."""
        return self.may_be_surname and self.ends_as_surname and self.capital

    @property
    def is_before_initial(self) -> bool:
        """Whether one capital letter behind it is an initial: «Петров А», «Дейнека Т»."""
        return self.capital and (self.may_be_surname or self.is_unknown)

    @property
    def is_letter(self) -> bool:
        """Whether it is one capital letter: «Петров А»."""
        return self.capital and len(self.word) == 1

    @property
    def is_listed(self) -> bool:
        """Whether it is a common first name, and no common word when typed small."""
        if self.form is None or self.strength is Strength.NONE or not self.form.common:
            return False
        return self.capital or self.word not in WORDS_TOO

    @property
    def ends_as_surname(self) -> bool:
        """Whether it ends as surnames do."""
        return self.form is not None and self.form.surname_ending

    @property
    def is_common_first(self) -> bool:
        """Whether it is a common first name in some case."""
        return self.form is not None and self.form.common and self.strength is not Strength.NONE

    @property
    def is_rare_small(self) -> bool:
        """Whether a word without a capital is a surname by its ending and the dictionary: «лапиной»."""
        return not self.capital and self.ends_as_surname and is_noun(self.word)

    @property
    def is_syllable(self) -> bool:
        """Whether it may be one of three words of a Chinese, Korean or Vietnamese name: «Ким Чен Су»."""
        return self.capital and 1 < len(self.word) < 6 and "-" not in self.word

    @property
    def is_strange(self) -> bool:
        """Whether it is a long word with a capital that the dictionary lacks, by its ending a noun."""
        is_odd = self.capital and self.is_unknown and len(self.word) > 3 and "-" not in self.word
        return is_odd and is_noun(self.word) and not _GREETING.match(self.word)

    @property
    def is_unknown(self) -> bool:
        """Whether the dictionary has no such word."""
        return self.form is not None and not self.form.known

    @property
    def is_rare_surname(self) -> bool:
        """Whether a word with a capital is no common one, or ends as surnames do."""
        return self.capital and self.form is not None and self.strength > Strength.NONE

    @property
    def is_patronymic(self) -> bool:
        """Whether it is a patronymic."""
        return self.form is not None and self.form.patronymic

    @property
    def is_named(self) -> bool:
        """Whether it may be any part of a name."""
        return self.form is not None and self.form.any


def is_thing(word: str) -> bool:
    """Whether a word names a thing, in any case: «Озона», «Сбере»."""
    return word in THINGS or _ENDING.sub("", word) in THINGS


def is_spoken_to(text: NormalText, word: str) -> bool:
    """Whether a word is the name of a machine that people speak to, in a text about one."""
    return _VOICES.match(word) is not None and _VOICE.search(text.text) is not None


def pieces_of(text: NormalText) -> Iterator[Piece]:
    """Every word and all initials of a text, in order."""
    has_voice = _VOICE.search(text.text) is not None
    done = 0
    last_initials: re.Match[str] | None = None
    for match in _WORD.finditer(text.text):
        start, end = match.span()
        if start < done:
            continue
        word = match.group()
        if len(word) == 1 and _PLATE_BEHIND.match(text.text, end):
            continue  # «Логан С846УВ152»
        capital = is_capital(text, start)
        if len(word) == 1:
            initials = _initials(text, start, capital=capital)
            if initials:
                done = initials.end()
                last_initials = initials
                yield Piece(start, done, initials.group(), capital, None, Strength.POSSIBLE)
                continue
        elif capital and is_capital(text, start + 1):
            capital = False  # shouted
        form = _form(text, match, capital=capital)
        strength = _strength(word, form, capital=capital)
        if has_voice and _VOICES.match(word):
            strength = Strength.NONE
        elif capital and last_initials and _is_surname_behind(text.text, last_initials, match):
            strength = max(strength, Strength.POSSIBLE)
        last_initials = None
        yield Piece(start, end, word, capital, form, strength)


def _form(text: NormalText, match: re.Match[str], *, capital: bool) -> NameForm:
    word = match.group()
    form = name_form(word) if len(word) <= _LONGEST else _NO_NAME
    if form.any or not capital:
        return form
    if word.startswith("тем") and text.original[text.offsets[match.start() + 1]] == "ё":
        return name_form("артем")  # «Тёма» is somebody, «тема» is not
    if text.text[match.end() : match.end() + 1] in (",", "!"):  # «Анют, глянь»
        for ending in ("а", "я"):
            if word + ending in FIRST_NAMES:
                return name_form(word + ending)
    return form


def _is_surname_behind(text: str, initials: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word is the surname of initials: behind two of them, or behind one and alone."""
    if word.start() - initials.end() > 1:
        return False
    return initials.group().count(".") > 1 or ALONE.match(text, word.end()) is not None


def _initials(text: NormalText, start: int, *, capital: bool) -> re.Match[str] | None:
    match = _INITIALS.match(text.text, start)
    said = text.text[max(0, start - 12) : start]
    if match is None or said[-1:].isalnum() or _LETTERED.search(said):  # «1С. Участники»
        return None
    # «иванов и.и.»: two small letters are initials too, one is an abbreviation.
    return match if capital or match.group().count(".") > 1 else None


def _strength(word: str, form: NameForm, *, capital: bool) -> Strength:
    if is_thing(word) or (not capital and word in _SMALLTHINGS) or len(word) == 1:
        return Strength.NONE
    if form.patronymic or (form.only and form.any and (capital or len(word) > 3)):
        return Strength.SURE
    if capital and form.any:
        return Strength.LIKELY
    if capital and (form.surname_ending or not form.known):
        return Strength.POSSIBLE
    is_common = form.common and word not in WORDS_TOO
    is_surname = form.surname and form.surname_ending and word not in WORDS_TOO
    is_likely = form.share >= _SHARE or is_common or is_surname
    return Strength.POSSIBLE if form.any and is_likely and len(word) > 2 else Strength.NONE
