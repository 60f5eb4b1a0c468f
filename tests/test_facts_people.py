"""Who writes: names beside a post, an address, a closing; posts; whose a phone is."""

from __future__ import annotations

import pytest

from assistant.russian.normal import normalise
from assistant.ticket.facts import find_facts


def values(text: str, key: str) -> list[str]:
    """Values of one key in a text, in order."""
    facts = find_facts(normalise(text), ((0, len(text)),))
    return [fact.value for fact in facts if fact.key == key]


NAMES = [
    ("Не пускает. Дежурный Мальцев", ["Мальцев"]),
    ("Разберитесь, пожалуйста. Охранник Хасан, КП «Ключевой»", ["Хасан"]),
    ("С чего начать? Управляющий Мурат", ["Мурат"]),
    ("Ст. смены Яхонтов, КП «Заречье»", ["Яхонтов"]),
    ("Фуры не проходят. Логист Рустам", ["Рустам"]),
    ("Анна, диспетчерская БЦ «Меридиан»", ["Анна"]),
    ("Код не приходит. Гусев, участок 40", ["Гусев"]),
    ("Сергей, дом 12. Не открываются ворота", ["Сергей"]),
    ("Код не приходит. Ростислав Беляк, участок 7", ["Ростислав Беляк"]),
    ("Не доходит.\nС уважением,\nОлеся Ким\nуправляющая", ["Олеся Ким"]),
    ("С уважением, пенсионер Глеб Ильич", ["Глеб Ильич"]),
    ("Ваш житель Никита", ["Никита"]),
    ("Камера ослепла, на месте Артём, +7 900 000-25-11", ["Артём"]),
]
NOT_NAMES = [
    "Охранник Хасан меня не пустил",
    "пропуск Наталье нужен на завтра",
    "спасибо Антону за помощь",
    "гость Иван стоит у ворот",
    "Диспетчерская, Лазурит",
    "Администратор. Вопрос решён",
    "КПП Восток, смена ночная",
]
POSTS = [
    ("Пересчитайте карты. Логист Рустам", ["Логист"]),
    ("Ст. смены Яхонтов, КП «Заречье»", ["Ст. смены"]),
    ("Кадры, Маргарита", ["Кадры"]),
    ("Стойка ресепшен, БЦ «Кварцевый»", ["Стойка ресепшен"]),
    ("Глава службы эксплуатации, ЖК «Полярная звезда»", ["Глава службы эксплуатации"]),
    ("администратор сказал ждать", []),
    ("управляющая компания не отвечает", []),
]
PHONES = [
    ("раньше входила по 89000000051", {"old_phone": ["89000000051"]}),
    (
        "вместо +7 900 000-00-51 прошу +7 900 000-00-52",
        {"old_phone": ["+7 900 000-00-51"], "new_phone": ["+7 900 000-00-52"]},
    ),
    (
        "привяжите к +7 900 000-00-52, старый +7 900 000-00-51 заблокирован",
        {"old_phone": ["+7 900 000-00-51"], "new_phone": ["+7 900 000-00-52"]},
    ),
    ("нынешний номер +7 900 000-00-52", {"new_phone": ["+7 900 000-00-52"]}),
    ("мой тел 8-900-000-00-05 не подтверждается", {"account_phone": ["8-900-000-00-05"]}),
    ("тел. 8-900-000-00-05", {"contact": ["8-900-000-00-05"]}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_name(text: str, expected: list[str]) -> None:
    assert values(text, "full_name") == expected


@pytest.mark.parametrize("text", NOT_NAMES)
def test_no_name(text: str) -> None:
    assert values(text, "full_name") == []


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_post(text: str, expected: list[str]) -> None:
    assert values(text, "requester_role") == expected


@pytest.mark.parametrize(("text", "expected"), PHONES)
def test_phone(text: str, expected: dict[str, list[str]]) -> None:
    keys = ("account_phone", "contact", "old_phone", "new_phone", "trusted_phone")
    assert {key: found for key in keys if (found := values(text, key))} == expected


def test_note_of_a_call_gives_who_called_and_about_what() -> None:
    text = (
        "Звонок 12.11 10:05\nОт: Ирина, +7 900 000-00-01\nТема: не приходит код\n"
        "ЖК «Лазурит», кв 18. Айфон 13. Обещали перезвонить"
    )
    keys = ("full_name", "account_phone", "object", "address", "device_model")
    assert [values(text, key) for key in keys] == [
        ["Ирина"], ["+7 900 000-00-01"], ["ЖК «Лазурит»"], ["кв 18"], ["Айфон 13"],
    ]  # fmt: skip
