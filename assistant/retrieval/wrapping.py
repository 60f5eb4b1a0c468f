"""Copies of phrases as they stand in letters: between a greeting and a signature.

A bare phrase teaches a ranker that courtesies belong to messages that ask for nothing, so a real letter
was refused for its «Добрый день» (docs/_dev/search.md). Which greeting goes with which phrase is drawn
by a fixed seed: the same documents give the same copies.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

_SEED = 9
_GREETINGS = (
    "Добрый день!",
    "Здравствуйте.",
    "Коллеги, добрый день.",
    "Доброе утро!",
    "Добрый вечер,",
    "Подскажите, пожалуйста:",
    "Уважаемая служба поддержки!",
    "Привет.",
    "",
    "",
)
_ENDINGS = (
    "Спасибо.",
    "Заранее спасибо!",
    "С уважением, Ольга",
    "С уважением, управляющий Сергей Петров",
    "ЖК «Северный», кв. 14",
    "КП «Дубрава», участок 7",
    "БЦ «Меридиан», офис 305",
    "айфон 12, iOS 17",
    "Самсунг А52, андроид 13, версия приложения 5.2",
    "Помогите, пожалуйста.",
    "Жду ответа.",
    "Отправлено из мобильной почты",
    "",
    "",
)


def wrapped(texts: Iterable[str]) -> Iterator[str]:
    """A copy of each text between a greeting and an ending, either of them now and then empty."""
    drawn = random.Random(_SEED)
    for text in texts:
        yield f"{drawn.choice(_GREETINGS)} {text} {drawn.choice(_ENDINGS)}".strip()
