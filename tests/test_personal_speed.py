"""Masking takes time in proportion to the text, whatever somebody sends."""

from __future__ import annotations

import time

import pytest

from assistant.personal import mask, restore

LETTER = (
    "Добрый день! Меня зовут Иванова Мария Петровна, кв. 15, тел. 8 (916) 123-45-67, почта masha@mail.ru. "
    "Шлагбаум не открывается с утра, стоим в пробке, охрана ничего не знает.\n"
)
# What each pattern could stumble over again and again.
STUMBLES = (
    *(
        "9",
        "9 ",
        "8 916 ",
        "(",
        "+7(",
        "1.",
        "1-",
        "1:",
        "a",
        "а",
        "А ",
        "А.",
        "А. ",
        "а-",
        "a@",
        "@",
    ),
    *("a.b", "a@a.", "кв ", "кв. 1 ", "ул. а ", "дом 1, ", "сто ", "восемь девять ", "пароль: "),
    *(
        "паспорт ",
        "карт ",
        "договор ",
        "л/с ",
        "тел ",
        "т. на для ",
        "https://",
        "https://a:",
        "eyJa",
    ),
    *(
        "-----BEGIN ",
        "ф:0:",
        "f:",
        "00:",
        "в1",
        "в 1 2 3 в",
        "a собака ",
        "точка ",
        "Иван ",
        "иван и.",
    ),
    *("\n", " ", "\t\n", "_", "г. а ", "12.05.1987 ", "1 января ", "родился ", "Hello World ", "«"),
    *("1к1", "14-й ", "из 1", "ABC 123 ", "1234567890 ", "инн ", "уважаемый ", "обращение № ", "⟦"),
    *("\u200b", "й\u0301", "⟦телефон-1⟧", "выдан ", "зовут а "),
    *(
        "улица а ",
        "12 этаж ",
        "2-12-",
        "л/с 1 1 ",
        "код= ",
        "?token=",
        "root:",
        "сеть ",
        "[12:05] а ",
    ),
    *("Ким ", "Ёж, ", "Ёж или ", "номер A ", "прицеп ", "сто первой ", "на а 1 ", "+7 (один "),
)
SIZE = 20_000
# A hundred times what it takes: a pattern that goes back over its steps takes thousands.
SECONDS_FOR_STUMBLES = 10.0
SECONDS_FOR_MEGABYTE = 90.0


@pytest.mark.parametrize("piece", STUMBLES, ids=ascii)
def test_no_repetition_makes_a_pattern_run_away(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    started = time.perf_counter()
    masked = mask(text)
    assert time.perf_counter() - started < SECONDS_FOR_STUMBLES
    assert restore(masked.text, masked.values) == text


def test_a_megabyte_is_masked_in_a_bounded_time() -> None:
    text = LETTER * (1_000_000 // len(LETTER))
    started = time.perf_counter()
    masked = mask(text)
    assert time.perf_counter() - started < SECONDS_FOR_MEGABYTE
    assert set(masked.values.values()) == {
        "Иванова Мария Петровна", "кв. 15", "8 (916) 123-45-67", "masha@mail.ru"
    }  # fmt: skip
    assert restore(masked.text, masked.values) == text
