"""The assistant over documents of the department, saved and named as their programs do."""

from __future__ import annotations

import re
import shutil
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.knowledge.base import Knowledge
from assistant.library import Library
from assistant.reply.catalogue import template_for
from assistant.retrieval.build import build_index
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from assistant.triage.ruling import AS_JUDGED, Ruling
from tests.conftest import TINY
from tests.test_department import DEPARTMENT
from tests.website_places import built

LOGIN = "База типичных запросов/Регистрация и вход.md"
REGULATION = "Регламенты/Обработка стандартных обращений (SLA обычный приоритет).md"


def _saved_elsewhere(text: str, number: int) -> bytes:
    """One of the forms in which editors' programs save a page."""
    spaced = re.sub(r"(?m)$", " ", text).rstrip()
    without_emoji = re.sub("[❌✅📥📊📋⚠→]\ufe0f? ?", "", text)
    forms = (
        text.replace("\n", "\r\n").encode("utf-8-sig"),
        without_emoji.encode("cp1251"),
        text.encode("utf-16"),
        spaced.encode(),
        text.replace("- ", "-\u00a0").encode(),
    )
    return forms[number % len(forms)]


@pytest.fixture(scope="module")
def library(small_docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Small documents of ours, those of the department over them: decomposed names, odd bytes."""
    folder = tmp_path_factory.mktemp("department")
    docs = folder / "docs"
    shutil.copytree(small_docs, docs)
    for number, file in enumerate(sorted(DEPARTMENT.rglob("*.md"))):
        name = unicodedata.normalize("NFD", file.relative_to(DEPARTMENT).as_posix())
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_saved_elsewhere(file.read_text(encoding="utf-8"), number))
    build_index(docs, folder / "index", recipe=TINY)
    return Library.from_settings(Settings(docs=docs, index=folder / "index"))


def ask(library: Library, text: str, ruling: Ruling = AS_JUDGED) -> Answer:
    received = library.calendar.local(datetime.fromisoformat("2026-11-20T11:00"))
    ticket = Ticket.from_text(text, received, number="12345", client="Анна")
    return desk.answer(ticket, library, ruling)


def test_every_document_took_the_place_of_ours(library: Library) -> None:
    documents = library.knowledge.documents
    assert library.knowledge.problems == ()
    assert documents[REGULATION].title.endswith("Обработка стандартных обращений")
    assert documents[REGULATION].metadata.get("Версия") == "2.1"
    assert [request.number for request in documents[LOGIN].requests] == [1, 2, 3]
    assert "sms-registration" not in documents[LOGIN].anchors


@pytest.mark.parametrize(
    ("ticket", "anchor", "said"),
    [
        (
            "Не приходит код подтверждения",
            "1-не-приходит-смс-с-кодом-при-регистрации",
            "оператор задерживает сообщения",
        ),
        ("Забыл пароль от кабинета", "2-забыл-пароль-от-личного-кабинета", "обращение 12345"),
        (
            "На моем машиноместе чужая машина",
            "1-чужая-машина-стоит-на-парковочном-месте-жильца",
            "распределяет управляющая компания",
        ),
    ],
)
def test_requests_of_the_department_are_found_and_answered(
    ticket: str, anchor: str, said: str, library: Library
) -> None:
    answer = ask(library, ticket)
    assert answer.requests[0].id.endswith(f".md#{anchor}")
    assert said in answer.reply.text
    assert answer.reply.text.startswith("Здравствуйте, Анна!")
    assert "[Имя клиента]" not in answer.reply.text
    assert answer.checklist[0].text == "Обращение назначено"


@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        ("Пишу повторно, обращение 20251112103045: опять не приходит код", "прежним обращением"),
        ("У всех жителей ничего не работает, никто не может въехать", "как экстренное"),
        ("не работает", "12345"),
        ("Спасибо, всё заработало!", "12345"),
    ],
)
def test_every_verdict_has_its_reply(ticket: str, said: str, library: Library) -> None:
    assert said in ask(library, ticket).reply.text


def test_template_of_the_department_tells_what_is_not_ours(library: Library) -> None:
    ruling = Ruling(scope="out", category="third_party_software")
    answer = ask(library, "Windows на посту просит активацию", ruling)
    assert "Ваш вопрос не относится к технической поддержке: " in answer.reply.text
    assert "[Объяснение" not in answer.reply.text
    assert answer.checklist[0].text == "Клиент знает, куда обратиться"


@pytest.mark.parametrize("kind", ["emergency", "repeat", "out_of_scope", "partial"])
def test_kinds_the_assistant_chooses_need_no_template_of_the_page(kind: str, docs: Path) -> None:
    for file in docs.glob("[РС]*/*.md"):
        file.write_text("# Документ\n\n### Шаг 1: Раз\n", encoding="utf-8")
    assert "[" in template_for(kind, Knowledge.from_folder(docs)).body


def test_site_of_the_same_documents(library: Library, tmp_path: Path) -> None:
    docs = Path(shutil.copytree(library.settings.docs, tmp_path / "docs"))
    page = (built(docs) / "requests" / "login.html").read_text(encoding="utf-8")
    assert '<table class="kb-card">' in page
    assert page.count('<div class="kb-reply">') == 3
