"""Advice of one condition or another is given once in a reply made of several."""

from __future__ import annotations

from assistant.reply.draft import Part
from assistant.reply.echoes import without_echoes

CALL = "позвоните на пост охраны и попросите пропустить её вручную."


def texts(*parts: Part) -> list[str]:
    return [part.text for part in without_echoes(parts)]


def test_the_second_condition_with_the_same_advice_goes() -> None:
    first = Part(f"Если машина стоит у шлагбаума, {CALL} Камера путает символы.", "А.md#а")
    second = Part(f"Если номер не прочитан и машина ждёт, {CALL}", "А.md#б")
    third = Part(f"Если гость ждёт, {CALL} Проверьте срок.", "А.md#в")
    assert texts(first, second, third) == [first.text, "Проверьте срок."]


def test_one_page_may_say_it_twice_and_a_list_stays() -> None:
    first = Part(f"Если машина стоит, {CALL}", "А.md#а")
    assert texts(first, first) == [first.text, first.text]
    listing = Part(f"1. Если машина стоит, {CALL}\n2. Проверьте срок.", "А.md#б")
    assert texts(first, listing) == [first.text, listing.text]


def test_what_we_shall_do_depends_on_the_condition() -> None:
    first = Part("Если номер верный, передадим ошибку в отдел разработки.", "А.md#а")
    second = Part("Если файл верный, передадим ошибку в отдел разработки.", "А.md#б")
    assert texts(first, second) == [first.text, second.text]


def test_other_advice_and_what_leads_a_list_stay() -> None:
    first = Part("Если Вы гость, сделайте так, по порядку, не спеша:\n\n1. Раз.", "А.md#а")
    second = Part("Если Вы житель, сделайте так, по порядку, не спеша:\n\n1. Два.", "А.md#б")
    short = Part("Если ждёте, позвоните нам.", "А.md#в")
    again = Part("Если стоите, позвоните нам.", "А.md#г")
    every = (first, second, short, again)
    assert texts(*every) == [part.text for part in every]
