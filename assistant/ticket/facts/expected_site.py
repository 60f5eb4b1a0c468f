"""A site in a ticket that has to name one: capitalised words no one else claims.

«Из Барвихи пишем», «Речной Порт — арендаторы жалуются», «не звонит домофон, вершина, корпус 4». In any
other ticket a capital tells too little: people, brands, cars and papers have it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.russian.capitals import is_capital, is_shouted
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES, PATRONYMIC
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts import car
from assistant.ticket.facts.bare_site import is_called
from assistant.ticket.facts.place_words import (
    ADJECTIVE,
    ELSEWHERE,
    GENERIC,
    NO_SITE,
    NOT_A_NAME,
    PLACE_NOUN,
)
from assistant.ticket.facts.rule import compile_spaced

_WORD = expression(r"[а-я]{3,20}(?:-[а-я]{2,15})?(?:-\d{1,2})?")
_MAX_WORDS = 4
_PERSON = expression(
    rf"(?:{PATRONYMIC}|[а-я]{{3,}}(?:ов|ев|ова|ева|ову|еву|овой|евой|ына|ский|ская|цкий|цкая|енко|чук|швили"
    r"|дзе|ян))\Z"
)
# What else people write with a capital: papers, parts of the program, posts, months, services.
_COMMON = expression(
    r"(?:журнал|кпп|прилож|отчет|пропуск|камер|систем|заяв|кабинет|сайт|личн|админ|охран|пост|управл"
    r"|поддержк|служб|диспет|ресеп|интернет|сотрудн|бухгалт|дирек|инженер|жител|жил[еь]ц|собств|гост"
    r"|курьер|такси|достав|водит|самокат|озон|вайлд|купер|лавк|январ|феврал|март|апрел|ма[йяе]\Z|июн|июл"
    r"|август|сентябр|октябр|ноябр|декабр|понедел|вторник|сред[аыу]\Z|четверг|пятниц|суббот|воскрес"
    r"|уважаем|добр|здравств|привет|коллег|спасибо|прошу|просим|помог|пожалуй|подскаж|вопрос|тема|адрес"
    r"|объект|комплекс|посел|квартир|корпус|участ|подъезд|офис|дом|въезд|выезд|ворот|шлагбаум|калитк|двер"
    r"|турникет|терминал|домофон|телефон|номер|ключ|карт|брелок|код|парол|договор|акт|счет|инн|ооо|приказ"
    r"|алис|станци|маруся|вложен|фото|скрин|файл|раздел|модул|рассыл|событи|настро|профил|пешеход|разов"
    r"|постоян|времен|забыл|далее|войти|создать|сохран|открыть|уехал|приехал|новый год|россии)"
)
_GOVERNS = compile_spaced(
    r"(?:\b(?:в|во|из|на|для|под|около|до|от|жител\w{1,2}|жильц\w|жилец|собственник\w?|арендатор\w{0,2}"
    r"|консьерж\w?|комендант\w?|председател\w|тема:|re:|fwd:|место:|адрес:|комплекс:?|башня|снимаем|арендуем"
    r"|(?:пост|кпп|въезд|проходная|ворота) (?:въездн|выездн|главн|центральн|северн|южн|западн|восточн)[а-я]{2,3})"
    r"[\s:—–-]{1,3}|[,(]\s{0,2})\Z"
)
_OPENS = expression(r"(?:\A|[.!?…\n>:»\"])[\s—–-]{0,4}\Z")
_BOUNDED = expression(r"\s{0,2}(?:[,.;!?)\n]|\Z|[—–-]\s)")
_PLACE = r"(?:корп|корпус|дом|уч|участок|кв|к\.|д\.)\.? ?№? ?\d"
# In small letters only beside an address or behind «объект».
_SMALL = compile_spaced(
    rf"(?:\A|[,.;\n]\s{{0,2}})(?P<name>[а-я]{{4,16}}(?: [а-я]{{3,14}})?)[\s,]{{1,3}}{_PLACE}"
)
# Two words sites like to bear, and endings of villages: «тихие ключи», «из переделкино».
_LIKELY = compile_spaced(
    r"(?<!\w)(?P<name>бел(?:ые|ых) ноч\w{1,2}|[а-я]{3,14}(?:ые|ие|ый|ий|ая|яя|ое|ой|ом|ых|их|ые) (?:бор(?:у|е|а)?|озер[аоу]|ключ(?:и|ах|ей)"
    r"|луг(?:а|ах)|холм(?:ы|ах)|пруд(?:ы|ах)|сосн(?:ы|ах)|полян[аыеу]|долин[аыеу]|берег(?:у|а)?|усадьб[аыеу]"
    r"|слобод[аыеу]|гаван[ьи]|бухт[аыеу]|дубрав[аыеу]|рощ[аиеу]|остров(?:а|е)?|сад(?:ы|ах)|горк(?:и|ах)"
    r"|затон(?:е|а)?|плес(?:е|а)?|овраг(?:е|а)?|простор(?:ы|ах)|причал(?:е|а)?|маяк(?:е|а)?"
    r"|брод(?:е|у|а)?|сказк[аиеу]|опушк[аиеу]|заводь|лагун[аыеу]|мил[яиею]|верст[аыеу]|ручь[иея]\w?|родник(?:и|е|а)?|перелеск(?:и|е|а)?"
    r"|утес(?:е|а)?|зор(?:и|ях)|вершин[аыеу]|рассвет(?:е|а)?|лужайк[аиеу]))(?!\w)"
    r"|\b(?:в|из|на) (?P<village>(?!занов|готов|здоров)[а-я]{3,12}(?:ково|лово|ново|рово|сово|тово|хово|цево|чево|шево"
    r"|кино|хино|щино|лино|тино|рино|вино|нино|сино|дино|мино))(?!\w)"
)
_BEHIND_OBJECT = compile_spaced(
    r"\b(?:объект(?:а|е|у|ом)?|комплекс(?:а|е)?|нп)(?: у нас)?\s?[:—–-]\s?"
    r"(?P<name>[а-я]{4,16}(?: [а-я]{3,14})?)(?=\s?[,.;!?\n]|\Z)"
)
# «ЖК на Парковой», «дом на Мира».
_BY_STREET = compile_spaced(
    r"\b(?:жк|бц|кп|жилой комплекс) (?P<name>(?:на|у|по) [а-я]{4,20}(?:ой|ом|ем|е|и|а)(?!\w))"
)
_NUMBERED = compile_spaced(
    r"\b(?:номер|id|код) (?:нашего )?объекта (?:у вас |в системе |такой )?[:—–-]? ?(?P<value>\d{3,8})(?!\w)"
    r"|\b(?:школ[аеы]|больниц[аеы]|детск\w{2} сад\w?|лице\w|общежити\w|поликлиник\w) (?P<number>№ ?\d{1,5})"
)
_IN_QUOTES = compile_spaced(
    r"[«\"“„](?P<words>[а-яa-z][^«»\"“”„\n]{2,34})[»\"”“](?:-\d{1,2}(?!\w))?"
)
# How many characters before a name in quotes are looked at.
_BEFORE_QUOTES = 48
# Companies, posts, parts of the program and what a screen says have names in quotes as well.
_NAMES_ELSE = compile_spaced(
    r"\b(?:ооо|оао|ао|пао|зао|ип|чо[опп]|гк|ук|фирм\w|компани\w{1,2}|агентств\w|предприяти\w|подрядчик\w?|провайдер\w?|магазин\w?"
    r"|ресторан\w?|управляющ(?:ая|ей|ую)|пост\w?|кпп(?:[\s-]?\d)?|въезд\w?|ворот\w|проходн\w+|кнопк\w|раздел\w?|вкладк\w|групп\w|пункт\w?|пол[ея]"
    r"|строк\w|слов\w|надпис\w+|экран\w?|вид\w?|статус\w?|режим\w?|галочк\w|галк\w|шестеренк\w|отдел\w?|папк\w|навык\w?|бот\w?|тариф\w?"
    r"|программ\w|приложени\w|сервис\w?|нажа\w+|нажима\w+|жму|ж[её]шь|кабинет\w?)\s{0,3}\Z"
)
_OF_A_SITE = compile_spaced(
    r"\b(?:(?:живу|живем|живет|проживаю|переехал\w?|купил\w?|снимаю|пригласил\w?|зовут|еду|въезд\w?|въехать|попасть|приехал\w?)(?: [а-я\d]{2,12}){0,2}? (?:в|во)"
    r"|в|во|из|(?:охр\.|охран\w{1,2})(?: [а-я]{4,8})?|смен[аыуе]|безопасности|режима|управляющ(?:ий|его|ему)|вахт\w{1,3}|консьерж\w?|комендант\w?|админ\w{0,8}\.?|диспетчер\w?|дежурн\w{2}|инженер\w?|ресепш\w{1,2}|директор\w?"
    r"|председател\w|правлени\w|жител\w{1,2}|жил[ье]ц\w?|собственник\w?|эксплуатаци\w|пропусков|стойк\w|парковк\w|\w{0,4}паркинг\w?|клуб\w?|коворкинг\w?"
    r"|рын\w{1,3}|тк|тпу|лофт\w?|дом\w?|продаж|объект\w{0,2}|посел\w{1,3}|микрорайон\w{0,2}|очеред\w|мы|наш\w{0,2}|это)(?:\s{0,3}|[,:]\s)\Z"
)
_VERB = expression(
    r"[а-я]{2,}(?:ает|яет|ует|ают|яют|уют|ите|йте|али|ила|или|ило|ился|лась|лось|лись|ть|ться|ешь|ете|ите|ишь"
    r"|ем|им|ю|жу|чу|шу|щу)\Z|(?:стоит|висит|упал|встал|закрыт|открыт|живу|есть|был|была)\Z"
)


def find(text: NormalText) -> Iterator[Fact]:
    """Words that may name the site, the surest first."""
    for match in _NUMBERED.finditer(text.text):
        group = "value" if match.group("value") else "number"
        yield fact_at("object", text, *match.span(group))
    yield from _capitalised(text)
    yield from _quoted(text)
    for match in _BY_STREET.finditer(text.text):
        if is_capital(text, match.start("name") + match.group("name").index(" ") + 1):
            yield fact_at("object", text, *match.span())
    for match in _LIKELY.finditer(text.text):
        yield fact_at("object", text, *match.span("name" if match.group("name") else "village"))
    for pattern in (_SMALL, _BEHIND_OBJECT):
        for match in pattern.finditer(text.text):
            words = match.group("name").split()
            claimed = any(_is_claimed(word) or _VERB.match(word) for word in words)
            if not claimed and not (len(words) == 1 and _is_adjective(words[0])):
                yield fact_at("object", text, *match.span("name"))


def _quoted(text: NormalText) -> Iterator[Fact]:
    """Names in quotes behind a place or whoever works at one, or that are those of a site themselves."""
    cars = _cars(text)
    else_named: set[str] = set()
    for match in _IN_QUOTES.finditer(text.text):
        start, words = match.start("words"), match.group("words")
        before = text.text[max(0, start - _BEFORE_QUOTES) : start - 1]
        if _NAMES_ELSE.search(before):
            else_named.add(words)
        elif (
            words not in else_named
            and is_capital(text, start)
            and not NO_SITE.match(match.group())
            and not _overlaps(cars, text.offsets[start], text.offsets[start] + len(words))
            and not _VERB.match(words.split()[-1])
            and (_OF_A_SITE.search(before) or is_called(words))
        ):
            yield fact_at("object", text, *match.span())


def _capitalised(text: NormalText) -> Iterator[Fact]:
    cars = _cars(text)
    floor = 0
    for word in _WORD.finditer(text.text):
        if word.start() < floor or not is_capital(text, word.start()):
            continue
        run = _run(text, word)
        floor = run[-1].end()
        fact = fact_at("object", text, run[0].start(), floor)
        if _is_site(text, run) and not _overlaps(cars, fact.start, fact.end):
            yield fact


def _cars(text: NormalText) -> list[tuple[int, int]]:
    """Ranges of the original that name a car."""
    return [(fact.start, fact.end) for fact in car.find(text)]


def _overlaps(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in ranges)


def _run(text: NormalText, first: re.Match[str]) -> list[re.Match[str]]:
    """The capitalised words, nouns of places and small numbers that follow one another."""
    run = [first]
    while len(run) < _MAX_WORDS and text.text[run[-1].end() : run[-1].end() + 1] == " ":
        word = _WORD.match(text.text, run[-1].end() + 1)
        if word is None:
            break
        if not is_capital(text, word.start()) and not PLACE_NOUN.match(word.group()):
            break
        run.append(word)
    return run


def _is_site(text: NormalText, run: list[re.Match[str]]) -> bool:
    """Whether a run stands where a site may, and is nothing else that has a capital."""
    start, end = run[0].start(), run[-1].end()
    words = [word.group() for word in run]
    is_short = len(words) == 1 and text.cut(start, end).isupper()  # СКУД, ТСЖ
    if (
        is_short
        or is_shouted(text, start)
        or any(map(_is_claimed, words))
        or any(map(_PERSON.match, words))
    ):
        return False
    before = text.text[max(0, start - 24) : start]
    opens = _OPENS.search(before) is not None
    if len(words) > 1:
        return all(is_capital(text, word.start()) for word in run) or not opens
    bounded = _BOUNDED.match(text.text, end) is not None
    if opens:
        named = PLACE_NOUN.match(words[0]) and not GENERIC.match(words[0])
        return bool(named) and bounded and not _is_adjective(words[0])
    return _GOVERNS.search(before) is not None and not _is_adjective(words[0])


def _is_adjective(word: str) -> bool:
    """Whether a word alone belongs to another: «на Северных воротах», «Солнечная, 12»."""
    return ADJECTIVE.match(word) is not None or word.endswith(("ых", "их", "ыми", "ими"))


def _is_claimed(word: str) -> bool:
    """Whether a word is a person's, a brand's or one of the many that name no site."""
    stem = word[:-1]
    named = not FIRST_NAMES.isdisjoint((word, stem, f"{stem}а", f"{stem}я", f"{stem}й"))
    known = named or word in NOT_A_NAME
    return known or bool(ELSEWHERE.match(word) or _COMMON.match(word) or NO_SITE.match(f"«{word}"))
