"""Rules of tone on sentences: what is wrong is found in any form, what is right passes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.reply.lint import Situation, lint
from assistant.reply.lint.tone import Tone, tone_of
from assistant.settings import ROOT
from assistant.triage.calendar import WorkCalendar

CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests/golden/replies/tone.yml").read_text(encoding="utf-8")
)
LETTER = (
    "Здравствуйте, Ирина!\n\nОбращение № 20481 зарегистрировано. {}\n\n"
    "О результате напишем.\n\nС уважением,\nАнна Смирнова"
)


def rows(side: str) -> list[tuple[str, str]]:
    return [(code, sentence) for code, sides in CASES.items() for sentence in sides[side]]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_folder(ROOT / "docs")


def found(sentence: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    text = LETTER.format(sentence)
    return [(each.code, text[each.start : each.end]) for each in lint(text, knowledge)]


@pytest.mark.parametrize(("code", "sentence"), rows("wrong"))
def test_wrong_sentence_is_found(code: str, sentence: str, knowledge: Knowledge) -> None:
    findings = found(sentence, knowledge)
    # A phrase of the pages is reported as such, with the same advice.
    assert {each for each, _ in findings} & {code, "forbidden-phrase"}, findings
    assert all(words in sentence for _, words in findings)


@pytest.mark.parametrize(("code", "sentence"), rows("right"))
def test_right_sentence_passes(code: str, sentence: str, knowledge: Knowledge) -> None:
    assert found(sentence, knowledge) == []


@pytest.mark.parametrize("code", CASES)
def test_every_rule_has_cases_of_both_sides(code: str) -> None:
    assert len(CASES[code]["wrong"]) >= 6
    assert len(CASES[code]["right"]) >= 6


def test_every_phrase_of_the_pages_has_its_own_advice(knowledge: Knowledge) -> None:
    said = {
        phrase.text: finding.message
        for document in knowledge.documents.values()
        for phrase in document.phrases_avoid
        for finding in lint(LETTER.format(phrase.text + "."), knowledge)
        if finding.code == "forbidden-phrase"
    }
    assert said["Скоро исправим"].endswith("Вместо этого: «Вернусь с ответом сегодня до 16:00»")
    assert said["Вы должны были знать"].endswith(
        "Вместо этого: «Сейчас покажу, где это включается»"
    )
    assert [phrase for phrase, advice in said.items() if "Вместо этого" not in advice] == []
    assert len(said) > 15


def test_words_in_slots_and_quotations_are_not_judged(knowledge: Knowledge) -> None:
    text = LETTER.format("На экране «Это не предусмотрено», [обещаем скоро].")
    assert [each.code for each in lint(text, knowledge)] == ["empty-slot"]


def test_rescue_makes_a_refusal_none(knowledge: Knowledge) -> None:
    bare = "Снять блокировку нельзя, это невозможно."
    assert [code for code, _ in found(bare, knowledge)] == ["refusal"]
    assert (
        found(f"{bare} Решение принимает управляющая компания, обратитесь к ней.", knowledge) == []
    )


def broken(change: Any) -> PageError:
    """The error that a change of the real file causes."""
    figures = dict(load_figures(ROOT / "docs"))
    tone = yaml.safe_load((ROOT / "docs/_data/tone.yml").read_text(encoding="utf-8"))
    change(tone)
    figures["tone"] = tone
    with pytest.raises(PageError) as problem:
        Tone.from_figures(figures)
    return problem.value


RULE = {"id": "x", "code": "blame", "severity": "error", "title": "Т", "say": "С", "signs": ["а"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"say": ""}, "в правиле «x» нет поля say"),
        ({"code": "other"}, "в правиле «x» code: other"),
        ({"severity": "fatal"}, "в правиле «x» severity: fatal"),
        ({"signs": []}, "в правиле «x» signs — не список образцов"),
        ({"signs": "слово"}, "в правиле «x» signs — не список образцов"),
        ({"signs": [".. слово"]}, "в правиле «x» образец «.. слово» подходит к чему угодно"),
        ({"signs": ["слово .."]}, "в правиле «x» образец «слово ..» подходит к чему угодно"),
        ({"unles": ["слово"]}, "в правиле «x» лишнее поле unles"),
        ({"id": "guilt"}, "правил «guilt» несколько"),
    ],
)
def test_broken_rule_is_told_in_russian(change: dict[str, Any], words: str) -> None:
    error = broken(lambda tone: tone["rules"].append({**RULE, **change}))
    assert words in str(error)
    assert str(error).startswith("_data/tone.yml: ")


def test_broken_word_is_told_in_russian() -> None:
    assert "«tone.latin»: None — не слово" in str(broken(lambda tone: tone["latin"].append(None)))


def test_own_templates_break_no_rule(knowledge: Knowledge) -> None:
    wrong = [
        (document.path, template.title, finding.code, template.body[finding.start : finding.end])
        for document in knowledge.documents.values()
        for template in document.templates
        for finding in lint(template.body, knowledge)
        if finding.code in CASES or finding.code == "forbidden-phrase"
    ]
    assert wrong == []


NOW = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("Europe/Moscow"))  # a Friday


def situated(sentence: str, knowledge: Knowledge, ticket: str = "", client: str = "") -> list[str]:
    """Codes found in a letter about a ticket whose SLA ends on Tuesday at 17:00."""
    calendar = WorkCalendar.from_figures(knowledge.figures)
    due = datetime(2026, 11, 24, 17, tzinfo=NOW.tzinfo)
    situation = Situation(ticket, client, "", NOW, due, calendar)
    return [each.code for each in lint(LETTER.format(sentence), knowledge, situation)]


@pytest.mark.parametrize(
    ("sentence", "is_late"),
    [
        ("Исправим в течение двух дней.", False),
        ("Исправим в течение 5 дней.", True),
        ("Исправим в течение двух рабочих дней.", False),
        ("Исправим в течение четырёх рабочих дней.", True),
        ("Исправим за 24 рабочих часа.", False),
        ("Исправим за 27 рабочих часов.", True),
        ("Исправим до 24.11.", False),
        ("Исправим до 25.11.", True),
        ("Исправим 25 ноября.", True),
        ("Исправим до 20.01.", True),
        ("Напишем завтра до 12:00.", False),
        ("Напишем на следующей неделе.", False),
        ("Напишем через неделю.", True),
        ("Вы писали 25.11.2025, мы проверим.", False),
        ("Сбой был 28 ноября, причину проверили.", False),
    ],
)
def test_time_is_held_against_the_end_of_the_sla(
    sentence: str, is_late: bool, knowledge: Knowledge
) -> None:
    assert ("promise-late" in situated(sentence, knowledge)) is is_late


@pytest.mark.parametrize(
    ("sentence", "is_strange"),
    [
        ("Проверили номер +7 900 000-00-01.", False),
        ("Проверили номер 8 (900) 000-00-01.", False),
        ("Проверили номер +7 900 000-00-02.", True),
        ("Проверили почту irina@example.com.", False),
        ("Проверили почту oleg@example.com.", True),
        ("Проверили машину А123ВС77.", False),
        ("Проверили машину К456МН77.", True),
    ],
)
def test_data_are_held_against_the_ticket(
    sentence: str, is_strange: bool, knowledge: Knowledge
) -> None:
    ticket = "Не пускает А123ВС77. Телефон +7 900 000-00-01, irina@example.com"
    assert ("personal-data" in situated(sentence, knowledge, ticket)) is is_strange


def test_latin_words_of_the_ticket_are_allowed(knowledge: Knowledge) -> None:
    sentence = "Проверим checkpoint на въезде."
    assert situated(sentence, knowledge) == ["english"]
    assert situated(sentence, knowledge, "пишет checkpoint offline") == []


def test_rules_are_read_once(small_docs: Path) -> None:
    knowledge = Knowledge.from_folder(small_docs)
    assert tone_of(knowledge) is tone_of(knowledge)
