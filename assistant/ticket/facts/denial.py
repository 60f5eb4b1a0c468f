"""Denials: a fact the customer says not to have is no fact.

«На каком посту, не помню», «раздел не знаю», «какой у нас объект?» name a thing without giving it.
Only keys whose value may be a bare noun can be denied so. A value with a digit stands whatever is
said around it («версия 5.2, не уверен»), and so does a brand («айфон, модель не скажу»).
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
