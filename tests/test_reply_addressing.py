"""How a customer is greeted, by the name as it stands in the ticket."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.knowledge.figures import load_figures
from assistant.reply.addressing import spoken_name
from assistant.reply.known import known_fillings
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.repeat import Repeat


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Ирина Петровна", "Ирина Петровна"),
        ("Иванова Ирина Петровна", "Ирина Петровна"),
        ("Пётр Гусев", "Пётр"),
        ("Гусев Пётр", "Пётр"),
        ("петрова ирма львовна", "Ирма Львовна"),
        ("ОЛЕГ", "Олег"),
        ("Олег Р.", "Олег"),
        ("Фёдор Палыч", "Фёдор Палыч"),
        ("Гульчачак", "Гульчачак"),
        ("Анна-Мария", "Анна-Мария"),
        ("Nina", "Nina"),
        ("Минаев Г. О.", ""),
        ("Г. О. Минаев", ""),
        ("Яхонтов", ""),
        ("Мальцева", ""),
        ("Коваленко", ""),
        ("Олега", ""),
        ("Ирины Петровны", ""),
        ("", ""),
    ],
)
def test_name_is_spoken_as_people_are_greeted(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken


def test_surname_alone_greets_nobody() -> None:
    now = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
    figures = load_figures(ROOT / "docs")
    first = Repeat(False, "", ())
    officer = Ticket.from_text("Журнал пуст. Ст. смены Яхонтов", now)
    assert "full_name" in officer.facts_by_key()
    assert "client_name" not in known_fillings(officer, first, (), "", figures)
    lawyer = Ticket.from_text("Нужен акт. С уважением, Олег Р.", now)
    filling = known_fillings(lawyer, first, (), "", figures)["client_name"]
    assert (filling.value, filling.quote) == ("Олег", "Олег Р.")


@pytest.mark.parametrize(
    ("below", "greeted"),
    [
        ("\n\nПомогите жителю, пожалуйста. С уважением, Ольга", "Ольга"),
        ("\n\nПомогите жителю, пожалуйста.", ""),
    ],
)
def test_who_passes_a_letter_on_is_not_greeted_by_its_author_s_name(
    below: str, greeted: str
) -> None:
    letter = "> Не приходит код.\n> С уважением, Ирина Котова"
    now = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
    ticket = Ticket.from_text(f"Fwd: жалоба\n{letter}{below}", now)
    known = known_fillings(ticket, Repeat(False, "", ()), (), "", load_figures(ROOT / "docs"))
    assert (known["client_name"].value if "client_name" in known else "") == greeted


def test_a_letter_quoted_throughout_is_its_author_s() -> None:
    now = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
    ticket = Ticket.from_text("> Не приходит код.\n> С уважением, Ирина Котова", now)
    name = ticket.sender_name()
    assert name is not None
    assert name.value == "Ирина Котова"
