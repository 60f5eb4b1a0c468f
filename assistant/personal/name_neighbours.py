"""What the words beside a word tell of whether it is a name."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.personal import name_context
from assistant.personal.context import before
from assistant.personal.name_words import WORDS_TOO, Piece, Strength, is_thing
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.given_names import is_also_given_name
from assistant.russian.morphology import cases, is_function_word, is_noun, is_person, is_town

_SHORT = 5
_PREVIOUS = expression(r"(?<![\w-])([а-я]{3,20})[ \t]{1,2}\Z")
# Who is called by what they do: «редактору», «исполнителем», «плательщик».
_OFFICE = expression(
    r"(?:тель|ник|ниц|щик|чик|ер|ор|ист|ант|ент|ец|лог|граф|арь|лиц|ич)(?:[аеуыияю]|ом|ем|ей|ой|ам|ов|ами|ах)?\Z"
)
# What a form asks for: «Фамилия, Имя, Телефон».
FIELDS = frozenset(
    "имя фамилия отчество телефон госномер комментарий адрес дата номер гость должность объект почта"
    " пользователь клиент квартира участок марка".split()
)


def is_said(text: str, piece: Piece) -> bool:
    """Whether the words before a piece announce a name, so that it is one whatever the dictionary says."""
    said = name_context.told(before(text, piece.start, 60))
    if said is None or piece.is_initials or piece.word in FIELDS:
        return False
    if _is_filled_in(text, piece, said.group()):
        return True
    is_speaker = text[piece.end : piece.end + 1] == ":" and is_person(piece.word)
    if is_function_word(piece.word) or is_speaker:
        return False
    # «Как зовут оператора»: who it is, not what name.
    is_role = not piece.capital and not piece.is_named and is_person(piece.word)
    is_loud = ("зовут" in said.group() and not is_role) or (
        "фио" in said.group() and piece.is_unknown
    )
    is_small_name = piece.is_named and piece.word not in WORDS_TOO
    return piece.capital or is_small_name or is_loud


def _is_filled_in(text: str, piece: Piece, said: str) -> bool:
    """Whether a word is what a form asked for, whatever it means: «Фамилия: Тё», «фамилия петух»."""
    if piece.capital and ":" in said:
        return text[piece.end : piece.end + 1] in ("", "\n")
    is_asked = re.search(r"(?:имя|фамилия) ?\Z", said) is not None
    is_alone = name_context.ALONE.match(text, piece.end) is not None
    return is_asked and is_alone and "nomn" in cases(piece.word, "NOUN")


def is_announced(said: str, piece: Piece) -> bool:
    """Whether a person comes by the words before: a post, a relative, whoever does what people do."""
    if name_context.CUE.search(said) is not None:
        return True
    is_surname = piece.ends_as_surname and piece.may_be_surname
    if is_town(piece.word) or not (piece.capital or piece.is_listed or is_surname):
        return False
    return name_context.DONE.search(said) is not None or _person_before(said) is not None


def is_called(text: str, piece: Piece) -> bool:
    """Whether a common word is somebody's name here, as it follows a post or what somebody did.

    «Прапорщик Дудка», «принял Кабан», «приходил гена»: it stands in the case of the post.
    """
    if piece.strength is not Strength.NONE or piece.is_initials or is_thing(piece.word):
        return False
    if piece.capital and piece.is_named:
        return False  # taken for none on purpose: «Алиса» who listens
    said = before(text, piece.start)
    if not piece.capital:
        is_surname = piece.ends_as_surname and piece.may_be_surname
        is_name = is_surname or piece.word in FIRST_NAMES
        return is_name and name_context.DONE.search(said) is not None
    is_site = re.match(r"\.\w", text[piece.end : piece.end + 2]) is not None  # «Дом.ру»
    is_apart = name_context.ALONE.match(text, piece.end) or name_context.DOES.match(text, piece.end)
    return bool(is_apart) and not is_site and _is_surname_here(piece.word, said)


def _is_surname_here(word: str, said: str) -> bool:
    """Whether a common word with a capital is a surname behind these words."""
    is_inside = name_context.STARTS.search(said) is None
    if is_inside and is_also_given_name(word):
        return True
    if is_function_word(word) or is_post(word):
        return False
    is_listed = name_context.LISTED.search(said) is not None and bool(cases(word, "anim"))
    if is_listed or name_context.SLASHED.search(said):
        return True
    if name_context.DONE.search(said):
        return "nomn" in cases(word, "NOUN")
    if is_inside and is_beast(word):
        return "nomn" in cases(word, "anim")
    person = _person_before(said)
    if person is None:
        return name_context.CUE.search(said) is not None
    is_formal = name_context.FORMAL.search(said) is not None  # «господин Адлер» is no town
    return bool(cases(person, "NOUN") & cases(word, "NOUN")) and (is_formal or not is_town(word))


@lru_cache(maxsize=4_096)
def is_beast(word: str) -> bool:
    """Whether a word names something alive that is no office: a capital inside a sentence makes it a surname."""
    if word in name_context.PEOPLE or is_post(word):
        return False
    return bool(cases(word, "anim")) and _OFFICE.search(word) is None


def is_post(word: str) -> bool:
    """Whether a word says what somebody is: «инженер», «соседка»."""
    return name_context.CUE.search(f"{word} ") is not None


def is_person_at_end(said: str) -> bool:
    """Whether a text ends with a word for somebody, as whoever is named next is: «гость иностранец: »."""
    person = re.search(r"([а-я]{3,20})[ :,—–(-]{1,4}\Z", said)
    return person is not None and is_person(person[1])


def _person_before(said: str) -> str | None:
    """The word that says who somebody is, right before a name: «инициатор», «студентка»."""
    previous = _PREVIOUS.search(said)
    return previous[1] if previous and is_person(previous[1]) else None


def ends(text: str, surname: Piece, piece: Piece) -> bool:
    """Whether a word with a capital behind a surname is the first name, whatever it means: «Заволокин Дар»."""
    if not (surname.is_surely_surname and piece.capital and is_noun(piece.word)):
        return False
    is_alone = name_context.ALONE.match(text, piece.end) is not None
    return is_alone and not (is_town(piece.word) or is_post(piece.word) or is_thing(piece.word))


def _is_short_of_name(piece: Piece, following: Piece) -> bool:
    """Whether a short word before a patronymic agrees with it, as «марь» does."""
    is_short = len(piece.word) <= _SHORT and is_noun(piece.word) and not is_post(piece.word)
    return is_short and bool(cases(piece.word, "NOUN") & cases(following.word, "NOUN"))


def is_signature(text: str, start: int, end: int) -> bool:
    """Whether words with capitals are all that the last line has, as a signature is."""
    behind = text[end : end + 40]
    said = before(text, start)
    return not behind.strip(" .\n") and name_context.STARTS.search(said) is not None


def leads(text: str, piece: Piece, following: Piece) -> bool:
    """Whether a word with a capital belongs to the name behind it: «Сан Саныч», «Долгих Вера»."""
    if piece.is_initials:
        return False
    if not piece.capital:
        has_initials = following.is_initials and following.word.count(".") > 1
        is_first = following.strength is Strength.SURE and following.may_be_first
        if following.is_patronymic and (piece.may_be_first or _is_short_of_name(piece, following)):
            return True  # «соседка роза ибрагимовна», «марь иванна»
        return piece.ends_as_surname and (has_initials or is_first)
    if following.is_patronymic:
        return len(piece.word) <= _SHORT
    if not (following.is_initials or following.strength >= Strength.LIKELY):
        return False
    said = before(text, following.start)
    is_called = name_context.CUE.search(said) or name_context.LOOSE_CUE.search(said)
    if is_called or is_function_word(piece.word):
        return False
    if following.is_initials:
        is_signed = is_signature(text, piece.start, following.end)  # «Горшок М.»
        return following.word.count(".") > 1 or is_signed
    # «Камера Сергея» is no surname; «Долгих Вера» is, since the first name is as it is listed.
    is_listed = following.word in FIRST_NAMES or (following.may_be_first and piece.ends_as_surname)
    is_inside = name_context.STARTS.search(before(text, piece.start)) is None
    is_alone = name_context.ALONE.match(text, following.end) is not None
    if is_inside and following.is_surely_surname:
        return True  # «теперь Киса Воробьянинов»
    return is_listed and (is_inside or is_alone)
