"""What is kept of an answer when its reply is copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant import desk
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.journal.recording import Copied, edited_share, given
from assistant.journal.records import Correction
from assistant.library import Library
from assistant.ticket.ticket import Ticket
from assistant.triage.ruling import Ruling
from tests.journal.cases import NOON

TEXT = "Не приходит смс с кодом при регистрации. Телефон +7 900 000-00-01"
COPIED = Copied("0" * 16, "f" * 16, "Анна", "Готово", NOON + timedelta(minutes=2), 61, "digest")


def ticket(text: str = TEXT) -> Ticket:
    return Ticket.from_text(text, NOON, number="500123", client="Ирина", channel="email")


def test_an_answer_is_kept_whole(library: Library, journal: Journal) -> None:
    answer = desk.answer(ticket(), library)
    kept = given(answer, answer, COPIED, library.calendar)
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
    found = given(ruled, judged, copied, library.calendar).corrections
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


def test_promises_of_the_draft_keep_their_source_and_those_of_the_agent_have_none(
    library: Library,
) -> None:
    answer = desk.answer(ticket("Никто не может войти, весь посёлок стоит у ворот"), library)
    first = answer.promises[0]
    assert first.source
    copied = replace(COPIED, sent=f"{first.text}\n\nЯ перезвоню Вам до 18:00 20.11.2026.")
    kept = given(answer, answer, copied, library.calendar)
    assert [(each.text, each.source) for each in kept.promises] == [
        (first.text, first.source),
        ("Я перезвоню Вам до 18:00 20.11.2026.", ""),
    ]
