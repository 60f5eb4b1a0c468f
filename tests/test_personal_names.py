"""Names as people write them, and words that only look like names."""

from __future__ import annotations

import re

import pytest

from assistant.personal import mask
from assistant.personal.recognition import found
from assistant.personal.span import Kind

# A text, and what of it is a person's name.
NAMES = [
    ("Меня зовут Зульхумор", ["Зульхумор"]),
    ("меня зовут ряшенцева инга", ["ряшенцева инга"]),
    ("ФИО: Чингис Доржиев", ["Чингис Доржиев"]),
    ("ИВАНОВ ИВАН ИВАНОВИЧ не может войти", ["ИВАНОВ ИВАН ИВАНОВИЧ"]),
    ("иванов и.и., кв 5", ["иванов и.и."]),
    ("С уважением, М.П.Иванова", ["М.П.Иванова"]),
    ("Прошу пустить Марию Петровну Белоус", ["Марию Петровну Белоус"]),
    ("пропуск на сидорова", ["сидорова"]),
    ("гости: Сидоров, Кузнецов и Мамедов", ["Сидоров", "Кузнецов", "Мамедов"]),
    ("жена лена не может войти", ["лена"]),
    ("мой сын Тёма", ["Тёма"]),
    ("Спасибо!\nНаталья", ["Наталья"]),
    ("Наташа, привет", ["Наташа"]),
    ("виктория, добрый день", ["виктория"]),
    ("водитель Рахматилло ждёт", ["Рахматилло"]),
    ("прапорщик Дудка.", ["Дудка"]),
    ("директор Ю. В. Мороз", ["Ю. В. Мороз"]),
    ("Сан Саныч на посту", ["Сан Саныч"]),
    ("баба нина из пятого дома", ["баба нина"]),
    ("Долгих Вера, участок 5", ["Долгих Вера"]),
    ("Олег и Анна Савченко", ["Олег", "Анна Савченко"]),
    ("Иванова\nМария", ["Иванова\nМария"]),
    ("Мapия Петровнa (буквы латинские)", ["Мapия Петровнa"]),
    ("From: Pavel Durnov", ["Pavel Durnov"]),
    ("Best regards, John", ["John"]),
    ("ivan petrov пишет", ["ivan petrov"]),
    ("вложение sidorov_new.jpg", ["sidorov"]),
    ("Анют, глянь", ["Анют"]),
    ("Эммочка помогла, спасибо", ["Эммочка"]),
]
# Sites, streets, products, months, words.
OTHERS = [
    "Приложение «Домовой», контроллер Sigur, камера Hikvision, оператор Йота",
    "ЖК Ломоносов, КП «Лосиный Брод», БЦ Толстой, посёлок Ольховый Брод",
    "На улице Гагарина ремонт, метро Пушкинская",
    "Яндекс Станция: Алиса, открой ворота",
    "С 8 Марта! Света нет. мира вам. надежда только на вас, роза завяла",
    "корпус А. Охрана не отвечает, интеграция с 1С. Участники известны",
    "имя пользователя, фамилия гостя, поля: Фамилия, Имя, Телефон",
    "Только купили участок. Сколько ждать? Хозяин бц велел",
    "машина любой марки, у других жильцов исправно",
    "ООО «Иванов и партнёры»",
    "как зовут вашего директора",
    "Hello, dear support team. Redmi Note, Android, Google Play",
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_name_is_found_whole(text: str, names: list[str]) -> None:
    spans = sorted(set(found(text, {Kind.NAME})))
    assert [text[span.start : span.end] for span in spans] == names


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_person_stays(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize("case", ["Сергей", "Сергея", "Сергею", "Сергеем", "Сергее"])
def test_names_are_found_in_every_case(case: str) -> None:
    assert (
        re.sub(r"⟦имя-\d⟧", "…", mask(f"Речь о том, что {case} Волков").text) == "Речь о том, что …"
    )
