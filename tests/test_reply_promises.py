"""What a reply promises: the sentences, the moments they name, the page each comes from."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant import desk
from assistant.knowledge.figures import load_figures
from assistant.library import Library
from assistant.reply.draft import Part
from assistant.reply.promises import Made, Promise, promises_in, promises_of, sourced
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.calendar import WorkCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
# A Friday; the next working day is Monday the 23rd.
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=MOSCOW)
RECEIVED = datetime(2026, 11, 20, 11, 30, tzinfo=MOSCOW)
CALENDAR = WorkCalendar.from_figures(load_figures(ROOT / "docs"))
MADE = Made(NOON, RECEIVED, CALENDAR)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Ответим до 18:00 20.11.2026.", at(20, 18)),
        ("Мы свяжемся с Вами 21.11 в 9:30!", at(21, 9, 30)),
        ("Исправим до 01.12.2026 12:00 МСК", datetime(2026, 12, 1, 12, 0, tzinfo=MOSCOW)),
        ("Вернёмся с ответом к 10:00 02.01.", datetime(2027, 1, 2, 10, 0, tzinfo=MOSCOW)),
        ("О решении сообщим Вам в этом же обращении.", None),
        ("Перезвоним 31.02 в 10:00.", None),
        ("Я напишу Вам о результате завтра до 12:00.", at(21, 12)),
        ("Свяжемся с Вами в течение 15 минут.", at(20, 12, 15)),
        # Four hours from 11:30 and eight from noon: the working day ends at 18:00.
        (
            "Решение Вы получите в течение 4 рабочих часов с момента получения обращения.",
            at(20, 15, 30),
        ),
        ("Ответим в течение 8 рабочих часов.", at(23, 11)),
        ("Ответим в течение дня.", None),
        ("Ответим в течение 2 рабочих часов после проверки камеры.", None),
        ("Ответим через 2 часа после поступления обращения.", at(20, 13, 30)),
        ("Диагностика займёт не больше 1 часа от начала обработки.", None),
        ("Проследим, чтобы менеджер сопровождения получил вопрос и связался с Вами.", None),
        ("Инженер перезвонит Вам сегодня до 17:00.", at(20, 17)),
    ],
)
def test_promises_with_their_moment(sentence: str, due: datetime | None) -> None:
    reply = f"Здравствуйте!\n\nКод придёт сам. {sentence}\n\nС уважением,\nАнна"
    assert promises_in(reply, MADE) == (Promise(sentence, due),)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Проверьте номер до 18:00 20.11.",
        "Сообщите нам номер.",
        "Решение найдено 20.11.",
        "Если гость позвонит на пост, его пропустят в течение 5 минут.",
        "Администратор получит письмо.",
    ],
)
def test_what_is_no_promise(reply: str) -> None:
    assert promises_in(reply, MADE) == ()


def test_length_has_no_end_without_a_calendar_or_its_beginning() -> None:
    sentence = "Ответим в течение 2 рабочих часов с момента получения обращения."
    assert promises_in(sentence, Made(NOON, RECEIVED)) == (Promise(sentence, None),)
    assert promises_in(sentence, Made(NOON, None, CALENDAR)) == (Promise(sentence, None),)


def test_promise_of_a_draft_names_its_page() -> None:
    parts = [Part("Здравствуйте!", "А.md#а"), Part("Проверим. Напишем завтра до 9:30.", "Б.md#б")]
    drafted = promises_of(parts, MADE)
    assert drafted == (Promise("Напишем завтра до 9:30.", at(21, 9, 30), "Б.md#б"),)
    sent = promises_in("Напишем завтра до 9:30. Перезвоним 23.11 в 10:00.", MADE)
    assert [each.source for each in sourced(sent, drafted)] == ["Б.md#б", ""]


def test_json_has_the_moment_with_its_zone() -> None:
    promise = Promise("Ответим", at(20, 18), "А.md#а")
    assert promise.to_json() == {
        "text": "Ответим",
        "due": "2026-11-20T18:00:00+03:00",
        "source": "А.md#а",
    }
    assert Promise("Ответим", None).to_json() == {"text": "Ответим", "due": None, "source": None}


def test_emergency_promises_the_deadline_of_its_level(library: Library) -> None:
    ticket = Ticket.from_text("Никто не может войти, система полностью не работает", RECEIVED)
    answer = desk.answer(ticket, library)
    assert answer.sla.level.value == "emergency"
    dues = {promise.due for promise in answer.promises}
    assert answer.sla.resolve.due in dues
    for promise in answer.promises:
        (part,) = [each for each in answer.reply.parts if promise.text in each.text]
        assert promise.source == part.source
