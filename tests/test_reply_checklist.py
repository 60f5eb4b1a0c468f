"""The checklist: the regulation's lines, then the request's, each once, with what is proven ticked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.base import Knowledge
from assistant.reply.checklist import ChecklistItem, build_checklist
from assistant.reply.evidence import Proof

INTAKE = "Регламенты/Прием и регистрация обращений.md"
LIST = f"{INTAKE}#контрольный-чек-лист"
LOGIN = "База типичных запросов/Регистрация и вход.md"


@pytest.fixture(scope="module")
def knowledge(small_docs: Path) -> Knowledge:
    return Knowledge.from_folder(small_docs)


def checklist(
    knowledge: Knowledge, *anchors: str, number: str = "", regulation: str = INTAKE
) -> tuple[ChecklistItem, ...]:
    requests = [(f"{LOGIN}#{each}", knowledge.requests[f"{LOGIN}#{each}"]) for each in anchors]
    return build_checklist(regulation, requests, number, knowledge)


def test_regulation_first_then_requests_in_order_each_line_once(knowledge: Knowledge) -> None:
    lines = [
        (item.text, item.source)
        for item in checklist(knowledge, "login-failed", "sms-registration")
    ]
    assert lines == [
        ("Обращение зарегистрировано", LIST),
        ("Номер обращения присвоен", LIST),
        ("Уведомление с номером отправлено клиенту", LIST),
        # Both requests have this step too: it stands where it came first.
        ("Сверить номер телефона", LIST),
        ("Сбросить пароль по правилам.", f"{LOGIN}#login-failed"),
        ("Посмотреть журнал отправки сообщений.", f"{LOGIN}#sms-registration"),
    ]


def test_nothing_is_ticked_without_a_number(knowledge: Knowledge) -> None:
    assert [item for item in checklist(knowledge, "login-failed") if item.done] == []


def test_number_of_the_ticket_ticks_what_it_proves(knowledge: Knowledge) -> None:
    ticked = {
        item.text: item.evidence for item in checklist(knowledge, "login-failed", number="20481")
    }
    assert ticked == {
        "Обращение зарегистрировано": "№ 20481",
        "Номер обращения присвоен": "№ 20481",
        "Уведомление с номером отправлено клиенту": "",
        "Сверить номер телефона": "",
        "Сбросить пароль по правилам.": "",
    }
    done = [item.text for item in checklist(knowledge, number="20481") if item.done]
    assert done == ["Обращение зарегистрировано", "Номер обращения присвоен"]


@pytest.mark.parametrize(
    ("line", "is_done"),
    [
        ("Обращение зарегистрировано в CRM", True),
        ("ID присвоен", True),
        ("Номер (ID) присвоен системой", True),
        ("Обращение зарегистрировано в течение 15 минут", False),
        ("Обращение зарегистрировано, клиент знает его номер", False),
        ("Клиент уведомлён, что обращение зарегистрировано", False),
        ("Номер автомобиля сверен", False),
    ],
)
def test_only_what_a_number_proves_is_ticked(line: str, is_done: bool, docs: Path) -> None:
    page = docs / INTAKE
    text = page.read_text(encoding="utf-8")
    head = text[: text.index("- [ ] Обращение зарегистрировано")]
    page.write_text(f"{head}- [ ] {line}\n", encoding="utf-8")
    (item,) = checklist(Knowledge.from_folder(docs), number="20481")
    proofs = (Proof("number", "№ 20481"),) if is_done else ()
    assert item == ChecklistItem(line, LIST, is_done, "№ 20481" if is_done else "", proofs)


def test_steps_of_the_request_stand_where_the_regulation_diagnoses(docs: Path) -> None:
    page = docs / INTAKE
    text = page.read_text(encoding="utf-8")
    head = text[: text.index("- [ ] Обращение зарегистрировано")]
    lines = ("Обращение прочитано", "Диагностика проведена", "Причина установлена")
    page.write_text(head + "".join(f"- [ ] {line}\n" for line in lines), encoding="utf-8")
    items = checklist(Knowledge.from_folder(docs), "login-failed")
    assert [item.text for item in items] == [
        "Обращение прочитано",
        "Сверить номер телефона.",
        "Сбросить пароль по правилам.",
        "Диагностика проведена",
        "Причина установлена",
    ]


def test_missing_regulation_leaves_the_steps_of_the_request(knowledge: Knowledge) -> None:
    items = checklist(knowledge, "login-failed", regulation="Регламенты/Нет такого.md")
    assert [item.text for item in items] == [
        "Сверить номер телефона.",
        "Сбросить пароль по правилам.",
    ]


def test_no_regulation_and_no_request(knowledge: Knowledge) -> None:
    assert checklist(knowledge, regulation="") == ()
