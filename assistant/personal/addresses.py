"""Where a person lives: street, house, flat, plot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.normal import NormalText

_NUMBER = r"(?:№\s?)?\d{1,5}(?:[\s-]?[а-дa-d](?!\w))?(?:\s?[/-]\s?\d{1,4})?(?:[а-дa-d](?!\w))?"
_SPOKEN = (
    r"(?:(?:сто|двести|триста|четыреста|пятьсот|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят"
    r"|девяносто|[а-я]{2,8}надцать|десять|один|два|три|четыре|пять|шесть|семь|восемь|девять)\b\s?){1,3}"
)
_HOME = (
    r"(?:дом(?:а|е|у|ом)?|д\.?|домовладени[ея]|квартир[аыеу]|кварт\.?|кв-?ра|кв\.?|апартамент[а-я]{0,3}|апарт\.?|ап\."
    r"|участ(?:ок|ка|ке|ку|ком)|уч-?к\.?|уч\.?|уч-ок|таунхаус[а-я]?|коттедж[а-я]?|машино-?мест[оа]|м/м)"
)
_MINOR = (
    r"(?:корпус[а-я]?|корп\.?|кор\.?|к\.|строени[ея]|стр\.?|литера?|лит\.?|секци[яию]|блок[а-я]?|подъезд[а-я]?"
    r"|под\.|этаж[а-я]?|эт\.|лини[яию]|офис[а-я]?|оф\.?|помещени[ея]|пом\.?)"
)
_STREET_WORD = (
    r"(?:ул\.?|улиц[аыеу]|пр-?к?т\.?|просп\.|проспект[а-я]?|пер\.|переул[а-я]{2,3}|ш\.|шоссе|бульвар[а-я]?|б-р"
    r"|проезд[а-я]?|пр-д|алле[яеи]|набережн[а-я]{2,3}|наб\.|тупик|площадь)"
)
_STREET_NAME = r"(?:\d{1,3}-?[а-я]{1,2}\s)?[а-я][а-я-]{2,20}(?:\s[а-я][а-я-]{2,20})?"
_GLUE = r"[\s:№-]{0,3}"
_STEP = rf"(?:(?:{_HOME}|{_MINOR}){_GLUE}(?:{_NUMBER}|{_SPOKEN})(?!\w))"
_CHAIN = rf"(?:[\s,;.]{{1,3}}{_STEP}){{0,5}}"
_HOUSE = re.compile(
    rf"(?<![\w-])(?:{_MINOR}{_GLUE}{_NUMBER}[\s,;.]{{1,3}}){{0,3}}{_HOME}{_GLUE}(?:{_NUMBER}|{_SPOKEN})(?!\w|[.:]\d)"
    rf"(?! ?(?:час|мин|раз|лет|машин|мест|человек|полос|дн)){_CHAIN}"
)
_INVERTED = re.compile(
    r"(?<![\w.,])\d{1,4}(?:-?(?:го|й|ой|ом|му|ая|ую|я|ю))?\s(?:квартир[аыеу]|участ(?:ок|ка|ке|ку)|кв(?:\.|(?!\w))(?!\s?м)|дом(?:а|е|у)?(?!\w))"
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_STREET_WORD}\s{{0,2}}{_STREET_NAME}|[а-я][а-я-]{{3,20}}\s(?:улиц[аыеу]|ул\.|проспект[а-я]?|переул[а-я]{{2,3}}|шоссе|бульвар[а-я]?))"
    rf"[\s,.]{{1,3}}(?:(?:{_HOME}|{_MINOR}){_GLUE})?{_NUMBER}(?!\w|[:.]\d){_CHAIN}(?:[\s,-]{{1,3}}\d{{1,4}}(?!\w|[.:]\d))?"
)


def find(text: NormalText) -> Iterator[Range]:
    """Streets with a house; houses, flats and plots with what stands beside them."""
    for pattern in (_STREET, _HOUSE, _INVERTED):
        for match in pattern.finditer(text.text):
            start, end = match.span()
            while end > start and text.text[end - 1] in " \n\t,;:-":
                end -= 1
            yield start, end
