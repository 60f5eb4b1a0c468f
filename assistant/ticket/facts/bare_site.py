"""A site named without its type: ``object`` of «Лукоморье», «Ясная Поляна, дом 5», «это журавли».

A name counts where people put the name of a site: beside an address, as a piece of its own at the
end, behind «мы в», «это», «охрана», in quotes. People, cities, brands and posts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.russian.capitals import is_capital, is_shouted
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES, PATRONYMIC
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.place_words import (
    ADJECTIVE,
    ELSEWHERE,
    GENERIC,
    NO_SITE,
    NOT_A_NAME,
    PLACE_NOUN,
)
from assistant.ticket.facts.rule import compile_spaced

_NAME = r"(?P<name>[а-я]{3,20}(?:[ -](?:[а-я]{3,20}|\d{1,2}(?!\w))){0,3})"
_EDGE = r"(?:\A|[.!?…,;:\n(—–-])\s{0,3}"
_PART = (
    r"(?:дом[ае]?|д|корпус[ае]?|корп|к|участ(?:ок|ке)|уч|квартир[аы]|кв|секци[яи]|подъезд|офис[ае]?|оф"
    r"|бокс|лини[яи]|этаж|кпп|пост|блок|строение)(?![а-я])"
)
# «Светлогорье, 14 дом», «Ясная Поляна 12 участок», «озерный край, дом 16».
_BESIDE_ADDRESS = compile_spaced(
    rf"{_EDGE}(?:жк |это |тут |адрес[: ]{{1,2}})?{_NAME}[\s,.]{{1,3}}"
    rf"(?:{_PART}\.?[\s№-]{{0,3}}(?:\d|[«\"]|[а-д](?=[.,;!?\n]|\Z))|\d{{1,4}}[а-д]?(?:-?[а-я]{{1,2}})? (?:{_PART}))"
)
# A piece of its own that ends the text or a line: «въезд с трассы, Лукоморье».
_PIECE = compile_spaced(rf"{_EDGE}{_NAME}(?=\s{{0,3}}(?:[.!?]{{0,4}}\s*\Z|[.!]?\n))")
# «Мы в Румянцево», «нас в Марьино Парк не пускают», «живу в Изумрудном».
_STAYS = compile_spaced(
    r"\b(?:я|мы|нас|меня|мне|нам|живу|живем|проживаю|проживаем|нахожусь|находимся|работаю|работаем"
    r"|стою|стоим|сижу|сидим|переехал[аи]?|переезжаем|снимаю|снимаем|купил[аи]?"
    r"|квартиру|дом|участок|офис|доступ|вас беспокоят|беспокоят)"
    rf"(?: [а-я]{{2,10}}){{0,2}}? (?:в|во|из|на) {_NAME}"
)
# «Это журавли», «тут рощино»: in small letters only names that sites like to bear.
_THIS_IS = compile_spaced(
    rf"(?:\A|[.!?,;\n-]\s{{0,3}})(?:а )?(?:это|мы|тут) {_NAME}(?=\s?[.,!?\n]|\Z)"
)
# Words before a name in quotes that leave no doubt, whatever follows it.
_HOLDER = (
    r"(?:охран\w{1,2}|территори\w|ук|управляющ\w{2,3} компани\w|тсж|тсн|снт"
    r"|администраци\w|правлени\w|служб\w эксплуатации|ассоциаци\w(?: \w+)?|товариществ\w|кампус\w?|отел\w{1,2}|гостиниц\w|площадк\w"
    r"|стройк\w|стройплощадк\w|склад\w{0,3}|баз[аые]|завод\w?|фабрик\w|школ\w|клиник\w|пансионат\w?"
    r"|санатори\w|лице[йяе]\w?|парк\w?|квартал\w?|кластер\w?|гск|дачи|жител\w{1,3}|жильц\w{1,2}"
    r"|жилец|проживаю в|живу в|живем в|нахожусь в|моего|нашего|наш|наши|мой|нашем)"
)
_QUOTED = compile_spaced(
    rf"\b{_HOLDER}\s{{1,3}}(?P<name>[«\"“„][а-яa-z][^«»\"“”„\n]{{2,40}}[»\"”“](?:-\d)?)"
)
_IN_QUOTED = compile_spaced(
    r"\b(?:в|во|из|на)\s(?P<name>[«\"“„](?P<words>[а-я]{3,20}(?:[ -][а-я\d]{1,20}){0,3})[»\"”“])"
)
_PERSON = expression(
    rf"(?:{PATRONYMIC}|[а-я]{{3,}}(?:ов|ев|ова|ева|ына|ский|ская|цкий|цкая|енко|чук|швили|дзе))\Z"
)
# Endings of names of places: «Лукоморье», «Рощино», «Горелово», «Светлогорье».
_TOPONYM = expression(r"[а-я]{3,}(?:ово|ево|ино|ыно|ье|ьево|горск|град|бург|поле|бор|лесье)\Z")


def find(text: NormalText) -> Iterator[Fact]:
    """Sites named without a type."""
    twin = text.text
    for pattern, judge in (
        (_BESIDE_ADDRESS, _is_beside_address),
        (_PIECE, _is_piece),
        (_STAYS, _is_capital_place),
        (_THIS_IS, _is_called),
    ):
        for match in pattern.finditer(twin):
            end = _name_end(
                text, match.start("name"), match.end("name"), judge is _is_capital_place
            )
            if end and judge(text, match.start("name"), end):
                yield fact_at("object", text, match.start("name"), end)
    if "«" in twin or '"' in twin or "“" in twin or "„" in twin:
        yield from _quoted(text)


def _quoted(text: NormalText) -> Iterator[Fact]:
    """Names in quotes behind a word that says whose they are, or a place by its own words."""
    for match in _QUOTED.finditer(text.text):
        if is_capital(text, match.start("name") + 1) and not NO_SITE.match(match.group("name")):
            yield fact_at("object", text, *match.span("name"))
    for match in _IN_QUOTED.finditer(text.text):
        words = match.group("words").split()
        named = PLACE_NOUN.match(words[-1]) or any(map(_TOPONYM.match, words))
        if (
            named
            and is_capital(text, match.start("words"))
            and not NO_SITE.match(match.group("name"))
        ):
            yield fact_at("object", text, *match.span("name"))


def _name_end(text: NormalText, start: int, end: int, capitals: bool) -> int:
    """Where the words that may be a name end; 0 when the first one cannot begin it.

    ``capitals`` asks each further word to be capitalised, unless it is a noun of places.
    """
    kept = 0
    for word in re.finditer(r"[а-я\d]+", text.text[start:end]):
        form, at = word.group(), start + word.start()
        if form in NOT_A_NAME or form in FIRST_NAMES or ELSEWHERE.match(form):
            return kept if capitals else 0
        if kept and capitals and not is_capital(text, at) and not PLACE_NOUN.match(form):
            return kept
        kept = start + word.end()
    return kept


def _is_beside_address(text: NormalText, start: int, end: int) -> bool:
    words = text.text[start:end].replace("-", " ").split()
    if _is_person(words):
        return False
    if len(words) == 1:
        if text.text[end : end + 1] not in (",", "."):
            return False
        first = is_capital(text, start) and not is_shouted(text, start)
        return bool(_TOPONYM.match(words[0]) or (first and not ADJECTIVE.match(words[0])))
    return _is_called(text, start, end) or _all_capital(text, start, end)


def _is_piece(text: NormalText, start: int, end: int) -> bool:
    """Whether a piece at an end is a site: capitals in the middle of a sentence, or its own words."""
    words = text.text[start:end].replace("-", " ").split()
    if _is_person(words) or not _all_capital(text, start, end):
        return False
    if len(words) > 1:
        return _is_called(text, start, end)
    if ADJECTIVE.match(words[0]) or len(words[0]) < 5:
        return False
    before = text.text[max(0, start - 3) : start].strip()
    return bool(_TOPONYM.match(words[0])) or before.endswith(",")


def _is_capital_place(text: NormalText, start: int, end: int) -> bool:
    first = text.text[start:end].split()[0]
    if len(first) < 4 or not is_capital(text, start) or is_shouted(text, start):
        return False
    return not _PERSON.match(first) or bool(_TOPONYM.match(first))


def _is_called(text: NormalText, start: int, end: int) -> bool:
    """Whether the words themselves are those of a site: «сосновый бор», «журавли», «рощино»."""
    name = text.text[start:end]
    if is_called(name):
        return True
    first, *rest = name.replace("-", " ").split()
    if not rest or rest[-1].isdigit():
        return False
    named = PLACE_NOUN.match(rest[-1]) or PLACE_NOUN.match(first) or ADJECTIVE.match(first)
    return bool(named) and _all_capital(text, start, end)


def is_called(name: str) -> bool:
    """Whether words in small letters are those of a site, written as they may be."""
    first, *rest = name.replace("-", " ").split()
    if not rest:
        return bool(PLACE_NOUN.match(first) or _TOPONYM.match(first)) and not GENERIC.match(first)
    if ADJECTIVE.match(first) and PLACE_NOUN.match(rest[-1]):
        return True
    return rest[-1].isdigit() and "-" in name


def _all_capital(text: NormalText, start: int, end: int) -> bool:
    """Whether each word of a range begins with a capital, in a text that is not all capitals."""
    if is_shouted(text, start):
        return False
    words = re.finditer(r"[а-я]+", text.text[start:end])
    return all(is_capital(text, start + word.start()) for word in words)


def _is_person(words: list[str]) -> bool:
    return (
        any(word in FIRST_NAMES for word in words)
        or bool(_PERSON.match(words[0]))
        or (bool(_PERSON.match(words[-1])) and not PLACE_NOUN.match(words[-1]))
    )
