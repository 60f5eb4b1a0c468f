"""Documents of other authors of the department, in styles of their own: counted by hand, in place of ours.

``fixtures/department`` keeps to the letter of the house format; these keep to its sense.
"""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from assistant import desk
from assistant.checks.finding import ERROR
from assistant.checks.run import check_folder
from assistant.knowledge.base import Knowledge
from assistant.knowledge.inspection import dead_links, inspect
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from tests.conftest import TINY
from tests.website_places import DOCS, broken_links, built

COLLEAGUES = Path(__file__).parent / "fixtures" / "colleagues"
INCIDENTS = "Регламенты/Работа с критическими инцидентами.md"
ESCALATION = "Регламенты/Эскалация в отдел разработки.md"
APP = "База типичных запросов/Проблемы с приложением.md"
# Counts by hand; a key that is not named counts nothing.
COUNTS: dict[str, dict[str, int]] = {
    INCIDENTS: {
        "steps": 3,
        "faq": 2,
        "examples": 2,
        "cases": 2,
        "checklist": 6,
        "templates": 2,
        "slots": 7,
        "phrases_avoid": 3,
        "phrases_use": 2,
        "tables": 4,
        "links": 7,
        "dead_links": 5,
    },
    ESCALATION: {
        "steps": 3,
        "faq": 3,
        "examples": 2,
        "cases": 3,
        "checklist": 4,
        "templates": 2,
        "slots": 9,
        "phrases_avoid": 2,
        "tables": 2,
        "links": 8,
        "dead_links": 4,
    },
    APP: {
        "requests": 3,
        "checklist": 4,
        "templates": 3,
        "slots": 7,
        "tables": 1,
        "links": 1,
        "dead_links": 1,
    },
}
METADATA = {
    INCIDENTS: {
        "Версия": "2.3",
        "Дата создания": "14.02.2025",
        "Дата последнего обновления": "2025-06-01",
        "Автор": "Дежурная смена",
        "Статус": "✅ Актуально",
        "Теги": "инцидент, авария, SLA",
    },
    ESCALATION: {
        "Версия": "1.4",
        "Дата создания": "2025-03-03",
        "Статус": "На пересмотре",
        "Ответственный за актуальность": "руководитель ТП",
        "Теги": "эскалация, разработка",
    },
    APP: {"Версия": "0.9", "Статус": "Черновик"},
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_folder(COLLEAGUES)


@pytest.mark.parametrize("path", COUNTS)
def test_counts_are_those_made_by_hand(path: str, knowledge: Knowledge) -> None:
    described = inspect(knowledge.documents[path], knowledge)
    assert described.pop("path") == path
    assert described.pop("metadata") == METADATA[path]
    del described["title"]
    assert {name: number for name, number in described.items() if number} == COUNTS[path]


def test_steps_say_what_is_done_where_with_what_result(knowledge: Knowledge) -> None:
    steps = [
        (step.number, step.title, step.actions, step.where, step.result)
        for path in (INCIDENTS, ESCALATION)
        for step in knowledge.documents[path].steps
    ]
    assert steps == [
        (
            1,
            "Признать критическим",
            ("Сверить признаки", "Сообщить руководителю"),
            "телефон, чат",
            "руководитель знает",
        ),
        (
            2,
            "Связаться с клиентом",
            ("позвонить", "отправить письмо"),
            "телефон",
            "клиент предупреждён",
        ),
        (
            3,
            "Сообщать новости",
            ("писать каждые 1–2 часа",),
            "",
            "клиент не ищет нас сам",
        ),
        (
            1,
            "Подтвердить необходимость",
            ("Проверить базу", "Записать пробы"),
            "CRM",
            "понятно, что передаём",
        ),
        (2, "Описать", ("Что, когда, после чего", "Шаги и ожидание"), "", "описание готово"),
        (3, "Передать", ("завести задачу",), "", "номер задачи в CRM"),
    ]


def test_requests_with_phrases_replies_and_diagnosis(knowledge: Knowledge) -> None:
    requests = [
        (each.number, each.title, each.phrases, each.diagnosis)
        for each in knowledge.documents[APP].requests
    ]
    assert requests == [
        (
            1,
            "Приложение вылетает и белый экран",
            ("приложение само закрывается", "белый экран и всё", "вылетает после обновления"),
            ("а) узнать версию", "б) проверить другой телефон"),
        ),
        (
            2,
            "Не приходят push-уведомления",
            ("нет уведомлений", "пуши не приходят со вчера", "не звонит, когда приехал гость"),
            ("Проверить разрешения", "Проверить Ленту событий"),
        ),
        (3, "📱 Не устанавливается на старый телефон", (), ()),
    ]
    replies = [each.reply.body for each in knowledge.documents[APP].requests if each.reply]
    assert [reply.split("\n")[0] for reply in replies[:2]] == [
        "Здравствуйте, [Имя клиента]!",
        "Здравствуйте!",
    ]
    assert replies[1].endswith("[Имя специалиста]")


def test_questions_examples_and_phrases(knowledge: Knowledge) -> None:
    incidents, escalation = knowledge.documents[INCIDENTS], knowledge.documents[ESCALATION]
    assert [each.question for each in (*incidents.faq, *escalation.faq)] == [
        "Кого известить первым?",
        "Можно ли молчать, если новостей нет?",
        "Кто следит за задачей?",
        "Когда будет исправлено?",
        "Можно ли без журналов?",
    ]
    assert [each.text for each in incidents.phrases_avoid] == [
        "Это надолго",
        "Мы не виноваты",
        "Ждите",
    ]
    assert [each.text for each in incidents.phrases_use] == [
        "Восстанавливаем, напишу в [время]",
        "Пока пропускайте по списку",
    ]
    assert [link.shown for link in dead_links(escalation, knowledge)] == [
        "[[Работа с обращениями вне рамок поддержки]]",
        "[[Прием пожеланий и запросов на улучшение#Шаг 1. Принять]]",
        "Диагностика проблем.md",
        "#13-приложение",
    ]


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our documents with those of the colleagues in their place."""
    docs = tmp_path_factory.mktemp("colleagues") / "docs"
    shutil.copytree(DOCS, docs)
    shutil.copytree(COLLEAGUES, docs, dirs_exist_ok=True)
    return docs


def test_documents_are_no_errors_of_a_check(replaced: Path) -> None:
    found = check_folder(replaced, None, date(2026, 11, 20))
    assert [str(each) for each in found if each.severity == ERROR] == []


def test_strict_build_shows_the_documents_as_meant(replaced: Path) -> None:
    site = built(replaced)
    assert broken_links(site) == []
    page = (site / "regulations" / "incidents.html").read_text(encoding="utf-8")
    assert page.count('<li class="task-list-item">') == 6
    assert page.count('<div class="kb-reply">') == 2
    assert "<p><strong>Не ждём подтверждения</strong><br />\nСомневаетесь" in page
    assert "<li>а) несколько объектов</li>" in page
    page = (site / "regulations" / "escalation.html").read_text(encoding="utf-8")
    assert '<h4 id="шаг-2-описать">' in page
    assert "{{ версия }} и {% среда %} как есть; {# пометки #}" in page
    assert "[ID]&#58; 12345 — пример номера" in page
    page = (site / "requests" / "app.html").read_text(encoding="utf-8")
    assert "Не запрос" not in page
    assert page.count('<div class="kb-reply">') == 3


def test_request_of_a_colleague_is_found_and_answered(docs: Path, tmp_path: Path) -> None:
    shutil.copytree(COLLEAGUES, docs, dirs_exist_ok=True)
    build_index(docs, tmp_path / "index", recipe=TINY)
    library = Library.from_settings(Settings(docs=docs, index=tmp_path / "index"))
    received = library.calendar.local(datetime.fromisoformat("2026-11-20T11:00"))
    ticket = Ticket.from_text("пуши не приходят", received, number="12345", client="Анна")
    answer = desk.answer(ticket, library)
    assert answer.requests[0].id == f"{APP}#2-не-приходят-push-уведомления"
    assert "Проверьте разрешения." in answer.reply.text
