"""Whether a ticket comes again: a number, words that say so, or words that may."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.triage.repeat import repeat_of


@pytest.mark.parametrize(
    ("text", "kind", "value", "number"),
    [
        ("обращение 20311 закрыли, а дверь стоит", "problem", True, "20311"),
        ("уже писала вам об этом", "problem", True, ""),
        ("галочка «выехал» сама слетает, когда закрываю журнал", "problem", False, ""),
        ("код не приходит который раз подряд", "problem", False, ""),
        ("ваш совет не помог", "problem", True, ""),
        ("напоминаю о своей просьбе", "change_request", True, ""),
        ("уже писал в УК, послали к вам", "problem", False, ""),
        ("уже писал в УК и вам, ответа так и нет", "problem", True, ""),
        ("60311 закрыли, а код не идёт", "problem", True, "60311"),
        ("в заявке 4512 на пропуск ошибка", "problem", False, ""),
        ("шлагбаум № 33190 лежит", "problem", False, ""),
        ("договор № 20311, нужен акт", "question", False, ""),
        ("предыдущее письмо отправлено вам по ошибке", "not_a_request", False, ""),
        ("по обращению 20311 всё заработало, спасибо", "not_a_request", True, "20311"),
    ],
)
def test_repeat(text: str, kind: str, value: bool, number: str, library: Library) -> None:
    margin = library.searcher.index.judges.margins("repeats", text)["repeat"]
    found = repeat_of(normalise(text), "", margin, kind, library.rules)
    assert (found.value, found.previous_id) == (value, number)


@pytest.mark.parametrize(
    ("text", "margin", "value"),
    [("опять не пускает", 0.3, True), ("опять не пускает", -0.6, False), ("не идёт", 1.3, True)],
)
def test_words_and_the_judge_are_weighed(
    text: str, margin: float, value: bool, library: Library
) -> None:
    found = repeat_of(normalise(text), "", margin, "problem", library.rules)
    assert found.value is value
    assert not value or found.why[0].evidence


@pytest.mark.parametrize(
    ("text", "margin", "certain"),
    [
        ("опять не пускает", 0.5, True),
        ("опять не пускает", 0.4, False),
        ("обращение 20311, опять не пускает", 0.3, True),
        ("не пускает", -1.0, False),
    ],
)
def test_certain_by_a_number_or_beyond_doubt(
    text: str, margin: float, certain: bool, library: Library
) -> None:
    found = repeat_of(normalise(text), "", margin, "problem", library.rules)
    assert found.certain is certain


def test_the_ticket_s_own_number_is_no_earlier_one(library: Library) -> None:
    text = normalise("обращение 20311, дополняю")
    assert repeat_of(text, "20311", -1.0, "problem", library.rules).previous_id == ""
