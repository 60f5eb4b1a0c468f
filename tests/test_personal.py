"""Masking of personal data: tokens, the way back, each kind, and what must stay readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.commands.masking import TAUGHT
from assistant.personal import mask, restore
from assistant.personal.marked import read_documents

LETTER = (
    "Добрый день! Меня зовут Иванова Мария Петровна, кв. 15. Звоните 8 (916) 123-45-67 или пишите "
    "masha@mail.ru. Обращение 10482."
)
# A text of pieces that recognisers and tokens look for, so that most examples are not plain noise.
PIECES = st.sampled_from(
    (
        *(
            "⟦",
            "⟧",
            "⟦телефон-1⟧",
            "⟦имя-2⟧",
            "⟦почта-",
            "-1⟧",
            "имя",
            "1",
            "\n",
            " ",
            "й",
            "\u200b",
        ),
        *("8 916 123-45-67", "Иванов Пётр", "a@b.ru", "кв. 5", "@masha_77", "А123ВС777"),
        "4276 3800 1234 5678",
    )
)
LETTERS = [each.text for each in read_documents(TAUGHT)]
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


def test_tokens_are_readable_and_values_come_back() -> None:
    masked = mask(LETTER)
    assert masked.text == (
        "Добрый день! Меня зовут ⟦имя-1⟧, ⟦адрес-1⟧. Звоните ⟦телефон-1⟧ или пишите "
        "⟦почта-1⟧. Обращение 10482."
    )
    assert masked.values == {
        "⟦имя-1⟧": "Иванова Мария Петровна",
        "⟦адрес-1⟧": "кв. 15",
        "⟦телефон-1⟧": "8 (916) 123-45-67",
        "⟦почта-1⟧": "masha@mail.ru",
    }
    assert restore(masked.text, masked.values) == LETTER


def test_same_value_has_the_same_token() -> None:
    masked = mask("a@b.ru, потом c@d.ru, снова a@b.ru")
    assert masked.text == "⟦почта-1⟧, потом ⟦почта-2⟧, снова ⟦почта-1⟧"


def test_token_that_the_text_has_is_left_and_not_given_out() -> None:
    masked = mask("⟦почта-1⟧ и a@b.ru")
    assert masked.text == "⟦почта-1⟧ и ⟦почта-2⟧"
    assert restore(masked.text, masked.values) == "⟦почта-1⟧ и a@b.ru"


def test_restore_leaves_tokens_it_has_no_value_for() -> None:
    assert restore("⟦имя-7⟧, ⟦имя-1⟧", {"⟦имя-1⟧": "Пётр"}) == "⟦имя-7⟧, Пётр"


@settings(deadline=None)  # the first word opens the dictionary
@given(TEXTS)
def test_restore_undoes_mask(text: str) -> None:
    masked = mask(text)
    assert restore(masked.text, masked.values) == text


@settings(deadline=None)  # the first word opens the dictionary
@given(TEXTS)
def test_a_masked_text_may_be_masked_again(text: str) -> None:
    once = mask(text)
    assert restore(mask(once.text).text, mask(once.text).values) == once.text


@settings(deadline=None)
@given(st.sampled_from(LETTERS), st.integers(0, 400), st.integers(0, 5), TEXTS)
def test_restore_undoes_mask_of_spoiled_letters(letter: str, at: int, cut: int, put: str) -> None:
    text = letter[:at] + put + letter[at + cut :]
    masked = mask(text)
    assert restore(masked.text, masked.values) == text
    assert not set(masked.values) & set(re.findall(r"⟦[^⟦⟧]*⟧", text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("карта 4276 3800 1234 5678", "карта ⟦карта-1⟧"),
        ("карта 2200700123456784", "карта ⟦карта-1⟧"),
        ("счет 40817810099910004312", "счет ⟦счёт-1⟧"),
        ("инн 7707083893", "инн ⟦ИНН-1⟧"),
        ("мой 500100732259", "мой ⟦ИНН-1⟧"),
        ("112-233-445 95", "⟦СНИЛС-1⟧"),
        ("паспорт 4506 №123456", "паспорт ⟦паспорт-1⟧"),
        ("дата рождения 12.05.1987", "дата рождения ⟦дата-рождения-1⟧"),
        ("въезд А123ВС777 и y345kx 50", "въезд ⟦госномер-1⟧ и ⟦госномер-2⟧"),
        ("ivanov собака mail точка ru", "⟦почта-1⟧"),
        ("пишите @masha_77", "пишите ⟦ник-1⟧"),
        ("камера 192.168.1.15", "камера ⟦IP-адрес-1⟧"),
        ("договор № 123/45-А", "договор № ⟦договор-1⟧"),
        ("пароль: Qwerty12", "пароль: ⟦пароль-1⟧"),
        ("дом на ул. Ленина, д. 5, кв 118", "дом на ⟦адрес-1⟧"),
        ("позвоните Сергею", "позвоните ⟦имя-1⟧"),
        ("+375 29 123-45-67", "⟦телефон-1⟧"),
    ],
)
def test_each_kind(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert restore(mask(text).text, mask(text).values) == text


@pytest.mark.parametrize(
    "text",
    [
        "Обращение № 20261120104821 от 20.11.2026, работаем с 9:00 до 18:00",
        "версия 5.12.3.1, iOS 18.1, прошивка 2.800.0000000.6",
        "support@pass24online.ru, +7 (495) 324-24-42, https://t.me/A24passhelpBot, @A24passhelpBot",
        "шлагбаум в ЖК «Лазурит» не открывается, камера не читает номер",
    ],
)
def test_what_must_stay_readable(text: str) -> None:
    assert mask(text).text == text
