"""The level a page's «Приоритет» gives: its conditions first, then the kind of the message."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.triage.level import level_from_page

SETTING = "консультация; стандартный, если настройка не сохраняется"
BRAND = "стандартный; консультация, если нужно только добавить марку в справочник."
POST = "стандартный; экстренный, если настройка не сохраняется"


@pytest.mark.parametrize(
    ("priority", "kind", "text", "level"),
    [
        (SETTING, "question", "как запретить разовые пропуска", "consultation"),
        (SETTING, "question", "ставлю запрет, жму сохранить, а он сбрасывается назад", "standard"),
        (SETTING, "problem", "не могу разобраться с лимитами", "standard"),
        (BRAND, "problem", "в перечне нет марки Exeed, добавьте", "consultation"),
        (BRAND, "problem", "номер прицепа не принимает, пишет неверный формат", "standard"),
        # A condition never makes an emergency: that needs the regulation's criteria.
        (POST, "problem", "галочка снова слетела", "standard"),
        ("", "question", "галочка снова слетела", "standard"),
    ],
)
def test_level_from_page(priority: str, kind: str, text: str, level: str, library: Library) -> None:
    assert level_from_page(priority, kind, normalise(text), library.rules) == level


def test_a_condition_without_a_row_is_left_to_the_kind(library: Library) -> None:
    priority = "консультация; стандартный, если звёзды сошлись"
    text = normalise("звёзды сошлись")
    assert level_from_page(priority, "question", text, library.rules) == "consultation"
    assert level_from_page(priority, "problem", text, library.rules) == "standard"
