"""What stands before a street or a flat and belongs to the address: village, district, town, region."""

from __future__ import annotations

import re

from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.morphology import is_town
from assistant.russian.normal import NormalText

_SORT = (
    r"(?:г|гор|город|обл|область|края?|респ|республика|р-н|район|мк?рн?|мкр-н|микрорайон|пгт|рп|село"
    r"|дер|деревня|станица|хутор)(?!\w|-)\.?"
)
_PLACE = expression(
    rf"(?<![\w«-])(?:\d{{6}},\s?)?(?P<before>{_SORT}\s?)?(?P<name>[а-я][а-я\d-]{{2,20}}(?:\s[а-я][а-я-]{{2,20}})?)(?P<behind>\s{_SORT})?,\s{{0,2}}\Z"
)
_VILLAGE = expression(r"(?<![\w«-])[а-я][а-я-]{3,20}\s\Z")
# «Есенина, дом 65»: a street without the word.
_STREET = expression(
    r"(?<![\w«-])(?:[а-я]{3,15}\s)?[а-я-]{2,20}(?:ая|ой|ую|ого|его|ова|ева|ина|ына|ы|я|и)(?:\s\d{1,2}-?[а-я]{1,2})?,?\s\Z"
)
_HOUSE = expression(r"(?:д\.|дом)\s?\d")
_REACH = 60
_MOST = 5


def with_places(text: NormalText, start: int, end: int) -> Range:
    """An address without marks at its ends, with the places named before it."""
    start, end = _trimmed(text.text, start, end)
    street = _STREET.search(text.text, max(0, start - _REACH), start)
    if street and _HOUSE.match(text.text, start):
        words = [
            street.start() + each.start() for each in re.finditer(r"[^\W\d][^\s,]+", street.group())
        ]
        words = [
            each
            for each in words
            if not text.text[each - 1].isalnum() and text.text[each - 1] != "-"
        ]
        capitals = [each for each in words if is_capital(text, each)]
        if capitals and words[-1] in capitals:
            first = _first_place(text, capitals[0])
            is_sure = re.search(
                r"(?:ая|ой|ую|ого|ова|ева|ина)(?:\s\d{1,2}-?[а-я]{1,2})?,?\s\Z", street.group()
            )
            if first < capitals[0] or is_sure:
                return first, end
    village = _VILLAGE.search(text.text, max(0, start - _REACH), start)
    if village and is_capital(text, village.start()):
        first = _first_place(text, village.start())
        return (first, end) if first < village.start() else (start, end)
    return _first_place(text, start), end


def _first_place(text: NormalText, start: int) -> int:
    """Where the row of places begins that ends at ``start``."""
    for _ in range(_MOST):
        place = _PLACE.search(text.text, max(0, start - _REACH), start)
        if place is None:
            break
        names = [place.start("name") + each.start() for each in re.finditer(r"\S+", place["name"])]
        capitals = [is_capital(text, each) for each in names]
        if not capitals[-1]:
            break
        first = names[0] if all(capitals) else names[-1]
        is_told = place["before"] or place["behind"]
        words = text.text[first : place.end("name")]
        if not (is_told or is_town(words) or any(map(is_town, words.split()))):
            break
        start = place.start() if first == names[0] else first
    return start


def _trimmed(text: str, start: int, end: int) -> Range:
    while end > start and text[end - 1] in " \n\t,;:-":
        end -= 1
    while start < end and text[start] in " \n\t,;:-":
        start += 1
    return start, end
