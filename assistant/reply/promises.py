"""What a reply promises, sentence by sentence, with the moment it names.

A promise is a sentence where the support says «we shall» of something the customer will see: news, an answer, a
solution, a call, whoever makes it. Its deadline is a moment written out («до 18:00 20.11», «завтра до 12:00») or
a length with a number («в течение 4 рабочих часов с момента получения»); «в течение дня» names none, and what is
counted from a beginning nobody knows («от начала обработки») has none either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.reply.draft import Part
from assistant.reply.named_times import times_in
from assistant.russian.normal import normalise
from assistant.triage.calendar import WorkCalendar

_SHALL = re.compile(
    r"\b(?:сообщ(?:им|у)|свяж(?:емся|усь|ется|утся)|отве(?:тим|чу)|напиш(?:ем|у)|верн(?:[её]мся|усь)"
    r"|(?:пере)?звоним|(?:пере)?звоню|(?:пере)?звон(?:ит|ят)\s+вам|пришл(?:[её]м|ю)|отправ(?:им|лю)|исправим|решим"
    r"|устраним|восстановим|уведомим|проинформируем|предоставим|будем\s+(?:сообщать|присылать|писать)"
    r"|вы\s+получите|займ[её]т\s+не\s+бол(?:ьше|ее)|чтобы\b[^,;]*\bсвязал(?:ся|ась|ись)\s+с\s+вами)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\d|[^\s\n]))+[.!?…]*")
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
_DAY = r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)(?:\.(?P<year>20\d\d))?"
_MOMENTS = (
    re.compile(rf"\b{_DAY}\b(?:\s*г\.)?[\s,]*(?:в|до|к)?\s*\b{_TIME}\b"),
    re.compile(rf"\b{_TIME}\b(?:\s*МСК)?[\s,]*(?:мск\s*)?\b{_DAY}\b", re.IGNORECASE),
)
_FROM = re.compile(
    r"\b(?:после|(?:с|со|от)\s+(?:момента|дня)|(?:с|со|от)(?=\s+\w+(?:ния|тия|ции|ала)\b))"
    r"\s+(?P<event>\w+(?:\s+обращения)?)"
)
_RECEIVED = ("получени", "поступлени", "обращения")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a reply promises; ``due`` is None where it names no time.

    ``source`` is the identifier of the page item the sentence comes from, empty where an agent wrote it.
    """

    text: str
    due: datetime | None
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """An entry of ``promises`` of the contract."""
        due = self.due.isoformat() if self.due else None
        return {"text": self.text, "due": due, "source": self.source or None}


@dataclass(frozen=True, slots=True)
class Made:
    """When a reply was made, and what its lengths of time are counted by.

    Without ``calendar`` a length has no end; ``received`` is when the ticket came, where that is known.
    """

    moment: datetime
    received: datetime | None = None
    calendar: WorkCalendar | None = None


def promises_in(reply: str, made: Made) -> tuple[Promise, ...]:
    """Promises in the order they stand; a moment without a zone or year is that of the reply."""
    sentences = (match[0].strip() for match in _SENTENCE.finditer(reply))
    return tuple(
        Promise(sentence, _due(sentence, made)) for sentence in sentences if _SHALL.search(sentence)
    )


def promises_of(parts: Sequence[Part], made: Made) -> tuple[Promise, ...]:
    """Promises of a draft, each with the source of its paragraph."""
    return tuple(
        replace(promise, source=part.source)
        for part in parts
        for promise in promises_in(part.text, made)
    )


def sourced(promises: Sequence[Promise], drafted: Sequence[Promise]) -> tuple[Promise, ...]:
    """Promises of a reply as it was sent, with the sources of those that stood in its draft word for word."""
    sources = {promise.text: promise.source for promise in drafted}
    return tuple(replace(each, source=sources.get(each.text, "")) for each in promises)


def _due(sentence: str, made: Made) -> datetime | None:
    found = next((match for each in _MOMENTS if (match := each.search(sentence))), None)
    return _written_out(found, made.moment) if found else _counted(sentence, made)


def _written_out(found: re.Match[str], moment: datetime) -> datetime | None:
    try:
        due = moment.replace(
            year=int(found["year"] or moment.year),
            month=int(found["month"]),
            day=int(found["day"]),
            hour=int(found["hour"]),
            minute=int(found["minute"]),
            second=0,
            microsecond=0,
        )
    except ValueError:
        return None
    # «до 10:00 02.01» in a reply of December means the next year.
    is_past = not found["year"] and due < moment
    return due.replace(year=due.year + 1) if is_past and due.month < moment.month else due


def _counted(sentence: str, made: Made) -> datetime | None:
    """The end of a length with a number, or the hour of today or tomorrow."""
    if made.calendar is None:
        return None
    text = normalise(sentence).text
    time = next((each for each in times_in(text) if each.is_exact), None)
    if time is None:
        return None
    start = _beginning(text, made) if time.length is not None else made.moment
    due = time.moment(start, made.calendar) if start is not None else None
    return due.replace(second=0, microsecond=0) if due else None


def _beginning(text: str, made: Made) -> datetime | None:
    """What a length is counted from: the receipt of the ticket where it says so, else the reply."""
    found = _FROM.search(text)
    if found is None:
        return made.moment
    return made.received if any(word in found["event"] for word in _RECEIVED) else None
