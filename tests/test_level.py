"""The level of a ticket: what makes an emergency, else what the page's «Приоритет» gives."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant import desk
from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Alarm, level_from_page, level_of
from assistant.triage.rules import Reason

SETTING = "консультация; стандартный, если настройка не сохраняется"
BRAND = "стандартный; консультация, если нужно только добавить марку в справочник."
POST = "стандартный; экстренный, если настройка не сохраняется"


@pytest.mark.parametrize(
    ("priority", "kind", "text", "level"),
    [
        (SETTING, "question", "как запретить разовые пропуска", "consultation"),
        (SETTING, "question", "ставлю запрет, жму сохранить, а он сбрасывается назад", "standard"),
        (SETTING, "problem", "не могу разобраться с лимитами", "standard"),
        (BRAND, "problem", "в перечне нет марки Exeed, добавьте", "consultation"),
        (BRAND, "problem", "номер прицепа не принимает, пишет неверный формат", "standard"),
        # A condition never makes an emergency: that needs the regulation's criteria.
        (POST, "problem", "галочка снова слетела", "standard"),
        ("", "question", "галочка снова слетела", "standard"),
    ],
)
def test_level_from_page(priority: str, kind: str, text: str, level: str, library: Library) -> None:
    assert level_from_page(priority, kind, normalise(text), library.rules) == level


def test_a_condition_without_a_row_is_left_to_the_kind(library: Library) -> None:
    priority = "консультация; стандартный, если звёзды сошлись"
    text = normalise("звёзды сошлись")
    assert level_from_page(priority, "question", text, library.rules) == "consultation"
    assert level_from_page(priority, "problem", text, library.rules) == "standard"


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо за помощь на прошлой неделе! Но сейчас никто не может войти в систему, ни охрана, ни жители",
        "Благодарю за ответ. Журнал не открывается ни на одном посту, ошибка 502",
        "большое спасибо, что починили турникет. а теперь все въезды заблокированы, не открывается ни один шлагбаум",
    ],
)
def test_thanks_never_hide_an_outage(text: str, library: Library) -> None:
    ticket = Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0)))
    answer = desk.answer(ticket, library)
    assert (answer.sla.level.value, answer.kind.value) == ("emergency", "incident")
    assert answer.kind.why[0].evidence


def test_thanks_put_a_mere_doubt_aside(library: Library) -> None:
    doubt = Alarm((Reason("Сомнение", ""),), "affected_count", doubtful=True)
    text = normalise("спасибо")
    assert level_of(text, doubt, "problem", "in", (), library.rules).value == "emergency"
    assert level_of(text, doubt, "not_a_request", "in", (), library.rules).value == "consultation"
