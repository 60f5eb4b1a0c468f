"""An answer and past tickets that the journal's tests share; all people and numbers are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from assistant.journal.records import Fit, GivenAnswer, PastTicket, Promise, Verdict

MOSCOW = timezone(timedelta(hours=3))
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=MOSCOW)
PHONE = "+7 900 000-00-01"
TEXT = f"Добрый день! Не приходит код на {PHONE}, почта irina@example.org. Ирина Ёлкина"
SENT = f"Здравствуйте, Ирина!\n\nПроверьте номер {PHONE}.\n\nОтветим до 18:00 20.11.2026."

ANSWER = GivenAnswer(
    id="00000000000000a1",
    ticket_id="500123",
    client="Ирина Ёлкина",
    channel="email",
    agent="Анна Петрова",
    received=NOON,
    copied=NOON + timedelta(minutes=7),
    seconds_to_copy=95,
    contact_by=None,
    resolve_by=NOON + timedelta(hours=4),
    verdict=Verdict("in", "", "problem", "standard", False, False, ""),
    requests=(
        Fit("База/Вход.md#sms-registration", "Не приходит SMS-код", 0.91),
        Fit("База/Вход.md#login-failed", "Не входит", 0.4),
    ),
    abstained=False,
    edited_share=0.25,
    revision="abc",
    text=TEXT,
    drafted="Здравствуйте, Ирина!",
    sent=SENT,
    promises=(Promise("Ответим до 18:00 20.11.2026.", datetime(2026, 11, 20, 15, 0, tzinfo=UTC)),),
)

PAST = PastTicket(
    id="400001",
    client="Ирина Ёлкина",
    text=f"Не приходит смс на {PHONE}",
    created=datetime(2025, 3, 1, 9, 30, tzinfo=MOSCOW),
    closed=datetime(2025, 3, 2, 10, 0, tzinfo=MOSCOW),
    resolution="Исправили номер, код пришёл.",
)


def answer(**values: Any) -> GivenAnswer:
    return replace(ANSWER, **values)


def past(number: str, **values: Any) -> PastTicket:
    return replace(PAST, id=number, **values)
