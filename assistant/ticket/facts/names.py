"""Who writes: ``full_name``.

A name counts where people name themselves: after «меня зовут», at a signature, beside their own
post («старший смены Олег»), alone at the end. A name in the middle is someone else's (a guest, a
guard).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice

from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES, PATRONYMIC
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.place_words import NOT_A_NAME
from assistant.ticket.facts.role_words import OFFICE, OWNER, POST_HINTS, STAFF
from assistant.ticket.facts.rule import compile_spaced

_IS_PATRONYMIC = expression(rf"(?:{PATRONYMIC})\Z")
_WORD = r"(?:[а-я]{2,20}(?:-[а-я]{2,20})?|[a-z]{2,20})"
_INITIALS = r"[а-я]\.\s?(?:[а-я]\.)?"
# A name does not go on in the next line: there stands the post.
_NAME = (
    rf"(?P<name>{_INITIALS}\s?{_WORD}|{_WORD}\x20{_INITIALS}|{_WORD}(?:\x20{_WORD}){{0,2}}"
    r"(?:\x20[а-я]\.)?)"
)
# The customer says so: any capitalised word behind it is the name.
_SAID = compile_spaced(
    r"\b(?:меня зовут|зовут меня|меня(?= [а-я]{3,14} зовут)|мое имя|имя(?: и отчество)?:"
    r"|фио[\s:—–-]|ф\. ?и\. ?о\.?[\s:—–-]|заявитель:?"
    rf"|контактное лицо:?|моя фамилия|фамилия моя|фамилия:)[\s:—–-]{{0,3}}{_NAME}"
)
_INTRODUCED = compile_spaced(
    r"(?:\bя[\s,—–-]{1,3}|\bпишет(?: вам)? |\bвас беспокоит |\bбеспокоит(?: вас)? "
    rf"|\bэто (?:пишет |опять |снова )?|\bна связи |\bна месте |\bспросить |\b(?:клиент|абонент|от|обратил\w{{2,3}}|звонил\w?): ?|\bконтакт[\s:—–-]{{1,3}}){_NAME}"
)
_CLOSING = compile_spaced(
    r"(?:с уважением|с наилучшими пожеланиями|всего доброго|всего хорошего|хорошего (?:дня"
    r"|вечера)|искренне ваш\w?"
    r"|с почтением|заранее (?:спасибо|благодар\w{1,2})|спасибо|благодарю|жду ответа"
    r"|best regards|kind regards|regards)"
    r"(?: за (?:помощь|внимание|понимание|ответ))?[\s,.!:—–-]{1,6}"
    r"(?:[^\n]{0,70}?[,.\n]\s{0,3}|(?:[а-я/-]{2,20}\s){0,8})??"
    rf"{_NAME}(?=\s{{0,3}}(?:[,.!\n;:(/+\d-]|тел|моб|\Z))"
)
_BESIDE_POST = compile_spaced(
    rf"(?:{STAFF}|\bохрана|\bпост охраны|\bук|\bстойка \w+|\bсмена|\bбухгалтерия"
    rf"|\bдиспетчерская)[\s,:—–-]{{1,4}}{_NAME}"
    r"(?=\s{0,2}(?:[.,!;:\n(]|\Z)|\s(?:\+?[78][\s(-]?\d|тел|кпп|пост|жк|кп|бц|снт|уч|дом|кв|посел))"
)
# «Анна, диспетчерская БЦ», «Гусев, участок 40», «Сергей, дом 12».
_BEFORE_POST = compile_spaced(
    rf"(?:\A|[.!?\n]|\s[—–-])\s{{0,3}}{_NAME}(?=,\s{{1,2}}(?:{STAFF}|{OFFICE}|{OWNER}|(?:дом|д|уч|участок"
    r"|кв|квартира|корпус|корп|офис)\.?\s?№?\s?\d|жк|кп|бц|снт|\+7|8[\s(-]?9))"
)
_RESIDES = compile_spaced(
    rf"(?:\A|[.!?,\n]|\bваш|\bя|\bуважением|\s[—–-])[\s,]{{1,3}}{OWNER} {_NAME}(?=\s{{0,2}}(?:[.,!;\n(]|\Z))"
)
_DASH = compile_spaced(rf"(?:\A|[.!?\s])[—–-]{{1,2}}\s{{1,2}}{_NAME}(?=\s{{0,3}}(?:[,.!\n(]|\Z))")
_LAST = compile_spaced(
    rf"(?:[.!?,)\n»\"…]|\s[—–-]|\d|:\)|\bспасибо)[\s,]{{0,3}}{_NAME}[\s.!)]{{0,4}}"
    r"(?=\Z|\n\s?\n|\n[-_>]|,? ?(?:кв|уч|дом|д\.|тел|жк|кп|\+7|\(?8[\s(-]?9)[^\n]{0,60}\Z)"
)
_INITIALLED = compile_spaced(
    rf"(?:\A|[.!?\n,;])\s{{0,3}}(?P<name>{_INITIALS}\s?{_WORD}|{_WORD}\s{_INITIALS})(?!\w)"
)
# First name with patronymic, or surname with first name, standing as a sentence of its own.
_FULL = compile_spaced(
    rf"(?:\A|[.!?\n)])\s{{0,3}}(?P<name>{_WORD}\s{_WORD}(?:\s{_WORD})?)(?=\s{{0,2}}(?:[,.\n(]|\Z))"
)
# In a ticket about an account a name between marks is its holder's: «ЖК «Маяк», Полина, 8 900…».
_BETWEEN_MARKS = compile_spaced(
    rf"(?:[,;:»\"(]|\s[—–-])\s{{0,3}}{_NAME}(?=\s{{0,2}}(?:[,.!;\n()]|\+?\d|\Z))"
)
# Where a sentence begins every word has a capital: a surname alone is no name there.
_OPENS_SENTENCE = compile_spaced(rf"[.!?\n]\s{{0,3}}{_NAME}(?=\s{{0,2}}(?:[,.!;\n()]|\+?\d|\Z))")
_ADDRESSEE = compile_spaced(
    r"(?:здравствуйте|добр\w{2} (?:день|утро|вечер)|привет|уважаем\w{2,3}"
    r"|дорог\w{2,3})[\s,!.]{1,3}\Z"
)
# A surname alone is a name only where people sign.
_SURNAME = expression(
    r"[а-я]{3,}(?:ов|ев|ин|ын|ова|ева|ина|ына|ский|ская|цкий|цкая|енко|чук|юк|ян|дзе|швили)\Z"
)
_IS_POST = compile_spaced(rf"(?:{STAFF}|{OFFICE}|{OWNER})\Z")
_PIECE = expression(r"[а-я]+(?:-[а-я]+)?\.?")
# Words without which a pattern has nothing to find.
_SAYS = ("зовут", "имя", "фио", "ф.", "заявитель", "контактное", "фамили")
_OWNS = ("собственник", "жил", "жит", "арендатор", "пенсионер", "владел", "хозя", "дачни")
_CLOSES = (
    "уважением",
    "пожелан",
    "доброго",
    "хорошего",
    "спасибо",
    "благодар",
    "ответа",
    "regards",
    "почтением",
    "ваш",
)
_INITIAL = expression(r"(?<![а-я])[а-я]\.\s?[а-я]")
# Where a message may end: its last characters and the lines before a quotation or a blank line.
_BLOCK_END = expression(r"\n\s?\n|\n[-_>]")
_BEFORE_END, _BEHIND_END, _MAX_ENDS = 120, 80, 5


def find(text: NormalText) -> Iterator[Fact]:
    """Names by which the customer names themselves."""
    twin = text.text
    if _has_one(_SAYS, twin):
        yield from _named(_SAID, text, said=True)
    yield from _named(_INTRODUCED, text)
    if _has_one(POST_HINTS, twin):
        yield from _named(_BESIDE_POST, text, whole=True)
    yield from _named(_BEFORE_POST, text, whole=True)
    if _has_one(_OWNS, twin):
        yield from _named(_RESIDES, text, whole=True)
    if "—" in twin or "–" in twin or "-" in twin:
        yield from _named(_DASH, text, whole=True)
    if _has_one(_CLOSES, twin):
        yield from _named(_CLOSING, text, whole=True)
    yield from _named(_FULL, text, whole=True)
    if _INITIAL.search(twin):
        yield from _named(_INITIALLED, text, whole=True)
    ends = [match.start() for match in islice(_BLOCK_END.finditer(twin), _MAX_ENDS)]
    for end in (*ends, len(twin)):
        yield from _named(
            _LAST, text, start=max(0, end - _BEFORE_END), end=end + _BEHIND_END, whole=True
        )


def find_between_marks(text: NormalText) -> Iterator[Fact]:
    """Names that stand by themselves anywhere in a text; only where a name has to be told."""
    yield from _named(_BETWEEN_MARKS, text, whole=True)
    yield from _named(_OPENS_SENTENCE, text, whole=True)


def _has_one(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def _named(
    pattern: re.Pattern[str],
    text: NormalText,
    *,
    said: bool = False,
    whole: bool = False,
    start: int = 0,
    end: int = sys.maxsize,
) -> Iterator[Fact]:
    """Names of a pattern in a range of the normalised text.

    ``said`` lets a word outside the list of names be one; ``whole`` asks that no word be left over,
    for what stands behind the name is a part of the pattern.
    """
    for match in pattern.finditer(text.text, start, end):
        first, last = match.span("name")
        if _ADDRESSEE.search(text.text[max(0, first - 30) : first]):
            continue
        signed = pattern in (_CLOSING, _BESIDE_POST, _BEFORE_POST, _BETWEEN_MARKS)
        kept = _trim(text, first, last, said=said, signed=signed)
        if kept and (not whole or last - kept[1] <= 1):
            yield fact_at("full_name", text, *kept)


def _trim(
    text: NormalText, start: int, end: int, *, said: bool, signed: bool
) -> tuple[int, int] | None:
    """Range of the leading words that make a name; nothing when they do not."""
    taken: list[tuple[int, int]] = []
    known = said
    for piece in _PIECE.finditer(text.text, start, end):
        word = piece.group()
        capital = is_capital(text, piece.start())
        is_initial = len(word) == 2 and word.endswith(".")
        is_name = word in FIRST_NAMES or bool(_IS_PATRONYMIC.match(word))
        allowed = said and not taken and word not in NOT_A_NAME
        surname = _SURNAME.match(word) is not None
        if not (is_name or is_initial or ((capital or surname) and word[-1] != ".") or allowed):
            break
        if not is_name and _IS_POST.match(word):
            break
        known = known or is_name or (is_initial and capital) or (signed and capital and surname)
        taken.append(piece.span())
    if not taken or not known:
        return None
    return taken[0][0], taken[-1][1]
