"""What is asked for: the needs of a request, minus what the ticket tells, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from assistant import desk
from assistant.knowledge.requests import Need, Request
from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.missing import missing_facts


def needing(library: Library, *needs: Need) -> Request:
    """A request with these needs and nothing else of its own."""
    return replace(next(iter(library.knowledge.requests.values())), needs=needs)


def asked(
    library: Library,
    request: Request | None,
    text: str = "не открывается",
    kind: str = "problem",
    told: tuple[str, ...] = (),
    given: tuple[str, ...] = (),
) -> list[str]:
    figures, rules = library.knowledge.figures, library.rules
    found = missing_facts(
        request, normalise(text), kind, frozenset(told), frozenset({*told, *given}), figures, rules
    )
    return [each.key for each in found]


def test_required_facts_are_asked_in_the_pages_order_and_once(library: Library) -> None:
    request = needing(
        library,
        Need("required", "", ("plate", "object")),
        Need("required", "", ("object", "direction")),
        Need("useful", "", ("photo",)),
    )
    assert asked(library, request) == ["plate", "object", "direction"]
    assert asked(library, request, given=("object",)) == ["plate", "direction"]


def test_whoever_left_a_phone_is_not_asked_how_to_be_reached(library: Library) -> None:
    request = needing(library, Need("required", "", ("contact",)))
    assert asked(library, request) == ["contact"]
    assert asked(library, request, given=("account_phone",)) == []


def test_a_case_is_shown_by_words_or_by_a_fact_told_plainly(library: Library) -> None:
    request = needing(library, Need("conditional", "если в веб-кабинете", ("browser",)))
    assert asked(library, request) == []
    assert asked(library, request, "не грузится страница") == ["browser"]
    assert asked(library, request, told=("section",)) == ["browser"]
    # «В ленте» is a section only because the request needs one: it shows no cabinet.
    assert asked(library, request, given=("section",)) == []


def test_without_a_request_the_base_set_is_asked(library: Library) -> None:
    base = asked(library, None)
    assert base[:3] == ["account_phone", "object", "address"]
    assert asked(library, None, kind="not_a_request") == []


@pytest.mark.parametrize(
    ("text", "anchor", "key"),
    [
        ("камера номер видит а шлагбаум не поднимается, и с кнопки и с пульта ноль", "barrier-not-opened", "manual_open"),
        ("не приходит код при регистрации, ставлю программу впервые, симка мтсовская", "sms-registration", "operator"),
        ("не приходят уведомления, что курьер приехал", "push-missing", "push_events"),
    ],
)  # fmt: skip
def test_what_the_request_makes_a_fact_is_not_asked_again(
    library: Library, text: str, anchor: str, key: str
) -> None:
    ticket = Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 17)))
    answer = desk.answer(ticket, library)
    assert answer.requests[0].id.endswith(f"#{anchor}")
    assert key not in {each.key for each in answer.missing}
    assert key in {fact.key for fact in answer.ticket.facts}


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Не приходит код, вход по SMS. Тел. для связи +7 900 000-27-72", False),
        ("Код на старый номер +7 900 000-27-72 не приходит, не могу войти по SMS", False),
        ("Не приходит код, вход по SMS. Пишите на anna@example.ru", True),
    ],
)
def test_account_is_looked_up_by_the_phone_left(
    text: str, is_asked: bool, library: Library
) -> None:
    ticket = Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0)))
    answer = desk.answer(ticket, library)
    assert ("account_phone" in {each.key for each in answer.missing}) is is_asked


@pytest.mark.parametrize(
    ("needed", "told"),
    [
        ("client_type", "app_version"),
        ("client_type", "browser"),
        ("access_point", "checkpoint"),
        ("occurred_at", "last_event_at"),
    ],
)
def test_a_fact_that_another_tells_is_not_asked(library: Library, needed: str, told: str) -> None:
    request = needing(library, Need("required", "", (needed,)))
    assert asked(library, request) == [needed]
    assert asked(library, request, given=(told,)) == []


def questions(library: Library, text: str) -> set[str]:
    """Keys asked for by the answer to a ticket."""
    ticket = Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0)))
    return {each.key for each in desk.answer(ticket, library).missing}


def test_what_decides_the_level_is_looked_for_in_every_wording(library: Library) -> None:
    closed = "На посту нет электричества, ворота закрыты"
    assert "affected_count" in questions(library, f"{closed}.")
    assert "affected_count" not in questions(library, f"{closed}, машины не выезжают.")


def test_without_a_request_the_base_set_is_looked_for_in_every_wording(library: Library) -> None:
    odd = "Здравствуйте, там что-то не то"
    assert {"steps", "error_text"} <= questions(library, f"{odd}. Галина")
    told = questions(library, f"{odd}: вписала всё, и песочные часы. Галина")
    assert "account_phone" in told
    assert not {"steps", "error_text"} & told
