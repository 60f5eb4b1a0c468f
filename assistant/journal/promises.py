"""What a reply promises, sentence by sentence, with the moment it names.

A promise is a sentence where the support says «we shall» of something the customer will see. Only a moment
written out counts as its deadline («до 18:00 20.11», «20.11.2026 в 18:00»); «в течение дня» names none.
"""

from __future__ import annotations

import re
from datetime import datetime

from assistant.journal.records import Promise

_SHALL = re.compile(
    r"\b(?:сообщим|свяжемся|ответим|напишем|верн[её]мся|перезвоним|позвоним|пришл[её]м|исправим|решим"
    r"|устраним|восстановим|уведомим|проинформируем|предоставим)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\d|[^\s\n]))+[.!?…]*")
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
_DAY = r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)(?:\.(?P<year>20\d\d))?"
_MOMENTS = (
    re.compile(rf"\b{_DAY}\b(?:\s*г\.)?[\s,]*(?:в|до|к)?\s*\b{_TIME}\b"),
    re.compile(rf"\b{_TIME}\b(?:\s*МСК)?[\s,]*(?:мск\s*)?\b{_DAY}\b", re.IGNORECASE),
)


def promises_in(reply: str, copied: datetime) -> tuple[Promise, ...]:
    """Promises in the order they stand; a moment without a zone or year is that of ``copied``."""
    sentences = (match[0].strip() for match in _SENTENCE.finditer(reply))
    return tuple(
        Promise(sentence, _due(sentence, copied))
        for sentence in sentences
        if _SHALL.search(sentence)
    )


def _due(sentence: str, copied: datetime) -> datetime | None:
    found = next((match for each in _MOMENTS if (match := each.search(sentence))), None)
    if found is None:
        return None
    try:
        due = copied.replace(
            year=int(found["year"] or copied.year),
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
    is_past = not found["year"] and due < copied
    return due.replace(year=due.year + 1) if is_past and due.month < copied.month else due
