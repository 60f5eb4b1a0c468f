"""Lines of a checklist that the ticket proves: all of a line, or the line stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.reply.checklist import build_checklist
from assistant.reply.evidence import OWN_NAMES, Proof, evidence_of, needed_of, quoted, shown
from assistant.reply.proofs import Proofs, proof_of
from assistant.reply.tried.telling import deeds_of
from assistant.reply.tried.vocabulary import vocabulary_of
from assistant.russian.normal import normalise
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket
from assistant.triage.kind import Kind
from assistant.triage.level import Level
from assistant.triage.repeat import Repeat
from assistant.triage.rules import Reason
from assistant.triage.scope import Scope

FIGURES = load_figures(ROOT / "docs")
PROOFS = Proofs.from_figures(FIGURES)
NOW = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))
STANDARD = Level("standard", False, (), "")
FIRST = Repeat(False, "", ())
OURS = Scope("in", (), ())
FAULT = Kind("problem", (Reason("Что-то не работает", ""),))


def evidence(line: str, text: str, **known: object) -> str:
    ticket = Ticket.from_text(
        text, NOW, number="20481", client=str(known.get("client", "")), channel="telegram"
    )
    level = known.get("level", STANDARD)
    repeat = known.get("repeat", FIRST)
    assert isinstance(level, Level)
    assert isinstance(repeat, Repeat)
    scope, kind = known.get("scope", OURS), known.get("kind", FAULT)
    assert isinstance(scope, Scope)
    assert isinstance(kind, Kind)
    record = str(known.get("record", ""))
    found = evidence_of(ticket, (scope, kind, level, repeat), record, FIGURES)
    return shown(proof_of(line, str(known.get("source", "")), found, PROOFS))


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
    again = Repeat(
        True, "20417", (Reason("Назван номер прежнего обращения", "20417"),), certain=True
    )
    assert evidence("Номер прежнего обращения указан", PHONE, repeat=again) == "№ 20417"
    assert evidence("Повторное обращение выявлено", PHONE, repeat=again) == "№ 20417"
    said = Repeat(True, "", (Reason("Не первый раз", "опять"),), certain=True)
    assert evidence("Повторное обращение выявлено", "Не входит, опять", repeat=said) == "«опять»"
    assert evidence("Номер прежнего обращения указан", PHONE, repeat=said) == ""
    doubtful = replace(said, certain=False)
    assert evidence("Повторное обращение выявлено", "Не входит, опять", repeat=doubtful) == ""


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
    items = build_checklist("", [(item, knowledge.requests[item])], "", knowledge, deeds=deeds)
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
    named = {fact for each in FIGURES["proofs"]["things"] for fact in each["facts"]}
    named |= {fact for step in PROOFS.steps for fact in step.facts}
    assert named <= OWN_NAMES | set(FIGURES["facts"]) | set(FIGURES["tried"]["actions"])


PAGE = "База типичных запросов/Пропуска и шлагбаумы.md"


def test_what_an_editor_says_of_a_line_goes_before_its_words() -> None:
    line = "Определить вид номера: страна, транзитный, дипломатический, мотоциклетный."
    text = "Не вводится номер машины из Казахстана"
    ticket = Ticket.from_text(text, NOW)
    known = evidence_of(ticket, (OURS, FAULT, STANDARD, FIRST), "", FIGURES)
    at = text.index("Казахстана")
    assert proof_of(line, f"{PAGE}#foreign-plate", known, PROOFS) == (
        Proof("plate_country", "«Казахстана»", (at, at + len("Казахстана"))),
    )
    assert proof_of(line, f"{PAGE}#plate-rejected", known, PROOFS) == ()


def test_line_told_to_prove_nothing_is_never_ticked() -> None:
    line = "Выяснить, кто пишет: главный администратор или другой сотрудник."
    page = "База типичных запросов/Администрирование объекта.md"
    assert evidence(line, "Пишет охранник, пост 2", source=f"{page}#block-access") == "«охранник»"
    assert evidence(line, "Пишет охранник, пост 2", source=f"{page}#staff-rights") == ""


def test_verdict_proves_by_the_words_that_fired_it() -> None:
    text = "Подскажите, как починить роутер"
    out = Scope("out", (), (Reason("Чужое оборудование", "роутер"),))
    line = "Установлено, что вопрос вне рамок поддержки"
    assert evidence(line, text, scope=out, record="Вопрос вне рамок") == "«роутер»"
    assert evidence(line, text, scope=out) == ""
    silent = Scope("out", (), (Reason("Нет слов", ""),))
    assert evidence(line, text, scope=silent, record="Вопрос вне рамок") == ""
    partial = Scope("partial", (), out.why)
    assert evidence(line, text, scope=partial, record="Вопрос вне рамок") == ""


def test_kind_is_proven_by_words_that_agree_with_a_record() -> None:
    text = "Код не приходит"
    kind = Kind("problem", (Reason("Что-то не работает", "не приходит"),))
    line = "Вид проблемы определён"
    found = evidence(line, text, kind=kind, record="Не приходит SMS-код")
    assert found == "«не приходит»; запись «Не приходит SMS-код»"
    assert evidence(line, text, kind=kind) == ""
    assert evidence(line, text, kind=replace(kind, certain=False), record="Не входит") == ""
    assert evidence(line, text, record="Не приходит SMS-код") == ""
    bare = replace(kind, value="incomplete")
    assert evidence(line, text, kind=bare, record="Не работает вся система") == ""


def test_all_that_is_needed_is_told_or_nothing_is_proven() -> None:
    (request,) = [
        each
        for key, each in Knowledge.from_folder(ROOT / "docs").requests.items()
        if key.endswith("#sms-recovery")
    ]
    ticket = Ticket.from_text(PHONE, NOW)
    told = {fact.key for fact in ticket.facts}
    assert needed_of(request, ticket, told) == ()
    assert {each.fact for each in needed_of(request, ticket, {*told, *request.required})} == (
        told & set(request.required)
    )
    alone = Ticket.from_text("КП Сосновый Плёс", NOW)
    assert needed_of(request, alone, request.required) == ()


@pytest.mark.parametrize(
    "steps",
    [
        {"intercom": [{"facts": ["object"]}]},
        {"intercom": [{"step": "Узнать"}]},
        {"intercom": "Узнать"},
    ],
)
def test_broken_step_is_told_in_russian(steps: object) -> None:
    with pytest.raises(PageError, match="без step или facts"):
        Proofs.from_figures({**FIGURES, "proofs": {**FIGURES["proofs"], "steps": steps}})
