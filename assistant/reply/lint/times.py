"""Promises with a time: beyond the SLA, or with nobody who keeps them.

Of a reply without a ticket only what is longer than any level of ``sla.yml`` is known to be too long.
"""

from __future__ import annotations

import re

from assistant.knowledge.figures import Figures, figure
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, WARNING, Finding
from assistant.reply.lint.situation import Situation
from assistant.reply.named_times import Length, NamedTime, times_in

_WE = (
    r"исправ\w+|почин\w+|устран\w+|реш(?:им|ится|ен[оаы]?|у|ат)|восстанов\w+|сдела\w+|наладим|ответ(?:им|ит|ят)|отвечу"
    r"|напиш(?:ем|у)|сообщ(?:им|у)|перезвон\w+|свяж(?:емся|усь|ется|утся)|верн(?:емся|усь)|пришл(?:ем|ю)|отправ(?:им|лю)"
    r"|проверим|проверю|разбер\w+|подготов\w+|откро(?:ем|ется)|подключ(?:им|ат)|добав(?:им|ят)|заработа\w+|получите|приед\w+"
    r"|настро(?:им|ят|ю)|закончим|заверш\w+|будет|выйдет|появится"
)
_PROMISE = re.compile(rf"\b(?:{_WE})\b")
# Somebody who keeps it: the verb's own person, or who is named.
_OWNER = re.compile(
    r"\b(?:мы|я|наш\w*|инженер\w*|специалист\w*|менеджер\w*|администратор\w*|диспетчер\w*|руководител\w*|отдел\w*"
    r"|коллег\w*|бухгалтер\w*|управляющ\w+|ук|поставщик\w*|производител\w*|охран\w*|вы|вам|получите)\b"
    r"|\b(?!им\b|ним\b|своим\b|этим\b|таким\b|другим\b)\w{3,}(?:им|ем|имся|емся)\b|\b(?:напишу|отвечу|сообщу|вернусь|перезвоню|свяжусь|проверю"
    r"|пришлю|отправлю|решу|сделаю|позвоню|передам|подготовлю|настрою)\b"
)
_LATE = "Позже срока по SLA{}. Назовите срок не позже или срок промежуточной новости"
_UNOWNED = "Срок назван, а кто сделает — нет. Напишите, кто и к какому времени: «Напишу о результате сегодня до 16:00»"
_MAX_CALENDAR_DAYS = 7  # five days without weekends


def find_times(text: CheckedText, figures: Figures, situation: Situation) -> list[Finding]:
    """Promises whose time is past the end of the SLA, and those that nobody keeps."""
    found: list[Finding] = []
    for time in times_in(text.own.text):
        start, end = text.sentence(time.start, time.end)
        sentence = text.own.text[start:end]
        if not _PROMISE.search(sentence):
            continue
        place = time.start, time.end
        if _is_late(time, situation) or _is_too_long(time.length, figures):
            until = f" ({situation.due:%d.%m %H:%M})" if situation.due else ""
            found.append(text.finding(ERROR, "promise-late", _LATE.format(until), *place))
        elif not _OWNER.search(sentence):
            found.append(text.finding(WARNING, "promise-unowned", _UNOWNED, *place))
    return found


def _is_late(time: NamedTime, situation: Situation) -> bool:
    now, calendar, limit = situation.now, situation.calendar, situation.due
    if now is None or calendar is None or limit is None:
        return False
    due = time.moment(now, calendar)
    return due is not None and due > limit


def _is_too_long(length: Length | None, figures: Figures) -> bool:
    """Whether a time lasts longer than any level allows."""
    if length is None:
        return False
    if length.is_working:
        most = figure(figures, "sla.consultation.resolve_hours", int)
        days = figure(figures, "sla.consultation.resolve_days_max", int)
        return length.amount > (most if length.unit.startswith("час") else days)
    return length.hours > _MAX_CALENDAR_DAYS * 24
