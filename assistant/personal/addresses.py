"""Where a person lives: street, house, flat, plot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.places import with_places
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import is_town
from assistant.russian.normal import NormalText

_NUMBER = (
    r"(?:№\s?)?\d{1,5}(?:[\s-]?[а-дa-d](?!\w))?(?:\s?[/-]\s?\d{1,4}|к\d{1,2})?(?:[а-дa-d](?!\w))?"
)
_SPOKEN = (
    r"(?:(?:сто|двести|триста|четыреста|пятьсот|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят"
    r"|девяносто|[а-я]{2,8}надцать|десять|один|два|три|четыре|пять|шесть|семь|восемь|девять)\b\s?){1,3}"
)
_HOME = (
    r"(?:дом(?:[аеу](?!:)|ом)?|д\.?|(?:домо)?владени[ея]|квартир(?:[аыеу]|ам|ах)?|кварт\.?|кв-?ра|кв\.?|апартамент[а-я]{0,3}|апарт\.?|апарт[аоы]в?|ап\.|вилл[аеуы]|студи[яюи]|гараж[аеу]?|бокс[аеу]?"
    r"|участ(?:ок|ка|ке|ку|ком|ки|ков|кам|ках)|уч-?к\.?|уч\.?|уч-ок|таунхаус[а-я]?|коттедж[а-я]?"
    r"|машино-?мест[оа]|м/м|м/мест[оа]|парковочн[а-я]{2,3} мест[оа]|кладов(?:ая|ой|ую|ка|ке)|apartment|apt\.?|flat)"
)
_MINOR = (
    r"(?:корпус[а-я]?|корп\.?|кор\.?|к\.?|строени[ея]|стр\.?|литера?|лит\.?|секци[яию]|блок[а-я]?|подъезд[а-я]?"
    r"|под\.|этаж[а-я]?|эт(?:\.|(?= \d))|лини[яию]|офис[а-я]?|оф\.?|помещени[ея]|пом\.?|комнат[аеуы]|ком\.)"
)
_STREET_WORD = (
    r"(?:ул\.?|улиц[аыеу]|пр-?к?т\.?|пр\.|просп\.|проспект[а-я]?|пер\.|переул[а-я]{2,3}|ш\.|шоссе|бульвар[а-я]?|б-р"
    r"|проезд[а-я]?|пр-д|алле[яеи]|набережн[а-я]{2,3}|наб\.|тупик|площадь)"
)
_BEHIND_WORD = r"(?:улиц[аыеу]|ул\.?|пр-?к?т\.?|проспект[а-я]?|переул[а-я]{2,3}|пер\.|шоссе|бульвар[а-я]?|б-р|проезд[а-я]?|алле[яеию]|наб\.)"
_STREET_NAME = r"(?:\d{1,3}(?:-?[а-я]{1,2})? )?[а-я][а-я-]{2,20}(?: [а-я][а-я-]{2,20}){0,2}"
_GLUE = r"(?:\s(?:номер|под номером)\s|[\s:№-]{0,3})"
_STEP = rf"(?:(?:{_HOME}|{_MINOR}){_GLUE}(?:{_NUMBER}|(?<=\s){_SPOKEN}|(?<=[\s№«-])[а-д](?=[\s,]))(?!\w))"
# «Второй подъезд, пятый этаж», «12 этаж квартира 151».
_STEP_TURNED = r"(?:\d{1,2}(?:-?[а-я]{1,2})?|[а-я]{2,12}(?:ый|ой|ий)) (?:этаж|подъезд)(?!\w)"
_TURNED = r"(?:(?:\d{1,2}(?:-?[а-я]{1,2})?|[а-я]{2,12}(?:ый|ой|ий)) (?:этаж|подъезд|корпус|линия|улица|проезд|переулок|аллея)[\s,]{1,3}){0,2}"
_CHAIN = rf"(?:[\s,;.]{{1,3}}(?:{_STEP}|{_STEP_TURNED})){{0,5}}"
# «Квартиры 61, 64 и 70».
_MORE = r"(?:(?:,\s?|\sи\s)\d{1,4}(?![\w:]|[.,]\d|\s?(?:подъезд|этаж|корпус|секци|час|мин|раз|лет|дн|руб))){0,12}"
_TAIL = r"(?:[\s,-]{1,3}\d{1,4}(?!\w|[.:]\d))?"
_REGION = (
    r"(?:[а-я-]{3,20} (?:обл|область|области|край|края|р-н|район|района|респ)\.?,?\s{1,2}){1,3}"
)
_TOWN = (
    rf"(?:{_REGION})?"
    r"(?:(?:\d{6},?\s)?(?:г\.|г(?=\s)|город|пос\.|п\.|с\.|село|дер\.|деревня|д\.)\s?[а-я][а-я-]{2,20}(?:\s[а-я][а-я-]{2,20})?[\s,]{1,3}"
    r"(?:(?:мкр|мкрн|микрорайон|кв-л|квартал)\.?\s?[а-я\d-]{1,20}[\s,]{1,3})?)"
)
_NOT_COUNT = r"(?! ?(?:час|мин|раз|лет|машин|мест|человек|полос|дн|руб|шт|км|год|м\b))"
_HOUSE = expression(
    rf"(?<![\w-])(?:{_TOWN})?{_TURNED}(?:{_MINOR}{_GLUE}(?:{_NUMBER}|(?<=[\s№«-])[а-д](?=[\s,])|«[а-д]»)[\s,;.]{{1,3}}){{0,3}}"
    rf"{_HOME}{_GLUE}(?:{_NUMBER}|(?<=\s){_SPOKEN})(?!\w|[.:]\d){_NOT_COUNT}{_MORE}{_CHAIN}"
)
# «Двадцать пятая квартира», as it is dictated.
_SAID_ORDINAL = expression(
    r"(?<!\w)(?:(?:сто|двести|триста|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s){0,2}"
    r"(?P<order>перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|[а-я]{2,8}надцат|двадцат|тридцат|сороков|[а-я]{3,5}десят|девяност)"
    r"(?:ая|ья|ую|ью|ой|ый|ом|ого|ьего|ому|ьей|ий)\s(?:квартир[аыеу]|участ(?:ок|ка|ке|ку)|дом(?:а|е|у)?(?!\w)(?:\sна\s(?P<street>[а-я]{3,20}(?:ой|ей))(?!\w))?)"
    r"|(?<=из\s)(?:(?:сто|двести|триста)\s)?(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s[а-я]{4,9}(?:ой|ьей)(?!\w)"
)
# No day of a month: «с тридцать шестого», «в сто вторую».
_SAID_FLAT = expression(
    r"(?<!\w)(?:(?:с|из|в|у|к)\s(?P<hundred>(?:(?:одна|две|три|четыре)\sтысяч[аи]|тысяча|сто|двести|триста|четыреста|пятьсот)\s(?:[а-я]{4,12}\s)?[а-я]{4,14}(?:ой|ую|ого|ом|ей|ью))"
    r"|(?:с|из|у)\s(?P<ten>(?:(?:сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s(?:перв|втор|четверт|пят|шест|седьм|восьм|девят)"
    r"|тридцать\s(?:втор|четверт|пят|шест|седьм|восьм|девят))(?:ой|ого)))(?!\w)(?!\s(?:раз|год|минут|секунд|верси|строк|страниц|этаж))"
)
# A flat told by its stairs only: «21 подъезд 1 этаж 6», «корпус 7, секция 2, этаж 19, № 743».
_BY_STAIRS = expression(
    rf"(?<![\w.,:])\d{{1,4}},? (?:подъезд|под\.?) \d{{1,2}},? (?:этаж|эт\.?) \d{{1,2}}(?!\w)"
    rf"|(?<!\w)(?:{_MINOR}{_GLUE}{_NUMBER}[\s,;]{{1,3}}){{2,5}}(?:№|n)\s?\d{{1,5}}(?!\w)"
)
# «д14к2кв8», as one types on the run.
_TIGHT = expression(r"(?<!\w)(?:д|дом)\d{1,4}(?:к\d{1,2})?(?:кв\d{1,4})?(?!\w)")
_INVERTED = expression(
    r"(?<![\w.,])(?<!на )\d{1,4}(?:-?(?:го|й|ой|ом|му|ая|ую|я|ю))?"
    r"(?:\s(?:квартир[аыеу]|участ(?:ок|ка|ке|ку)|дом(?:а|е|у)?(?!\w))|\s?кв(?:\.|(?!\w))(?!\s?м))"
)
_ORDINAL = expression(
    r"\b(?:из|с|в|жил(?:ец|ица)) (?P<value>\d{1,4}-?(?:й|ой|го|ом|ая|я))(?!\w)"
    r"(?! (?:раз|час|день|дня|дне|попыт|минут|этаж|лини|кпп|пост|верси|корпус|подъезд|секци|очеред|числ|недел|ряд|зон|ворот|год|век|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сент|окт|ноя|дек))"
)
_STREET = expression(
    rf"(?<!\w){_TOWN}?(?:{_STREET_WORD} {{0,2}}{_STREET_NAME}|(?:\d{{1,3}}-?[а-я]{{1,2}}\s)?(?P<front>[а-я][а-я-]{{3,20}}) {_BEHIND_WORD})"
    rf"(?:,\s{{1,3}}|[ ,.]{{1,3}})(?:(?:{_HOME}|{_MINOR}){_GLUE})?{_NUMBER}(?!\w|[:.]\d){_CHAIN}{_TAIL}"
)
# Without the word «улица»: «г. Москва, Садовая, 12», «живу на Лесной 5». Endings are those of streets.
_NAMED = r"(?:\d{1,3}-?[а-я]{1,2}\s)?(?P<street>[а-я-]{2,20}(?:ая|ой|ую|ий|ого|ому|ском|ный|ина|ова|ева|ского))"
_BARE = expression(
    rf"(?<!\w)(?:{_TOWN}|адрес[а-я]{{0,2}}[\s:—–-]{{1,3}}|(?:живу|живем|проживаю|москва|мск|спб|на|по)[\s,]{{1,3}})"
    rf"(?P<value>{_NAMED}[\s,]{{1,3}}(?:д\.?\s?|дом\s)?{_NUMBER}(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN}{_TAIL})"
)
# «Полевая 6, квартира 12», «Люблинская 112, кв 9»: a word with a capital, its number, a flat.
_WITH_FLAT = expression(
    rf"(?<!\w)(?P<value>(?P<street>[а-я][а-я-]{{3,20}}),? {_NUMBER}[\s,]{{1,3}}{_HOME}{_GLUE}{_NUMBER}(?!\w|[.:]\d){_CHAIN})"
)
# «Солнечная, 12», «Студенческая 22, блок Б, комната 414»: a capital, an ending of streets, a number.
_UNNAMED = expression(
    r"(?<![\w-])(?P<value>(?:\d{1,3}-?[а-я]{1,2} )?(?P<street>[а-я-]{3,20}(?:ая|ой|ую|ого|его|ова|ева|ина|ына))(?:,\s{1,2}| |,)"
    rf"(?!№)(?:д\.?\s?|дом\s)?(?:{_NUMBER}|{_SPOKEN}(?=,? {_HOME}))(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN}{_TAIL})"
)
# «Д. Кузяево, 14»: a village has houses and no streets.
_IN_VILLAGE = expression(
    rf"(?<!\w)(?P<value>(?:(?:дер|деревн[яеи]|сел[оае]|пос|хутор|станиц[аеы])(?:\. ?| )|(?:д|с|п|х|ст)\. ?)"
    rf"(?P<street>[а-я-]{{3,20}}(?: [а-я-]{{3,20}})?),? (?:д\.? ?|дом )?{_NUMBER}(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN})"
)
# «Улица третья участок сорок два», as it is dictated.
_SAID_STREET = expression(
    rf"(?<!\w)улиц[аеы] [а-я-]{{3,20}}(?: [а-я-]{{3,20}})?,? {_HOME} (?:{_SPOKEN}|{_NUMBER})(?!\w){_CHAIN}"
)
# «По Строителей 15», «на Героев Труда 22»: what stands in the genitive before a number is a street.
_ON = expression(
    r"(?<![\w-])(?:по|на) (?P<value>(?P<street>[а-я-]{3,20}(?:ей|ы|и|а|я|ов|ев|ых|их))(?: [а-я-]{3,20}(?:ей|ы|и|а|я|ов|ев))?"
    rf"(?:,\s{{1,2}}| |,)(?!№)(?:д\.?\s?|дом\s)?{_NUMBER}(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN}{_TAIL})"
)
# Gates and the like are named so too: «калитка Южная 2».
_GATE_BEFORE = expression(
    r"(?:кпп|пост|калитк|ворот|шлагбаум|камер|въезд|выезд|вход|парков|паркинг|зон|корпус|секци|объект|участк|турникет|двер|очеред|верси|лини)[а-я]{0,3}[\s«\"]{1,2}\Z"
)
_PARTS = expression(rf"(?:{_HOME}|{_MINOR})\Z")
# «Тула, Кирова 15-8».
_IN_TOWN = expression(
    rf"(?<!\w)(?P<value>(?P<town>[а-я]{{3,20}}(?:-[а-я]{{2,15}}){{0,2}}),\s{{1,2}}(?P<street>[а-я-]{{3,20}}(?: [а-я-]{{3,20}}){{0,2}}),? (?:д\.?\s?)?{_NUMBER}(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN}{_TAIL})"
)
# «19-9» as a sentence of its own: a house and a flat.
_PAIR = expression(r"(?:(?<=[.!?]\s)|(?<=\n)|\A)\d{1,3}-\d{1,4}(?=\s?(?:[.!\n]|\Z))")
# «ЖК «Прибой», 2-4-118»: building, stairs, flat; no date, and no telephone of a small town.
_OF_THREE = expression(
    r"(?:(?:дом|адрес|живу|прожива[а-я]{2,3})[\s:—–-]{1,5}|(?:жк|кп|снт|мкр)\.?\s«?[а-я][а-я -]{2,25}»?,?\s)(?P<value>\d{1,3}-\d{1,3}-\d{1,4})(?![\w-]|[.:]\d)"
)
# Streets that nearly every town has, typed small: «лесная 9»; gates are not called so.
_COMMON_STREET = expression(
    r"(?<![\w-])(?P<value>(?:лесн|садов|полев|заречн|школьн|солнечн|молодежн|советск|октябрьск|комсомольск|первомайск|вишнев|березов|зелен|луговая|лугов|озерн|цветочн|кленов|пролетарск|красноармейск|рабоч)(?:ая|ой|ую|ей|ую)"
    rf",? (?:д\.? ?|дом )?(?P<number>{_NUMBER})(?!\w|[:.]\d){_NOT_COUNT}{_CHAIN}{_TAIL})"
)
_BEHIND = expression(
    rf",? (?:по|на) (?P<word>{_STREET_WORD} )?(?P<street>[а-я-]{{4,20}}(?:ой|ей|ого|ов|ев|а|ы|и|у))(?!\w)"
    r"(?: (?P<second>[а-я-]{3,20})(?!\w))?(?!,? \d)"
)
_CADASTRE = expression(r"(?<![\w:])\d{2}:\d{2}:\d{6,7}:\d{1,6}(?![\w:])")


def find(text: NormalText) -> Iterator[Range]:
    """Streets with a house; houses, flats and plots with what stands beside them."""
    yield from _streets(text)
    for pattern in (_HOUSE, _INVERTED, _TIGHT, _PAIR, _BY_STAIRS, _SAID_STREET, _CADASTRE):
        for match in pattern.finditer(text.text):
            yield with_places(text, match.start(), _street_end(text, match.end()))
    for match in _SAID_ORDINAL.finditer(text.text):
        is_first = match["order"] in ("перв", "втор") and match["street"] is None
        if is_first and "дом" in match.group():
            continue  # «нет второго дома»: which of two, not which number
        is_street = match["street"] is not None and is_capital(text, match.start("street"))
        end = match.end() if match["street"] is None or is_street else match.start("street") - 4
        yield match.start(), end
    for match in _ORDINAL.finditer(text.text):
        yield match.span("value")
    for match in _OF_THREE.finditer(text.text):
        yield match.span("value")
    for match in _COMMON_STREET.finditer(text.text):
        start = match.start("value")
        if not _GATE_BEFORE.search(text.text, max(0, start - 20), start):
            yield match.span("value")
    for match in _SAID_FLAT.finditer(text.text):
        yield match.span(str(match.lastgroup))


def _street_end(text: NormalText, end: int) -> int:
    """Where the street ends that is told behind a house: «таунхаус 6 по улице Грушевой»."""
    street = _BEHIND.match(text.text, end)
    if not (street and (street["word"] or is_capital(text, street.start("street")))):
        return end
    is_longer = street["second"] and is_capital(text, street.start("second"))
    return street.end() if is_longer else street.end("street")


def _streets(text: NormalText) -> Iterator[Range]:
    for match in _STREET.finditer(text.text):
        # «проезд. 6» closes a sentence and opens a list; a street has a capital, or «ул.» beside it.
        is_plain = match["front"] is None or " ул" in match.group()
        if is_plain or is_capital(text, match.start("front")):
            yield with_places(text, *match.span())
    for pattern in (_BARE, _WITH_FLAT, _UNNAMED, _ON, _IN_VILLAGE):
        for match in pattern.finditer(text.text):
            if _is_street(text, match, pattern):
                yield with_places(text, *match.span("value"))
    for match in _IN_TOWN.finditer(text.text):
        both = is_capital(text, match.start("town")) and is_capital(text, match.start("street"))
        if both and is_town(match["town"]):
            yield match.span("value")


def _is_street(text: NormalText, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether a word before a number is a street: a capital, and no gate, flat or person."""
    street, start = match["street"], match.start("value")
    is_gate = _GATE_BEFORE.search(text.text, max(0, start - 20), start) is not None
    is_person = pattern is _UNNAMED and street in FIRST_NAMES  # «Галина, дом девяносто»
    if is_gate or is_person or _PARTS.match(street):
        return False
    if pattern is _WITH_FLAT and street.endswith("ая"):
        return True  # «набережная 17 кв 6» needs no capital: the flat tells
    at = match.start("street")
    return is_capital(text, at) and not is_capital(text, at + 1)
