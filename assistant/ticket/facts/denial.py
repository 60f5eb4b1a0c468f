"""Denials: a fact the customer says not to have is no fact.

«На каком посту, не помню», «раздел не знаю», «какой у нас объект?» name a thing without giving it.
Only keys whose value may be a bare noun can be denied so. A value with a digit stands whatever is
said around it («версия 5.2, не уверен»), and so does a brand («айфон, модель не скажу»).

What a wide pattern finds has to withstand more: «отметили ли выезд», «как проверить связь», «статус
уточню» ask or promise and tell nothing.
"""

from __future__ import annotations

from bisect import bisect_left

from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact
from assistant.ticket.facts.rule import compile_spaced

DENIABLE_KEYS = frozenset(
    "object checkpoint access_point section client_type pass_type report_type request_type"
    " rights_group filters direction mailing_type plate_country contract period".split()
)
_UNKNOWN = (
    r"(?:не (?:помню|знаю|знаем|помним|скажу|подскажу|вспомню|могу (?:сказать|вспомнить)|указано?)"
    r"|без понятия|понятия не имею|забыл[аи]?|хз|неизвест\w{1,3}|затрудняюсь)\b"
)
# «Не знаю, что делать» denies nothing.
_NO_OBJECT = (
    r"(?![\s,]{1,2}(?:что|чего|как|почему|куда|зачем|кто|кому|когда|из-за|в чем|чем|теперь|уже))"
)
# Nothing but «точно», «я» and the like may stand between: «въезд главный, модель не знаю» denies
# the model, not the gate.
_AFTER = compile_spaced(
    r"[\s,:—–()-]{0,3}(?:(?:точно|я|мы|сам|сама|уже|честно|тоже"
    rf"|лично)[\s,]{{1,2}}){{0,2}}{_UNKNOWN}{_NO_OBJECT}"
)
_BEFORE = compile_spaced(
    rf"(?:{_UNKNOWN}[\s,:—–-]{{1,3}}(?:[а-я]{{1,12}}\s)?"
    r"|\b(?:как(?:ой|ая|ое|ие|ого|ую|ом)|котор[а-я]{2,3}|чей|чья)\s(?:у (?:нас|вас|меня)\s)?"
    r"(?:номер\s)?)\Z"
)
_REACH = 48

# A place, a thing or a wish is told by a question as well: «можно ли въехать с южного поста».
_TOLD_BY_ASKING = frozenset(
    "wanted section report_type request_type object address client_type checkpoint access_point"
    " direction plate pass_type examples steps error_text mailing_type car_brand key_qr".split()
)
_QUESTION = r"(?:как(?:ой|ая|ие|ое|ую|ого|их)?|где|куда|чем|что|зачем|кто|чей|чье|сколько|когда|нужно|можно)(?!\w)"
_OPEN = compile_spaced(
    r"(?<!\w)(?!вряд |едва |чуть |то |разве |мало )[а-я]{2,16}(?: бы)? ли(?!\w)"
    rf"|\A\s*(?:(?:а|и|о|еще|вообще|подскажите|скажите) )?{_QUESTION}(?:[^,]{{0,40}}\s)?(?:узнать|проверить"
    r"|смотреть|посмотреть|включить|переключить\w*|подключить\w*|настроить|найти|должн?\w{1,3}|бывают?|отличается"
    r"|нужны|рассматривается|такое|значит|вам)(?!\w)"
    r"|(?<!\w)(?:уточн(?:ю|им)|узна(?:ю|ем) у|провер(?:ю|им)|посмотр(?:ю|им)|глян(?:у|ем)|спро(?:шу|сим)"
    rf"|сообщ(?:у|им)|выясн(?:ю|им))(?!\w)|{_UNKNOWN}[\s,:—–-]{{1,3}}{_QUESTION}"
)
_SO_UNKNOWN = compile_spaced(
    rf"\A\s*{_QUESTION}[^,]*,\s(?:(?:точно|я|мы|честно) )?(?:{_UNKNOWN}{_NO_OBJECT}|сказать не|не (?:вижу"
    r"|видно|видела?|уточн|записыв|запомн|понял)|уточн|мне неведомо)"
)
_CLAUSE_MARKS = ",.!?;:\n"


def denies(fact: Fact, text: NormalText) -> bool:
    """Whether the words around a fact say that the customer does not know it."""
    if fact.key not in DENIABLE_KEYS:
        return False
    start = bisect_left(text.offsets, fact.start)
    end = bisect_left(text.offsets, fact.end)
    if any(map(str.isdigit, text.text[start:end])):
        return False
    if _AFTER.match(text.text, end, end + _REACH):
        return True
    return bool(_BEFORE.search(text.text[max(0, start - _REACH) : start]))


def leaves_open(fact: Fact, text: NormalText) -> bool:
    """Whether the clause of a fact found by a wide pattern only asks for it or puts it off."""
    start = bisect_left(text.offsets, fact.start)
    end = bisect_left(text.offsets, fact.end)
    if fact.key in _TOLD_BY_ASKING or any(map(str.isdigit, text.text[start:end])):
        return False
    first = 1 + max(text.text.rfind(mark, 0, start) for mark in _CLAUSE_MARKS)
    ends = (text.text.find(mark, end) for mark in _CLAUSE_MARKS)
    last = min((at for at in ends if at >= 0), default=len(text.text))
    if _OPEN.search(text.text[first:last]):
        return True
    return bool(_SO_UNKNOWN.match(text.text[first : last + _REACH]))
