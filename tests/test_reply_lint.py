"""Lint of a reply: each code at its exact place, nothing where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.base import Knowledge
from assistant.reply.lint import Finding, forbidden_phrases, lint

GOOD = (
    "Здравствуйте, Ирина!\n\nОбращение № 20481 зарегистрировано. Мы проверим проезд.\n\n"
    "О результате напишем.\n\nС уважением,\nАнна Смирнова"
)


@pytest.fixture(scope="module")
def knowledge(small_docs: Path) -> Knowledge:
    return Knowledge.from_folder(small_docs)


def found(text: str, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Severity, code and the piece of the text of each finding."""
    return [
        (each.severity, each.code, text[each.start : each.end]) for each in lint(text, knowledge)
    ]


def test_good_reply_has_no_findings(knowledge: Knowledge) -> None:
    assert lint(GOOD, knowledge) == ()


def test_empty_slots_at_their_place(knowledge: Knowledge) -> None:
    text = GOOD.replace("20481", "[ID]").replace("Анна Смирнова", "[Имя специалиста]")
    assert lint(text, knowledge) == (
        Finding("error", "empty-slot", "Не заполнено: ID", 34, 38),
        Finding("error", "empty-slot", "Не заполнено: Имя специалиста", 114, 131),
    )
    assert (text[34:38], text[114:131]) == ("[ID]", "[Имя специалиста]")


@pytest.mark.parametrize("text", ["[ссылка](https://example.org)", "- [ ] да", "- [x] нет", "[]"])
def test_no_slots(text: str, knowledge: Knowledge) -> None:
    assert "empty-slot" not in [each.code for each in lint(text, knowledge)]


@pytest.mark.parametrize(
    ("sentence", "secret"),
    [
        ("Пришлите код из SMS.", "Пришлите код из SMS"),
        ("ПРИШЛИТЕ  КОД\nИЗ  СМС!", "ПРИШЛИТЕ  КОД\nИЗ  СМС"),
        ("Сообщите, пожалуйста, Ваш пароль от кабинета.", "Сообщите, пожалуйста, Ваш пароль"),
        ("Укажите логин и пароль.", "Укажите логин и пароль"),
        ("Скажите код, который пришёл в SMS.", "Скажите код, который пришёл в SMS"),
        ("Вышлите код под\u00adтверждения из смс", "Вышлите код под\u00adтверждения из смс"),
        ("Пришлите пaроль", "Пришлите пaроль"),  # the second letter is Latin
    ],
)
def test_secret_is_asked_for(sentence: str, secret: str, knowledge: Knowledge) -> None:
    text = GOOD.replace("Мы проверим проезд.", sentence)
    assert found(text, knowledge) == [("error", "secret-request", secret)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Пароль мы не спрашиваем.",
        "Сообщите нам, если код из SMS не пришёл.",
        "Напишите, приходит ли код из SMS.",
        "Пришлите снимок экрана. Пароль на нём закройте.",
        "Никогда не сообщайте код из SMS.",
        "Не пришлите случайно пароль.",
        "Пришлите код объекта.",
    ],
)
def test_secret_is_not_asked_for(sentence: str, knowledge: Knowledge) -> None:
    assert found(GOOD.replace("Мы проверим проезд.", sentence), knowledge) == []


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Это не наша проблема.", "Это не наша проблема"),
        ("К сожалению, ЭТО НЕ НАША ПРОБЛЕМА!", "ЭТО НЕ НАША ПРОБЛЕМА"),
        ("Ничем не можем помочь.", "Ничем не можем помочь"),
        ("Это наша проблема.", ""),
    ],
)
def test_forbidden_phrase_in_any_case(sentence: str, phrase: str, knowledge: Knowledge) -> None:
    text = GOOD.replace("Мы проверим проезд.", sentence)
    expected = [("error", "forbidden-phrase", phrase)] if phrase else []
    assert found(text, knowledge) == expected


def test_forbidden_phrase_says_what_to_write_instead(knowledge: Knowledge) -> None:
    (finding,) = lint(GOOD.replace("Мы проверим проезд.", "Это не наша проблема."), knowledge)
    assert finding.message == (
        "Так не пишем: «Это не наша проблема». Вместо этого: «Этим занимается управляющая компания»."
    )


def test_forbidden_phrases_come_from_the_pages(knowledge: Knowledge) -> None:
    assert len(forbidden_phrases(knowledge)) == 2


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (GOOD.replace("Здравствуйте, Ирина!", "Ирина!"), "no-greeting", 0),
        (GOOD.replace("С уважением,\nАнна Смирнова", "До встречи"), "no-signature", 112),
        (GOOD.replace("Обращение № 20481", "Обращение"), "no-number", 0),
        (
            GOOD.replace("Мы проверим проезд.", "").replace("напишем", "пока тихо"),
            "no-next-step",
            111,
        ),
    ],
)
def test_frame(text: str, code: str, place: int, knowledge: Knowledge) -> None:
    (finding,) = lint(text, knowledge)
    assert (finding.severity, finding.code) == ("warning", code)
    assert (finding.start, finding.end) == (place, place)
    assert place in (0, len(text))


@pytest.mark.parametrize("number", ["№ 20481", "#20481", "номер обращения 20481", "номер — 77"])
def test_number_in_any_form(number: str, knowledge: Knowledge) -> None:
    assert lint(GOOD.replace("№ 20481", number), knowledge) == ()


def test_findings_stand_in_order_of_place(knowledge: Knowledge) -> None:
    text = "Это не наша проблема. Пришлите пароль. [ID]"
    assert [each.code for each in lint(text, knowledge)] == [
        "no-greeting",
        "forbidden-phrase",
        "secret-request",
        "empty-slot",
        "no-signature",
    ]


@pytest.mark.parametrize("text", ["", " \n", "🙂", "\ufeff", "И\u0306"])
def test_odd_texts_are_survived_with_offsets_inside(text: str, knowledge: Knowledge) -> None:
    assert all(0 <= each.start <= each.end <= len(text) for each in lint(text, knowledge))


def test_offsets_point_into_the_original_not_its_twin(knowledge: Knowledge) -> None:
    text = "Здравствуйте! №\u00a01. \u200b\u200bЭто\u00ad не наша проблема. Напишем. С уважением"
    assert found(text, knowledge) == [("error", "forbidden-phrase", "Это\u00ad не наша проблема")]
