"""Figures and bars as HTML: escaped, in proportion, in Russian words."""

from __future__ import annotations

import re

import pytest

from assistant.ui.tiles import Bar, Tile, bars_markup, columns_markup, tiles_markup
from assistant.ui.words import percent_words, seconds_words


def test_the_longest_bar_is_the_largest_value() -> None:
    shown = bars_markup(
        [Bar("Вход", 4, "4"), Bar("Пропуск", 1, "1", "25 %"), Bar("Ничего", 0, "0")]
    )
    assert re.findall(r"width:([\d.]+)%", shown) == ["100.0", "25.0", "0.0"]
    assert "<b>1</b> 25 %" in shown
    assert re.findall(r"width:([\d.]+)%", bars_markup([Bar("Ничего", 0, "0")])) == ["0.0"]
    assert bars_markup([]) == '<div class="desk-bars"></div>'


def test_columns_are_in_proportion_too() -> None:
    shown = columns_markup([Bar("20.11", 2, "2"), Bar("21.11", 8, "8")])
    assert re.findall(r"height:([\d.]+)%", shown) == ["25.0", "100.0"]


def test_names_are_text() -> None:
    shown = bars_markup([Bar("<img src=x>", 1, "1")]) + tiles_markup(
        [Tile("<b>", "1", "plain", "&")]
    )
    assert "<img" not in shown
    assert "&lt;img src=x&gt;" in shown
    assert "<b>" not in shown.replace("<b>1</b>", "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 с"), (89, "89 с"), (90, "2 мин"), (3_600, "60 мин"), (7_200, "2 ч")],
)
def test_durations(seconds: int, words: str) -> None:
    assert seconds_words(seconds).replace("\u00a0", " ") == words


def test_shares() -> None:
    assert percent_words(0.254).replace("\u00a0", " ") == "25 %"
