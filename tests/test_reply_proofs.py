"""Lines of a checklist that the ticket proves: all of a line, or the line stays open."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.reply.checklist import build_checklist
from assistant.reply.evidence import evidence_of, quoted
from assistant.reply.proofs import Proofs, evidence_for
from assistant.reply.tried.telling import deeds_of
from assistant.reply.tried.vocabulary import vocabulary_of
from assistant.russian.normal import normalise
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Level
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Reason

FIGURES = load_figures(ROOT / "docs")
PROOFS = Proofs.from_figures(FIGURES)
NOW = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
STANDARD = Level("standard", False, (), "")
FIRST = Repeat(False, "", ())


def evidence(line: str, text: str, **known: object) -> str:
    ticket = Ticket.from_text(
        text, NOW, number="20481", client=str(known.get("client", "")), channel="telegram"
    )
    level = known.get("level", STANDARD)
    repeat = known.get("repeat", FIRST)
    assert isinstance(level, Level)
    assert isinstance(repeat, Repeat)
    return evidence_for(line, evidence_of(ticket, level, repeat, FIGURES), PROOFS)


PHONE = "Samsung A52, Андроид 13, приложение версии 5.2. КП Сосновый Плёс, участок 14"


@pytest.mark.parametrize(
    ("line", "proof"),
    [
        (
            "Модель устройства, версия ОС и версия приложения записаны",
            "«Samsung A52»; «Андроид 13»; «версии 5.2»",
        ),
        ("Объект и адрес известны", "«КП Сосновый Плёс»; «участок 14»"),
        ("Обращение получено, канал учтён", "20.11.2026 11:00; Telegram"),
        ("ID присвоен", "№ 20481"),
        ("Уровень SLA присвоен", "Стандартный"),
        ("Скриншот приложен", ""),
        ("Имя клиента известно", ""),
        ("Модель устройства и браузер записаны", ""),
        ("Объект известен, пропуск найден", ""),
        ("Уровень SLA присвоен в течение 30 минут", ""),
        ("Проверить объект", ""),
        ("Узнать объект: если он чужой, направить в УК", ""),
        ("Объект или адрес известны", ""),
        ("Повторное обращение выявлено", ""),
        ("Номер прежнего обращения указан", ""),
    ],
)
def test_line_is_proven_whole_or_not_at_all(line: str, proof: str) -> None:
    assert evidence(line, PHONE) == proof


def test_fields_and_verdicts_prove_their_lines() -> None:
    assert evidence("Имя клиента известно", PHONE, client="Ирина") == "Ирина"
    again = Repeat(True, "20417", (Reason("Назван номер прежнего обращения", "20417"),))
    assert evidence("Номер прежнего обращения указан", PHONE, repeat=again) == "№ 20417"
    assert evidence("Повторное обращение выявлено", PHONE, repeat=again) == "№ 20417"
    said = Repeat(True, "", (Reason("Клиент пишет, что это не первый раз", "опять"),))
    assert evidence("Повторное обращение выявлено", PHONE, repeat=said) == "«опять»"
    assert evidence("Номер прежнего обращения указан", PHONE, repeat=said) == ""


def test_level_in_doubt_proves_nothing() -> None:
    doubtful = Level("emergency", True, (), "affected_count", True)
    assert evidence("Уровень SLA присвоен", PHONE, level=doubtful) == ""


def test_attached_screenshot_is_quoted() -> None:
    text = "Не открывается. Скриншот ошибки прилагаю"
    assert evidence("Скриншот приложен", text) == "«Скриншот ошибки прилагаю»"


def test_what_explains_a_line_needs_no_proof_and_what_adds_to_it_does() -> None:
    text = "Пишет охранник, пост 2"
    line = "Ясно, кто пишет: житель или доверенное лицо"
    assert evidence(line, text) == "«охранник»"
    assert evidence(f"{line}; права проверены", text) == ""


def test_long_words_are_cut() -> None:
    assert quoted("а\n б") == "«а б»"
    assert quoted("я" * 61) == f"«{'я' * 60}…»"


def checklist(text: str, anchor: str) -> dict[str, str]:
    knowledge = Knowledge.from_folder(ROOT / "docs")
    item = f"База типичных запросов/{anchor}"
    deeds = deeds_of(normalise(text), [(0, len(text))], vocabulary_of(knowledge))
    items = build_checklist("", [(item, knowledge.requests[item])], "", knowledge, {}, deeds)
    return {each.text: each.evidence for each in items if each.done}


def test_what_the_customer_did_need_not_be_asked_for() -> None:
    text = "Протёр номер, подъезжаю медленно. С телефона жены то же, выходил и заходил заново"
    assert checklist(text, "Проблемы с приложением.md#push-missing") == {
        "Предложить выйти и войти заново, если пароль известен.": "«выходил и заходил»"
    }


def test_line_that_asks_for_more_stays_open() -> None:
    assert checklist("В спаме пусто", "Администрирование объекта.md#report-missing") == {}


def test_broken_thing_is_told_in_russian() -> None:
    proofs = {**FIGURES["proofs"], "things": [{"words": ["объект"]}]}
    with pytest.raises(PageError, match="без words или facts"):
        Proofs.from_figures({**FIGURES, "proofs": proofs})


def test_every_fact_of_the_proofs_is_known() -> None:
    own = {"number", "channel", "client", "previous", "repeat", "level", "received"}
    named = {fact for each in FIGURES["proofs"]["things"] for fact in each["facts"]}
    assert named - own <= set(FIGURES["facts"])
