"""What of a run of personal tokens is masked: its edges trimmed, and the run left when it cannot be personal.

The tagger is surer of where something stands than of where it ends, and a number is soon taken for
another; these are the rules that keep what it takes beside.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.personal import name_context
from assistant.personal.context import is_ticket_number
from assistant.personal.learnt.labels import OTHER
from assistant.personal.learnt.tokens import Token
from assistant.personal.name_words import WORDS_TOO, is_thing
from assistant.personal.names import is_of_no_person
from assistant.russian.expression import expression
from assistant.russian.morphology import grammemes, is_common_word, is_function_word, is_person
from assistant.russian.normal import NormalText

_HOME = expression(
    r"(?:(?:дом|кварт|комнат|корп|улиц|строен|подъезд|парадн|этаж|участ|переул|просп|проезд|алле|шоссе|набережн|апарт|вилл"
    r"|таунхаус|коттедж|владен|лит|секци|блок|лини|город|пос|мкр|обл|село|деревн)[а-я]{0,5}|д|кв|к|ул|под|эт|уч|пер|пр|ш|г|стр)\Z"
)
_NUMERAL = expression(
    r"(?:нол|нул|один|одна|два|две|три|четыр|пять|пят|шест|сем|восем|восьм|девя|десят|сорок|сто|двести|дважды|плюс)[а-я]*\Z"
)
_FILE = expression(r"\.(?:pdf|png|jpe?g|docx?|xlsx?|heic)\Z", re.IGNORECASE)
_ODD_MARK = expression(r"[^\d\s()+.-]")
# «masha.home_», «anna гав ya точка ру»: an address has a mark of its own.
_WRITTEN_TO = expression(r"[@_]|соба[кч]|гав|точка", re.IGNORECASE)
_WRITTEN_BY = frozenset({"mail", "email", "e", "почта", "http", "https", "www"})
_BETWEEN_NAMES = frozenset({",", ";", ":", "\n", "/", "|"})
# «Абу Бакр ибн Юсуф».
_LONGEST_NAME, _INITIALS = 4, 2
# What joins the parts of an address.
_JOINS = frozenset({"на", "по", "и", "номер", "под", "от"})


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens side by side of one label."""

    label: str
    tokens: tuple[Token, ...]


def spans_of(text: NormalText, run: Run, hidden: Collection[int]) -> Iterator[tuple[int, int]]:
    """The ranges of a run to be masked; ``hidden`` has the starts of tokens that rules mask."""
    for part in _parts(run):
        tokens = _trimmed(part, _DULL[run.label])
        if any(each.start not in hidden and each.word.isalnum() for each in tokens):
            touches = any(each.start in hidden for each in tokens)
            if _fits(text, run.label, tokens, touches=touches):
                yield tokens[0].start, tokens[-1].end


def _parts(run: Run) -> Iterator[Sequence[Token]]:
    """A run without the words that no value of its kind goes over."""
    divides = _DIVIDES.get(run.label, _divides_number)
    part: list[Token] = []
    for token in run.tokens:
        if divides(token):
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _divides_name(token: Token) -> bool:
    if token.word in _BETWEEN_NAMES:
        return True
    if len(token.word) < 3 or token.shape == "Xx":
        return False
    is_shouted = token.shape == "XX" and _is_common(token)
    # Of small letters in a foreign language nothing is known.
    return is_shouted or _is_function(token) or token.word.isascii()


def _divides_address(token: Token) -> bool:
    word = token.word
    if not word.isalpha() or _NUMERAL.match(word) or word in _JOINS:
        return False
    is_count = _HOME.match(word) is not None and {"plur", "gent"} <= grammemes(word)
    return is_count or (not _HOME.match(word) and _dull_in_address(token, False))


def _divides_plate(token: Token) -> bool:
    return len(token.word) > 2 and _is_function(token)


def _divides_number(token: Token) -> bool:
    return token.word == "или" or (
        len(token.word) > 2 and token.is_russian and "VERB" in grammemes(token.word)
    )


def _trimmed(tokens: Sequence[Token], is_dull: Callable[[Token, bool], bool]) -> Sequence[Token]:
    is_alone = sum(len(each.word) > 1 and each.word.isalpha() for each in tokens) < 2
    first, last = 0, len(tokens)
    while first < last and (is_dull(tokens[first], is_alone) or _opens(tokens[first:last])):
        first += 1
    while first < last and (is_dull(tokens[last - 1], is_alone) or _closes(tokens[first:last])):
        last -= 1
    return tokens[first:last]


