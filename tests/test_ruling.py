"""An agent's ruling takes the place of the verdict, and everything after it follows."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.library import Library
from assistant.ticket.ticket import Ticket
from assistant.triage.ruling import AS_JUDGED, Ruling
from tests.ui_places import EVERYONE, SMS


def ruled(text: str, library: Library, ruling: Ruling) -> Answer:
    received = library.calendar.local(datetime(2026, 11, 20, 10, 0))
    return desk.answer(Ticket.from_text(text, received), library, ruling)


def test_nothing_ruled_is_as_judged(library: Library) -> None:
    assert ruled(SMS, library, AS_JUDGED).sla.level.value == "standard"
    assert not AS_JUDGED.changes


def test_emergency_by_an_agent_brings_its_deadlines_reply_and_checklist(
    library: Library,
) -> None:
    judged = ruled(SMS, library, AS_JUDGED)
    answer = ruled(SMS, library, Ruling(level="emergency", reason="стоят все"))
    assert answer.sla.level.value == "emergency"
    assert answer.sla.level.urgent
    assert answer.sla.contact is not None
    assert answer.sla.resolve.due < judged.sla.resolve.due
    assert [each.evidence for each in answer.sla.level.why] == ["стоят все"]
    assert "экстренных" in answer.regulations[0].title
    assert {each.source for each in answer.checklist} != {each.source for each in judged.checklist}
    assert answer.reply.text != judged.reply.text


def test_level_below_emergency_takes_its_urgency_along(library: Library) -> None:
    assert ruled(EVERYONE, library, AS_JUDGED).sla.level.value == "emergency"
    level = ruled(EVERYONE, library, Ruling(level="consultation")).sla.level
    assert (level.value, level.urgent) == ("consultation", False)


def test_out_of_scope_names_the_chosen_addressee(library: Library) -> None:
    category = library.rules.categories[0]
    answer = ruled(SMS, library, Ruling(scope="out", category=category.name))
    assert answer.scope.categories == (category,)
    assert category.addressee in answer.reply.text
    assert answer.sla.level.value == "consultation"


def test_ours_by_an_agent_is_answered_as_ours(library: Library) -> None:
    text = "Дайте номер телефона владельца машины А123БВ777, он меня подпёр"
    assert ruled(text, library, AS_JUDGED).scope.value != "in"
    answer = ruled(text, library, Ruling(scope="in"))
    assert answer.scope.value == "in"
    assert not any(each.addressee in answer.reply.text for each in library.rules.categories)


def test_kind_is_taken_as_certain(library: Library) -> None:
    kind = ruled(SMS, library, Ruling(kind="not_a_request", reason="спам")).kind
    assert (kind.value, kind.certain, kind.stranger) == ("not_a_request", True, False)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({}, AS_JUDGED),
        ({"level": "emergency", "colour": "red"}, Ruling(level="emergency")),
        ({"level": "worse", "scope": "", "kind": "spam", "reason": "так"}, Ruling(reason="так")),
        ({"level": 5}, AS_JUDGED),
    ],
)
def test_stored_values_of_another_version_are_left_out(
    stored: dict[str, str], read: Ruling
) -> None:
    assert Ruling.of(stored) == read
