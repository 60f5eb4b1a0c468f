"""Where the content of a slot comes from: words of the ticket with their place, figures, fields."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.knowledge.figures import load_figures
from assistant.reply.known import fillings_of_kind, known_fillings
from assistant.reply.slots import FilledSlot, Filling, fill, roles_of_slots
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.calendar import WorkCalendar
from assistant.triage.level import Level, sla_of
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Rules
from assistant.ui.reply_checks import filled_markup

FIGURES = load_figures(ROOT / "docs")
NOW = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
FIRST = Repeat(False, "", ())
SLA = sla_of(Level("standard", False, (), ""), NOW, FIGURES, WorkCalendar.from_figures(FIGURES))


def test_name_from_the_ticket_has_its_place_in_the_text_as_pasted() -> None:
    ticket = Ticket.from_text("Ёлки \u200b👍\nМеня зовут Ирина Петровна, не приходит код", NOW)
    filling = known_fillings(ticket, FIRST, (), "", FIGURES)["client_name"]
    assert (filling.value, filling.origin) == ("Ирина Петровна", "ticket")
    assert filling.span is not None
    assert ticket.text[slice(*filling.span)] == filling.quote == "Ирина Петровна"


def test_fields_of_the_crm_have_no_place_in_the_ticket() -> None:
    ticket = Ticket.from_text("Меня зовут Ирина Петровна", NOW, number="20481", client="Ирина")
    known = known_fillings(ticket, FIRST, (), "Анна", FIGURES)
    assert known["client_name"] == Filling("Ирина", "crm")
    assert known["number"] == Filling("20481", "crm")
    assert known["agent"] == Filling("Анна", "settings")


def test_previous_number_is_quoted_where_it_stands_alone() -> None:
    ticket = Ticket.from_text("Телефон 79002041700. По обращению № 20417 тишина", NOW)
    filling = known_fillings(ticket, Repeat(True, "20417", ()), (), "", FIGURES)["previous_number"]
    assert filling == Filling("20417", "ticket", "20417", (36, 41))


def test_previous_number_of_nowhere_has_no_span() -> None:
    ticket = Ticket.from_text("Снова не работает", NOW)
    filling = known_fillings(ticket, Repeat(True, "20417", ()), (), "", FIGURES)["previous_number"]
    assert filling == Filling("20417", "ticket")


def test_figures_tell_their_address() -> None:
    ticket = Ticket.from_text("Нужен акт", NOW)
    documents = Rules.from_figures(FIGURES).category("documents")
    assert documents is not None
    known = known_fillings(ticket, FIRST, [documents], "", FIGURES)
    assert known["contact"].place == "contacts.phone"
    assert known["out_reason"].place == "scope.categories.documents.reason"
    assert FIGURES["scope"]["categories"]["documents"]["reason"] == known["out_reason"].value
    changed = fillings_of_kind("priority_changed", ticket, SLA, "  ", FIGURES)
    assert {role: filling.place for role, filling in changed.items()} == {
        "level": "sla.standard.name",
        "due": "sla.standard",
    }


def test_wish_is_quoted() -> None:
    ticket = Ticket.from_text("Хотим выгружать список гостей в Excel одной кнопкой", NOW)
    wish = fillings_of_kind("wish", ticket, SLA, "", FIGURES)["wish"]
    assert wish.value == f"«{wish.quote}»"
    assert wish.span is not None
    assert ticket.text[slice(*wish.span)] == wish.quote


def test_json_names_what_is_known() -> None:
    quoted = FilledSlot("Имя", "Ирина", "ticket", "Ирина", (3, 8))
    assert quoted.to_json() == {
        "name": "Имя",
        "value": "Ирина",
        "origin": "ticket",
        "quote": "Ирина",
        "span": [3, 8],
    }
    counted = FilledSlot("Телефон", "+7", "figures", place="contacts.phone")
    assert counted.to_json()["place"] == "contacts.phone"
    assert FilledSlot("Телефон", None, None).to_json() == {
        "name": "Телефон",
        "value": None,
        "origin": None,
    }


def test_slot_takes_the_place_of_its_filling() -> None:
    filling = Filling("20417", "ticket", "20417", (36, 41))
    _, (slot,) = fill("[ID]", {"number": filling}, roles_of_slots(FIGURES))
    assert slot == FilledSlot("ID", "20417", "ticket", "20417", (36, 41))


def test_desk_shows_the_place_under_the_pointer() -> None:
    made = filled_markup(
        [
            FilledSlot("Имя", "Ирина", "ticket", "<Ирина>", (3, 8)),
            FilledSlot("Телефон", "+7", "figures", place="contacts.phone"),
            FilledSlot("ID", None, None),
        ]
    )
    assert 'title="В обращении: «&lt;Ирина&gt;», знаки 4–8"' in made
    assert 'title="Файл данных: contacts.yml"' in made
    assert "ID" not in made
