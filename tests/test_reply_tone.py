"""Rules of tone on sentences: what is wrong is found in any form, what is right passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.reply.lint import lint
from assistant.reply.lint.tone import Tone, tone_of
from assistant.settings import ROOT

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


def test_rules_are_read_once(small_docs: Path) -> None:
    knowledge = Knowledge.from_folder(small_docs)
    assert tone_of(knowledge) is tone_of(knowledge)
