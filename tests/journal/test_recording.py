"""What is kept of an answer when its reply is copied."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant import desk
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.journal.promises import promises_in
from assistant.journal.recording import Copied, edited_share, given
from assistant.journal.records import Correction, Promise
from assistant.library import Library
from assistant.ticket.ticket import Ticket
from assistant.triage.ruling import Ruling
from tests.journal.cases import MOSCOW, NOON

TEXT = "Не приходит смс с кодом при регистрации. Телефон +7 900 000-00-01"
COPIED = Copied("0" * 16, "f" * 16, "Анна", "Готово", NOON + timedelta(minutes=2), 61, "digest")


def ticket(text: str = TEXT) -> Ticket:
    return Ticket.from_text(text, NOON, number="500123", client="Ирина", channel="email")


def test_an_answer_is_kept_whole(library: Library, journal: Journal) -> None:
    answer = desk.answer(ticket(), library)
    kept = given(answer, answer, COPIED)
    answers.record(journal, kept)
    assert answers.load(journal, COPIED.identifier) == kept
    assert (kept.text, kept.drafted, kept.sent) == (TEXT, answer.reply.text, "Готово")
    assert [each.request_id for each in kept.requests] == [each.id for each in answer.requests]
    assert kept.verdict.level == answer.sla.level.value
    assert kept.resolve_by == answer.sla.resolve.due
    assert kept.corrections == ()
    assert kept.edited_share == 1.0


def test_what_the_agent_decided_is_kept_as_corrections(library: Library) -> None:
    judged = desk.answer(ticket(), library)
    ruling = Ruling(level="emergency", kind="incident", reason="Стоит весь посёлок")
    ruled = desk.answer(ticket(), library, ruling)
    copied = Copied(
        **{**{name: getattr(COPIED, name) for name in Copied.__slots__}, "reason": "Стоят"}
    )
    found = given(ruled, judged, copied).corrections
    assert set(found) == {
        Correction(copied.moment, "Анна", "level", "standard", "emergency", "Стоят", True),
        Correction(copied.moment, "Анна", "kind", judged.kind.value, "incident", "Стоят", True),
    }


@pytest.mark.parametrize(
    ("drafted", "sent", "share"),
    [
        ("а б в г", "а б в г", 0.0),
        ("а б в г", " а\nб  в г ", 0.0),
        ("а б в г", "а б в д", 0.25),
        ("а б в г", "д", 1.0),
        ("а б", "", 1.0),
        ("", "", 0.0),
    ],
)
def test_share_of_a_draft_that_was_changed(drafted: str, sent: str, share: float) -> None:
    assert edited_share(drafted, sent) == pytest.approx(share)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Ответим до 18:00 20.11.2026.", datetime(2026, 11, 20, 18, 0, tzinfo=MOSCOW)),
        ("Мы свяжемся с Вами 21.11 в 9:30!", datetime(2026, 11, 21, 9, 30, tzinfo=MOSCOW)),
        ("Исправим до 01.12.2026 12:00 МСК", datetime(2026, 12, 1, 12, 0, tzinfo=MOSCOW)),
        ("Вернёмся с ответом к 10:00 02.01.", datetime(2027, 1, 2, 10, 0, tzinfo=MOSCOW)),
        ("О решении сообщим Вам в этом же обращении.", None),
        ("Перезвоним 31.02 в 10:00.", None),
    ],
)
def test_promises_with_their_moment(sentence: str, due: datetime | None) -> None:
    reply = f"Здравствуйте!\n\nКод придёт сам. {sentence}\n\nС уважением,\nАнна"
    assert promises_in(reply, NOON) == (Promise(sentence, due),)


@pytest.mark.parametrize(
    "reply",
    ["", "Проверьте номер до 18:00 20.11.", "Сообщите нам номер.", "Решение найдено 20.11."],
)
def test_what_is_no_promise(reply: str) -> None:
    assert promises_in(reply, NOON) == ()
