"""A street named without «улица»: ``address`` of «Солнечная, 12», «на Садовой 3», «Лесная 14Б».

A capital and an ending of adjectives make the street, the number behind it the house.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.russian.capitals import is_capital, is_shouted
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.rule import compile_spaced

_STREET = compile_spaced(
    r"(?<![\w-])(?P<name>[а-я]{3,18}(?:ая|ской|ной|вой|ой|ский|ный))(?:, | )"
    r"\d{1,3}(?:/\d{1,3}|[а-е](?!\w)| ?к(?:орп)?\.? ?\d{1,2})?(?![\w:]|[.,-]\d)"
    r"(?! ?(?:час|мин|раз|лет|машин|мест|человек|полос|дн|сут|руб|мин|подряд|штук|этаж|гост|корпус|дом"
    r"|участ|кв|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|пост|ворот|кпп))"
)
# Adjectives that stand before a number without being a street.
_NO_STREET = frozenset(
    "первая вторая третья новая последняя камера старая общая главная каждая полная большая версия"
    " такая какая другая целая единая вся следующая квартирной который какой такой второй первый"
    " основной главный номер южная северная западная восточная центральный домашний мобильный"
    " уважаемая дорогая ближайшая входная въездная выездная".split()
)


def find(text: NormalText) -> Iterator[Fact]:
    """Streets with a house in a text."""
    for match in _STREET.finditer(text.text):
        start = match.start()
        known = match.group("name") in _NO_STREET or is_shouted(text, start)
        if is_capital(text, start) and not known:
            yield fact_at("address", text, start, match.end())
