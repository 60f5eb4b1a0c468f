"""Signs of an emergency weighed together, and the slips of an editor."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.errors import PageError
from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.triage.level import alarm_of
from assistant.triage.signs import Signs


def weigh(text: str, library: Library, margin: float = 0.0, *, usual: bool = False) -> float:
    return library.rules.signs.weigh(normalise(text), margin, is_usual=usual).value


def test_each_sign_adds_its_weight(library: Library) -> None:
    alone = weigh("журнал не открывается", library)
    for more in ("на всех постах", "502", "пишем в тетрадь"):
        assert weigh(f"журнал не открывается, {more}", library) > alone


def test_a_way_round_speaks_against(library: Library) -> None:
    stands = "шлагбаум на въезде не открывается, очередь"
    assert weigh(f"{stands}, открываем с пульта", library) < weigh(stands, library)


def test_the_judge_and_the_page_are_weighed_too(library: Library) -> None:
    text = "журнал не открывается"
    assert weigh(text, library, margin=0.5) > weigh(text, library)
    assert weigh(text, library, usual=True) > weigh(text, library)


@pytest.mark.parametrize(
    "text",
    [
        "тихо всё: у охраны экран пустой, у диспетчера пустой, жители пишут то же самое",
        "на четырёх въездах стрелы не реагируют, рукоятка сорвана, люди перелезают",
    ],
)
def test_a_quiet_mass_outage_raises_an_alarm_with_its_words(text: str, library: Library) -> None:
    alarm = alarm_of(normalise(text), 0.0, (), library.rules)
    assert alarm is not None
    assert alarm.fact
    words = [each.evidence for each in alarm.why if each.evidence]
    assert words
    assert all(each in text for each in words[0].split(" … "))


@pytest.mark.parametrize(
    "text",
    [
        "АВАРИЯ!!! СРОЧНО!!! у меня не подходит пароль",
        "КАТАСТРОФА, не могу скачать отчёт",
        "Беда! мой номер не читается на въезде",
    ],
)
def test_loudness_alone_raises_none(text: str, library: Library) -> None:
    assert alarm_of(normalise(text), -0.2, (), library.rules) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"list": [{"title": "Все", "words": ["все"]}]}, "нет title, weight или words"),
        ({"list": [{"title": "Все", "weight": "1", "words": ["все"]}]}, "«Все» не читается"),
        ({"start": "мало"}, "«triage.signs.start» — не"),
    ],
)
def test_a_slip_is_refused(change: Mapping[str, Any], said: str, library: Library) -> None:
    figures = copy.deepcopy(dict(library.knowledge.figures))
    figures["triage"]["signs"].update(change)
    with pytest.raises(PageError, match=said):
        Signs.from_figures(figures)
