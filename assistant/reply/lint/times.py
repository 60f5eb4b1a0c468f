"""Promises with a time: beyond the SLA, or with nobody who keeps them.

Working hours and days are counted by the calendar (regulations: «Часы SLA идут только в рабочее время»);
of a reply without a ticket only what is longer than any level of ``sla.yml`` is known to be too long.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from assistant.knowledge.figures import Figures, figure
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, WARNING, Finding
from assistant.reply.lint.situation import Situation
from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import deadline

_NUMBERS = {
    "полчаса": 0.5, "один": 1, "одного": 1, "одну": 1, "пару": 2, "два": 2, "двух": 2, "две": 2,
    "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "десять": 10, "десяти": 10,
}  # fmt: skip
_NUMBER = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_LASTING = re.compile(
    r"\b(?:в течение|через|за|спустя)\s+(?:(?:ближайш\w+|следующ\w+)\s+)?"
    rf"(?:(?:\d{{1,3}}\s?[–—-]\s?)?(?P<number>{_NUMBER})\s+)?(?P<working>рабоч\w+\s+)?"
    r"(?P<unit>полчаса|минут\w*|час(?:а|ов|у)?|дн(?:я|ей)|день|суток|сутки|недел\w+|месяц\w*)\b"
)
_DATE = re.compile(
    r"\b(?:до|к|не позднее|не позже)?\s*(?P<day>\d{1,2})\.(?P<month>\d{2})(?:\.(?P<year>\d{4}))?\b"
)
_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_NAMED_DATE = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<name>{'|'.join(_MONTHS)})(?:я|а)\b")
_DAY = re.compile(
    r"\b(?P<day>сегодня|завтра|послезавтра)\b(?:[^.!?\n]{0,20}?(?:до|к|в) (?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
)
_LATER = re.compile(r"\b(?:на|к|до конца|в) (?:следующ\w+ (?:недел\w+|месяц\w*|год\w*))\b")
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
    for match, due in _times(text.own.text, situation):
        start, end = text.sentence(*match.span())
        sentence = text.own.text[start:end]
        if not _PROMISE.search(sentence):
            continue
        limit = situation.due
        if (limit is not None and due is not None and due > limit) or _is_too_long(match, figures):
            until = f" ({limit:%d.%m %H:%M})" if limit else ""
            found.append(text.finding(ERROR, "promise-late", _LATE.format(until), *match.span()))
        elif not _OWNER.search(sentence):
            found.append(text.finding(WARNING, "promise-unowned", _UNOWNED, *match.span()))
    return found


def _times(text: str, situation: Situation) -> list[tuple[re.Match[str], datetime | None]]:
    """Each time named with the moment it stands for, None where the moment is not known."""
    now, calendar = situation.now, situation.calendar
    return [
        (match, _moment(match, now, calendar) if now is not None and calendar is not None else None)
        for pattern in (_LASTING, _DATE, _NAMED_DATE, _DAY, _LATER)
        for match in pattern.finditer(text)
    ]


def _moment(match: re.Match[str], now: datetime, calendar: WorkCalendar) -> datetime | None:
    """The moment a named time stands for."""
    if match.re is _LASTING:
        return _lasting(match, now, calendar)
    if match.re is _DAY:
        return _day(match, now)
    if match.re is _LATER:
        # Next week or later: the next Monday at the earliest.
        return (now + timedelta(days=7 - now.weekday())).replace(hour=0, minute=0)
    return _date(match, now)


def _amount(match: re.Match[str]) -> tuple[float, str]:
    """How much of which unit, in lower case; half an hour is a unit of its own."""
    number, unit = match["number"], match["unit"]
    if unit == "полчаса":
        return 0.5, "час"
    amount = float(number) if number and number.isdecimal() else _NUMBERS.get(number or "", 1)
    return amount, unit


def _lasting(match: re.Match[str], now: datetime, calendar: WorkCalendar) -> datetime:
    amount, unit = _amount(match)
    if match["working"]:
        hours = amount if unit.startswith("час") else amount * _day_hours(calendar, now)
        return deadline(calendar, now, timedelta(hours=hours)).due
    return now + timedelta(hours=amount * _hours(unit))


def _hours(unit: str) -> float:
    """Hours of a unit."""
    lengths = {
        "минут": 1 / 60,
        "час": 1,
        "дн": 24,
        "день": 24,
        "сут": 24,
        "недел": 168,
        "месяц": 720,
    }
    return next(length for name, length in lengths.items() if unit.startswith(name))


def _day_hours(calendar: WorkCalendar, now: datetime) -> float:
    """Length of a working day."""
    hours = calendar.hours_of(calendar.next_day(now.date()))
    return (hours[1] - hours[0]) / timedelta(hours=1) if hours else 24


def _date(match: re.Match[str], now: datetime) -> datetime | None:
    """Beginning of a day of the calendar; a past day of no year is meant of the next."""
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        moment = now.replace(month=month, day=int(parts["day"]), hour=0, minute=0)
        if parts.get("year"):
            moment = moment.replace(year=int(parts["year"]))
        elif moment.date() < now.date() and month < now.month:
            moment = moment.replace(year=now.year + 1)
    except ValueError:
        return None
    return moment


def _day(match: re.Match[str], now: datetime) -> datetime:
    """Today, tomorrow: its beginning, or the hour named with it."""
    days = ("сегодня", "завтра", "послезавтра").index(match["day"])
    moment = now + timedelta(days=days)
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        hour, minute = 0, 0
    return moment.replace(hour=hour, minute=minute)


def _is_too_long(match: re.Match[str], figures: Figures) -> bool:
    """Whether a time lasts longer than any level allows."""
    if match.re is not _LASTING:
        return False
    amount, unit = _amount(match)
    if match["working"]:
        most = figure(figures, "sla.consultation.resolve_hours", int)
        days = figure(figures, "sla.consultation.resolve_days_max", int)
        return amount > (most if unit.startswith("час") else days)
    return amount * _hours(unit) > _MAX_CALENDAR_DAYS * 24
