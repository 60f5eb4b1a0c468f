"""What was promised before: from replies and resolutions, shown to the agent and noted for the CRM."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant import desk
from assistant.journal import answers, past
from assistant.journal.journal import Journal
from assistant.journal.promised import Promised, promised_in
from assistant.library import Library
from assistant.ticket.ticket import Ticket
from assistant.ui.checklist_note import note_text
from assistant.ui.promised_panel import promised_markup
from tests.journal import cases

SENT = Promised(
    "500123",
    "Ответим до 18:00 20.11.2026.",
    cases.NOON + timedelta(minutes=7),
    datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
)


def test_promises_of_replies_and_resolutions_in_their_order(journal: Journal) -> None:
    answers.record(journal, cases.answer())
    answers.record(journal, cases.answer(id="b" * 16, ticket_id="500999"))
    resolution = "Исправили номер. Перезвоним 03.03 в 12:00, телефон +7 900 000-00-01."
    past.take(journal, [cases.past("400001", resolution=resolution), cases.past("400002")])
    called, sent = promised_in(journal, ["500123", "400001", "400002", "1"], cases.MOSCOW)
    assert sent == SENT
    assert (called.number, called.made) == ("400001", cases.PAST.closed)
    assert called.text.startswith("Перезвоним 03.03 в 12:00")
    assert "900" not in called.text
    assert called.due == datetime(2025, 3, 3, 12, 0, tzinfo=cases.MOSCOW)


def test_no_number_has_no_promises(journal: Journal) -> None:
    assert promised_in(journal, [], cases.MOSCOW) == ()
    assert promised_in(journal, ["500123"], cases.MOSCOW) == ()


def test_agent_sees_whether_the_time_has_passed() -> None:
    late = promised_markup(SENT, cases.NOON + timedelta(days=1))
    assert "№ 500123 · 20.11.2026" in late
    assert "срок 20.11.2026 18:00 прошёл" in late
    assert "прошёл" not in promised_markup(SENT, cases.NOON)
    assert "срок не назван" in promised_markup(replace(SENT, due=None), cases.NOON)
    assert "&lt;b&gt;" in promised_markup(replace(SENT, text="<b>"), cases.NOON)


def test_note_tells_kind_and_promises_and_the_client_is_told_neither(library: Library) -> None:
    text = "Опять не приходит код при регистрации, обращение 500123"
    found = desk.answer(Ticket.from_text(text, cases.NOON), library)
    note = note_text(found, {}, library, [SENT])
    assert (
        "Повтор (прежнее обращение № 500123): Та же проблема. Проверьте, применил ли клиент" in note
    )
    assert (
        "Обещано в № 500123 20.11.2026, срок 20.11.2026 18:00: «Ответим до 18:00 20.11.2026.»"
        in note
    )
    assert "Та же проблема" not in found.reply.text
    first = desk.answer(Ticket.from_text("Не приходит код при регистрации", cases.NOON), library)
    assert "Повтор" not in note_text(first, {}, library, [SENT])
