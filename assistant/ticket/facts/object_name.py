"""The site: ``object``. «ЖК Лазурит», «КП "Сосны-2"», «посёлок Берёзки», «объект № 1234».

How many words after the type are the name is told by quotes, capitals, and, in a text without
capitals, by the first word being an adjective («жк сосновый бор»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.russian.capitals import is_capital, is_shouted
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.place_words import ADJECTIVE, NO_SITE, NOT_A_NAME, PLACE_NOUN
from assistant.ticket.facts.rule import compile_spaced

_SHORT = r"(?:жк|кп|бц|дп|днп|днт|снт|тсн|тсж|сдт|гск|трк|пгк|тоц|дск|пгск|цод|мжк|жск|тц|трц|мфк|ж/к|к/п|б/ц)"
_LONG = (
    r"(?:жил(?:ой|ом|ого) комплекс\w?|коттеджн\w{2,3} (?:пос[её]л\w{1,3}|городок)"
    r"|пос[её]л(?:ок|ке|ка)"
    r"|дачн\w{2,3} пос[её]л\w{1,3}|бизнес[\s-]?(?:центр|парк)\w?|технопарк\w?"
    r"|индустриальн\w{2,3} парк\w?"
    r"|(?:складск|логистическ)\w{2,3} (?:комплекс|центр|парк)\w?|логопарк\w?"
    r"|апарт-?(?:комплекс\w?|отел\w)"
    r"|клубн\w{2,3} (?:дом|посел)\w{0,3}|торгов\w{2,3} центр\w?|делов\w{2,3} центр\w?"
    r"|промзон\w|промбаз\w"
    r"|резиденци[ияю]|парк-отел[ьяе]|гостиничн\w{2,3} комплекс\w?|микрорайон\w?|мкр\.?"
    r"|таунхаус\w{0,2}|(?:гаражн\w{2,3} )?кооператив\w?|стройплощадк\w|стройк\w|площадк\w"
    r"|склад(?:ы|ах|ов|а|е)?|(?:складск|промышленн|строительн|торгов)\w{2,3} (?:парк|баз|двор|площадк)\w?"
    r"|апартамент\w{1,2}|квартал\w?|кампус\w?|баз[аыеу] отдыха|дачи|деревн[яеию]|хутор\w?|станиц[аые]"
    r"|сел[оае]|отел[ьяе]|гостиниц[аыеу]|пансионат\w?|санатори[йяе]|завод\w?|фабрик[аие]|ассоциация"
    r"|усадьб[аые]|кластер\w?|паркинг\w?|стоянк\w|башн\w|автосалон\w?|школ[аеыу]|детск\w{2,3} сад\w?"
    r"|больниц\w|клиник\w|(?:офисн|корпоративн)\w{2,3} центр\w?|офис-парк\w?|нп|ст(?=\s?[«\"])"
    r"|(?:яхт|гольф|загородн\w{2,3}|спортивн\w{2,3})[\s-]клуб\w?"
    r"|товарищество|садоводство|комплекс\w?|кооператив\w?)"
)
_HEAD = compile_spaced(
    rf"(?<!\w)(?:(?P<short>{_SHORT})[\s—–-]{{0,3}}|(?P<long>{_LONG})\s{{0,2}})(?=[\w«\"“„'])"
)
_QUOTED = expression(r"[«\"“„'][^«»\"“”„'\n]{2,50}[»\"”“'](?:-\d{1,2}(?!\w))?")
_QUOTED_BEFORE = compile_spaced(rf"[«\"“„][^«»\"“”„\n]{{2,40}}[»\"”“] (?:{_SHORT}|{_LONG})(?!\w)")
_WORD = expression(r"[a-zа-я0-9]+(?:[-.&'][a-zа-я0-9]+)*")
_VERB = expression(
    r"(?:[а-я]{2,}(?:ает|яет|ует|ают|яют|уют|ли|ло|лся|лась|лись|ть|ться|ешь|ете)"
    r"|[а-я]{1,6}йти|попасть|проехать|въехать|просит|просят|говорит|стоит|висит|звонит|хочет|хотят|стоят|упал|встал|закрыт|лег)\Z"
)
# What may follow a name in small letters: «жк лазурит не открывается», not «жк секретарь набирает».
_STOP = expression(
    r"\s{0,2}(?:\Z|[.,;!?\n(/—-]|(?:участ|дом|д\.|кв|корп|уч|секц|офис|подъезд|кпп|\d)"
    r"|(?:не|нет|на|в|у|с|и|а|все|там|опять|сегодня|вчера|второй|третий|уже|код|смс|пропуск"
    r"|приложение"
    r"|добрый|здравствуйте|привет|просим|прошу|сторож|охрана|шлагбаум|камера|номер|пишет|тел|мой|моя|я|мы|по|от|почему|как)\b)"
)
_ADDRESS = expression(r"\s{0,2},?\s?(?:участ|дом|д\.|кв|корп|уч|секц|офис|подъезд|кпп|\d)")
# A common noun of a type is followed by a small-letter name only as a subject.
_NOMINATIVE = expression(r"(?:поселок|комплекс|центр|микрорайон|мкр\.?|технопарк|городок)\s{1,2}\Z")
_NUMBER = compile_spaced(
    r"(?<!\w)(?:номер объекта|объект номер|id объекта|код объекта|объект(?: id)?"
    r"|объекта)[\s:#—–-]{0,3}(?:№ ?)?"
    r"(?P<value>(?<=№)\d{1,8}|(?<=№ )\d{1,8}|(?<=объекта )\d{3,8}|\d{4,8})(?!\w|\.\d)"
)
_OBJECT = compile_spaced(
    r"(?<!\w)(?:объект(?:а|е|у|ом)?(?: у нас| наш)?|название объекта|территория"
    r"|организация)[\s:—–-]{1,3}(?=[\w«\"“„])"
)
# A site may be named without its type: behind a post, at the very end, after «живу в».
_AFTER_POST = compile_spaced(r"\b(?:кпп|пост)[\s-]?(?:№ ?)?\d{1,2}(?: |, |\. )(?=[а-я])")
_AT_END = compile_spaced(
    r"(?:[.!?…]|\A)\s{1,3}(?P<name>[а-я]{3,20}(?:[ -][а-я\d]{1,15}){1,2})[\s.!]{0,3}\Z"
)
_LIVE_IN = compile_spaced(
    r"\b(?:живу|живем|проживаю|проживаем|квартира|дом|участок|офис|пост|охрана)(?: у нас"
    r"| у меня)? (?:в|из|на) (?=[а-я])"
)
# A quoted name by itself, where a signature or a place would stand.
_QUOTED_ALONE = compile_spaced(
    r"(?P<before>(?:\b(?:в|из|от|охран\w|охр\.|пост|диспетчер\w?|комендант\w?|админ\w{0,8}\.?"
    r"|управляющ\w+|консьерж\w?|житель|жильцы|жители|вахт\w{1,3}|дежурн\w+|правлени\w|парковк\w"
    r"|территории|председатель|инженер|арендатор\w?|ресепш\w{1,2}|собственник\w?)|[.!?,;—–\n]"
    r"|\A))\s{0,3}(?P<name>[«\"“„][а-яa-z][^«»\"“”„\n]{2,30}[»\"”“](?:-\d)?)"
    r"(?=\s{0,2}(?:[.,;:!\n)]|\Z))"
)
_MAX_WORDS = 4
_GAP = expression(r" {1,2}")
_NEXT_CAPITAL = expression(r" [А-ЯЁ]")
_CITY = expression(
    r"(?:москв|питер|санкт|казан|новосиб|екатеринб|сочи|росси|турци|тюмен|краснод|краснояр"
    r"|самар|уф[еы])"
)


def find(text: NormalText) -> Iterator[Fact]:
    """Sites named in a text."""
    twin = text.text
    for head in _HEAD.finditer(twin):
        end = _name_end(text, head.end(), loose=_is_loose(text, head))
        if end and not (twin[head.end() - 1].isalnum() and twin[head.end()].isalnum()):
            yield fact_at("object", text, head.start(), end)
    for match in _QUOTED_BEFORE.finditer(twin):
        yield fact_at("object", text, match.start(), match.end())
    if "объект" in twin or "организац" in twin or "территори" in twin:
        yield from _behind_object(text)
    yield from _without_type(text)


def _is_loose(text: NormalText, head: re.Match[str]) -> bool:
    """Whether the name may be in small letters, as «жк лазурит»: so is its short type then."""
    return head.group("short") is not None and not is_capital(text, head.start())


def _behind_object(text: NormalText) -> Iterator[Fact]:
    """«Объект № 1234», «на объекте "Сосны"», «объект Сосны»."""
    for match in _NUMBER.finditer(text.text):
        yield fact_at("object", text, match.start("value"), match.end("value"))
    for head in _OBJECT.finditer(text.text):
        end = _name_end(text, head.end(), loose=False)
        if end:
            yield fact_at("object", text, head.end(), end)


def _without_type(text: NormalText) -> Iterator[Fact]:
    """Capitalised names where a site is to be expected."""
    for pattern in (_AFTER_POST, _LIVE_IN):
        for head in pattern.finditer(text.text):
            end = _name_end(text, head.end(), loose=False)
            name = text.text[head.end() : end]
            shouted = is_shouted(text, head.end())
            if (
                end
                and not shouted
                and not _VERB.match(name)
                and name.split()[0] not in FIRST_NAMES
                and not _CITY.match(name)
            ):
                yield fact_at("object", text, head.end(), end)
    for match in _QUOTED_ALONE.finditer(text.text):
        if is_capital(text, match.start("name") + 1) and not NO_SITE.match(match.group("name")):
            yield fact_at("object", text, *match.span("name"))
    last = _AT_END.search(text.text, max(0, len(text.text) - 60))
    if last and _is_site(text, last):
        yield fact_at("object", text, *last.span("name"))


def _is_site(text: NormalText, match: re.Match[str]) -> bool:
    """Whether the last words of a text name a site: «Лесная Слобода», «Горки-7»."""
    first, *rest = re.split(r"[\s-]", match.group("name"))
    if first in FIRST_NAMES or first in NOT_A_NAME:
        return False
    if rest[-1].isdigit() and "-" in match.group("name"):
        return True
    words = _WORD.finditer(text.text, *match.span("name"))
    named = ADJECTIVE.match(first) or PLACE_NOUN.match(rest[-1])
    return bool(named) and all(is_capital(text, word.start()) for word in words)


def _name_end(text: NormalText, at: int, *, loose: bool) -> int:
    """Where the name that starts at ``at`` ends; 0 when no name starts there.

    ``loose`` lets a name be written without a capital, as «жк лазурит».
    """
    if quoted := _QUOTED.match(text.text, at):
        return quoted.end()
    end, taken, previous = 0, 0, ""
    shouting = is_shouted(text, at)
    while taken < _MAX_WORDS:
        word = _WORD.match(text.text, at)
        if word is None:
            break
        form = word.group()
        capital = is_capital(text, at) and not shouting
        if taken == 0 and not _starts(text, word, capital=capital, loose=loose or shouting):
            return 0
        if taken and not _continues(form, previous, capital=capital):
            break
        end, taken, previous = word.end(), taken + 1, form
        gap = _GAP.match(text.text, end)
        if not gap:
            break
        at = gap.end()
    return end


def _starts(text: NormalText, word: re.Match[str], *, capital: bool, loose: bool) -> bool:
    """Whether a word may be the first of a name."""
    form = word.group()
    if form[0].isdigit() or len(form) < 2 or form.startswith("кпп"):
        return False
    if form in NOT_A_NAME and not (
        capital and _NEXT_CAPITAL.match(text.cut(word.end(), word.end() + 2))
    ):
        return False
    if capital:
        return True
    if _VERB.match(form) or len(form) < 4:
        return False
    if loose:
        follow = _WORD.match(text.text, word.end() + 1)
        is_long = follow is not None and PLACE_NOUN.match(follow.group()) is not None
        return is_long or bool(_STOP.match(text.text, word.end()) or ADJECTIVE.match(form))
    nominative = _NOMINATIVE.search(text.text[max(0, word.start() - 12) : word.start()])
    return bool(nominative and _ADDRESS.match(text.text, word.end()))


def _continues(form: str, previous: str, *, capital: bool) -> bool:
    """Whether a word goes on with the name that ``previous`` is part of."""
    if form in NOT_A_NAME or (form in FIRST_NAMES and not ADJECTIVE.match(previous)):
        return False
    if form.isdigit():
        return len(form) <= 2
    return (
        capital or bool(PLACE_NOUN.match(form)) or bool(ADJECTIVE.match(previous) and len(form) > 2)
    )