def _opens(tokens: Sequence[Token]) -> bool:
    """Whether a run begins with the name of a dwelling that no number follows: «квартиру (Мытищи…»."""
    return len(tokens) > 1 and tokens[1].word == "(" and _HOME.match(tokens[0].word) is not None


def _closes(tokens: Sequence[Token]) -> bool:
    """Whether a run ends with a short word for a part of an address that has no number: «кв 6 к»."""
    last = tokens[-1].word
    return len(tokens) > 1 and len(last) < 3 and _HOME.match(last) is not None


def _fits(text: NormalText, label: str, tokens: Sequence[Token], *, touches: bool) -> bool:
    """Whether a run may be what the tagger takes it for; ``touches`` a span that rules mask."""
    start, end = tokens[0].start, tokens[-1].end
    value = text.original[start:end]
    digits = sum(each.isdigit() for each in value)
    words = [each for each in tokens if each.word.isalpha()]
    if label == "name":
        is_word = any(len(each.word) > 1 and not each.word.isascii() for each in words)
        at, until = bisect_left(text.offsets, start), bisect_left(text.offsets, end)
        letters = sum(len(each.word) == 1 for each in words)
        is_short = letters <= _INITIALS and len(words) - letters <= _LONGEST_NAME
        return not digits and is_word and is_short and not is_of_no_person(text, at, until)
    if label == "contact":
        return not touches and _WRITTEN_TO.search(value) is not None and not _FILE.search(value)
    if label == "address":
        is_told = any(_HOME.match(each.word) for each in words)
        is_counted = any(_NUMERAL.match(each.word) for each in words)
        return bool(words) and (digits > 0 or (is_told and is_counted))
    if label == "birth":
        return digits > 1
    if is_ticket_number(text.text, bisect_left(text.offsets, start)) and label != "plate":
        return False
    if label == "plate":
        return digits > 1 and sum(len(each.word) for each in words) > 1
    if label == OTHER:
        return digits > 3
    told = [each for each in words if _NUMERAL.match(each.word)]
    if told:
        return digits > 0 or len(told) > 2
    # Digits as they are usually written are the rules' own.
    return digits > 8 and not touches and _ODD_MARK.search(value) is not None


def _is_common(token: Token) -> bool:
    return token.is_russian and is_common_word(token.word)


def _is_function(token: Token) -> bool:
    return token.is_russian and is_function_word(token.word)


def _is_mark(token: Token) -> bool:
    return not token.word.isalnum()


def _dull_in_name(token: Token, is_alone: bool) -> bool:
    """A word at the edge of a name that is none: «диспетчер», «папа», a marque."""
    word = token.word
    if _is_mark(token) or word.isdigit() or _is_function(token) or is_thing(word):
        return _is_mark(token) or len(word) > 1
    if name_context.CUE.search(f"{word} ") or word in name_context.PEOPLE:
        return True
    is_small = token.shape == "xx"
    return (
        is_small
        and token.is_russian
        and (is_person(word) or (is_alone and (word in WORDS_TOO or is_common_word(word))))
    )


def _dull_in_address(token: Token, _: bool) -> bool:
    word = token.word
    if not word.isalpha():
        return _is_mark(token)
    if _HOME.match(word) or _NUMERAL.match(word):
        return False
    is_small = token.shape == "xx" and _is_common(token)
    return is_small or _is_function(token) or is_thing(word)


def _dull_in_number(token: Token, _: bool) -> bool:
    word = token.word
    if not word.isalpha():
        return _is_mark(token) and word not in "+*"
    if len(word) == 1 or _NUMERAL.match(word):
        return False
    return _is_function(token) or _is_common(token) or (word.isascii() and len(word) > 3)


def _dull_in_phone(token: Token, is_alone: bool) -> bool:
    is_letter = len(token.word) == 1 and token.word.isalpha()
    return is_letter or _dull_in_number(token, is_alone)


def _dull_in_contact(token: Token, _: bool) -> bool:
    is_small = token.shape == "xx" and _is_common(token)
    return is_small or (_is_mark(token) and token.word not in "@_") or token.word in _WRITTEN_BY


_DULL: dict[str, Callable[[Token, bool], bool]] = {
    "name": _dull_in_name,
    "address": _dull_in_address,
    "phone": _dull_in_phone,
    "plate": _dull_in_number,
    "birth": lambda token, _: _is_mark(token),
    OTHER: _dull_in_number,
    "contact": _dull_in_contact,
}
_DIVIDES: dict[str, Callable[[Token], bool]] = {
    "name": _divides_name,
    "address": _divides_address,
    "contact": lambda _: False,
    "plate": _divides_plate,
}
