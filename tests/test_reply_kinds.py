"""Every kind of reply as a letter that was read aloud: ``golden/replies/<name>.txt``."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from assistant.composition import Order, compose
from assistant.errors import TicketError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.reply.draft import Draft
from assistant.reply.kinds import known_kind, reply_kinds
from assistant.reply.lint import lint
from assistant.reply.tried.telling import deeds_of
from assistant.reply.tried.vocabulary import vocabulary_of
from assistant.settings import ROOT, Settings
from assistant.ticket.ticket import Ticket
from assistant.triage.calendar import WorkCalendar
from assistant.triage.kind import Kind
from assistant.triage.level import Level, sla_of
from assistant.triage.missing import Missing
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Rules
from assistant.triage.scope import Scope

FOLDER = ROOT / "tests/golden/replies"
CASES: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "kinds.yml").read_text("utf-8"))
# What a reply may still leave to the agent.
UNFILLED = {"empty-slot"}


@pytest.fixture(scope="module")
def shelf() -> Any:
    """A library without an index: composing needs none."""
    settings = Settings(agent="Анна Смирнова")
    knowledge = Knowledge.from_folder(settings.docs)
    return SimpleNamespace(
        settings=settings,
        knowledge=knowledge,
        rules=Rules.from_figures(knowledge.figures),
        calendar=WorkCalendar.from_figures(knowledge.figures),
    )


def drafted(case: dict[str, Any], shelf: Any) -> Draft:
    figures = shelf.knowledge.figures
    ticket = Ticket.from_text(
        case.get("ticket", "Добрый день, нужна помощь"),
        shelf.calendar.local(datetime(2026, 11, 20, 11)),
        number="20481",
        client="Ирина Петровна",
        channel=case.get("channel", "email"),
    )
    level = Level(case.get("level", "standard"), urgent=False, why=(), fact="")
    categories = tuple(shelf.rules.category(name) for name in case.get("categories", ()))
    verdict = (
        Scope(case.get("scope", "in"), categories, (), bool(case.get("own_reply"))),
        Kind(case.get("verdict", "problem"), ()),
        level,
        Repeat(bool(case.get("previous")), case.get("previous", ""), ()),
    )
    missing = [
        Missing(key, figure(figures, f"facts.{key}.question", str))
        for key in case.get("missing", ())
    ]
    sla = sla_of(level, ticket.received, figures, shelf.calendar)
    requests = [f"База типичных запросов/{each}" for each in case.get("requests", ())]
    order = Order(known_kind(case.get("kind", ""), shelf.knowledge), case.get("reason", ""), sla)
    deeds = deeds_of(ticket.normal, ticket.own_ranges, vocabulary_of(shelf.knowledge))
    return compose(ticket, verdict, requests, missing, order, shelf, deeds)


@pytest.mark.parametrize("name", CASES)
def test_reply_reads_as_the_example(name: str, shelf: Any) -> None:
    assert drafted(CASES[name], shelf).text + "\n" == (FOLDER / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_example_breaks_no_rule(name: str, shelf: Any) -> None:
    text = drafted(CASES[name], shelf).text
    assert {each.code for each in lint(text, shelf.knowledge)} <= UNFILLED


def test_every_example_has_its_case_and_every_kind_its_example(shelf: Any) -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(CASES)
    chosen = {case.get("kind") for case in CASES.values()}
    by_verdict = {"clarify", "emergency", "repeat", "out_of_scope", "wish"}
    assert set(reply_kinds(shelf.knowledge)) <= chosen | by_verdict


@pytest.mark.parametrize("name", [name for name in CASES if "telegram" not in name])
def test_chat_is_shorter_than_a_letter(name: str, shelf: Any) -> None:
    letter = drafted(CASES[name], shelf)
    chat = drafted({**CASES[name], "channel": "telegram"}, shelf)
    assert len(chat.text) <= len(letter.text)
    if "С уважением" in letter.text:
        assert len(chat.text) < len(letter.text)
    assert {part.source for part in chat.parts} == {part.source for part in letter.parts}


def test_chat_is_noticeably_shorter_over_all_requests(shelf: Any) -> None:
    shares = []
    for item, request in shelf.knowledge.requests.items():
        if request.reply is None:
            continue
        case = {"requests": [item.split("/", 1)[1]], "missing": ["account_phone", "object"]}
        letter = drafted(case, shelf).text
        chat = drafted({**case, "channel": "telegram"}, shelf).text
        shares.append(len(chat) / len(letter))
        # Shorter, and whole: greeted, numbered, signed, with what comes next and every step.
        assert {each.code for each in lint(chat, shelf.knowledge)} <= UNFILLED, item
        steps = [line for line in letter.splitlines() if line[:2] in ("1.", "2.", "3.")]
        assert [step for step in steps if step[3:20] not in chat] == [], item
    assert max(shares) < 0.93
    assert sum(shares) / len(shares) < 0.82


def test_chat_keeps_what_matters(shelf: Any) -> None:
    case = {
        "requests": ["Оборудование.md#key-door-fail"],
        "channel": "telegram",
        "missing": ["object"],
    }
    text = drafted(case, shelf).text
    assert text.startswith("Здравствуйте, Ирина Петровна! ")
    assert "позвоните на пост охраны" in text
    assert "№ 20481" in text
    assert "Пришлите, пожалуйста, одно сведение: название или номер объекта." in text
    assert "напишем Вам о результате" in text
    assert "Чаще всего" not in text
    assert text.endswith("\n\nАнна Смирнова, Служба технической поддержки PASS24.online")


def test_kind_chosen_by_the_agent_asks_nothing_its_template_does_not(shelf: Any) -> None:
    case = {"kind": "resolved", "missing": ["object"]}
    assert "название" not in drafted(case, shelf).text


def test_unknown_kind_is_told_with_those_there_are(shelf: Any) -> None:
    with pytest.raises(TicketError, match=r"Вида ответа «итог» нет\. Есть: .*closing \(Закрытие"):
        known_kind("итог", shelf.knowledge)
    assert known_kind("", shelf.knowledge) == ""


def test_reason_of_the_agent_is_marked_as_typed(shelf: Any) -> None:
    slots = {slot.name: slot.origin for slot in drafted(CASES["priority_changed"], shelf).slots}
    assert slots == {
        "ID": "crm",
        "Уровень SLA": "figures",
        "Время": "figures",
        "Обоснование": "agent",
    }


def test_our_part_is_answered_first_and_the_rest_told_once(shelf: Any) -> None:
    mixed = {
        "scope": "partial",
        "categories": ["third_party_hardware"],
        "requests": ["Консультации.md#out-of-scope", "Пропуска и шлагбаумы.md#pass-edit-close"],
    }
    text = drafted(mixed, shelf).text
    assert text.index("Посмотрите статус пропуска") < text.index("выходит за рамки")
    assert text.count("выходит за рамки") == 1
    assert "[Почему вне рамок]" not in text
    alone = {
        "scope": "out",
        "own_reply": True,
        "categories": ["outside_products"],
        "requests": ["Консультации.md#out-of-scope"],
    }
    assert drafted(alone, shelf).text.count("выходит за рамки") == 1
    papers = {
        "scope": "out",
        "own_reply": True,
        "categories": ["documents"],
        "requests": ["Консультации.md#billing-documents"],
        "previous": "20417",
    }
    assert "выходит за рамки" not in drafted(papers, shelf).text


def test_partly_ours_names_only_what_no_request_deals_with(shelf: Any) -> None:
    dealt = {
        "scope": "partial",
        "categories": ["documents"],
        "requests": ["Консультации.md#billing-documents"],
    }
    assert "выходит за рамки" not in drafted(dealt, shelf).text
    assert "выходит за рамки" in drafted(CASES["partial"], shelf).text
