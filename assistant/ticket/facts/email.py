"""E-mail addresses: ``employee_email`` (a login), ``contact``, or the address of an integration.

An address with no hint is a login when the ticket is about the web cabinet, a contact otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.emails import TYPED
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at

_LOGIN = expression(
    r"логин|login|учетк|учетн|аккаунт|под почтой|сотрудник|захо[дж]|зайти|вход|войти|профил|охран"
    r"|пост\w{0,2}\b|администратор|рабоч\w{1,3} почт|почта в|восстанов|парол"
)
_REPLY = expression(
    r"для связи|связ|ответ\w{0,3} (?:на|прошу|просьба)|ответьте|напишите|пишите|пришлите"
    r"|вышлите|отправьте"
    r"|направ\w{2,4}|присылайте|контакт|обратн|копи[яюи]|cc\b|e-?mail:|почта:|эл\.? ?почта"
)
_CABINET = expression(
    r"админ|кабинет|сотрудник|охран|логин|отчет|рассылк|журнал|права|веб|диспетчер|загру"
    r"|учетк|заявк|бц |объект|комплекс"
)
_SIGNATURE = expression(r"с уважением|с наилучшими|best regards|kind regards|\n--")
_INTEGRATION = expression(r"интеграц|камер|camera|sigur|сигур|itsapi|trassir|dahua|ivideon")
_BEFORE, _AFTER = 60, 30


def find(text: NormalText) -> Iterator[Fact]:
    """Facts of the addresses of a text."""
    if "@" not in text.text:
        return
    for match in TYPED.finditer(text.text):
        yield fact_at(_key(text.text, match.start(), match.end()), text, match.start(), match.end())


def _key(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _BEFORE) : start]
    around = before + " " + text[end : end + _AFTER]
    if _INTEGRATION.search(around) and re.search(r"уч[её]т|сотрудник|логин", around):
        return "integration_user"
    if _SIGNATURE.search(text[max(0, start - 400) : start]):
        return "contact"
    reply, login = _last(_REPLY, before), _last(_LOGIN, before)
    if reply > login:
        return "contact"
    if login >= 0 or _LOGIN.search(text[end : end + _AFTER]):
        return "employee_email"
    return "employee_email" if _CABINET.search(text[:4000]) else "contact"


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match starts, −1 when there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
