"""Copies of phrases as they stand in letters: between a greeting and a signature.

A bare phrase teaches a ranker that courtesies belong to messages that ask for nothing, so a real letter
was refused for its «Добрый день» (docs/_dev/search.md). Which greeting goes with a phrase is drawn from
the phrase itself, so that no other phrase changes its copy.
"""

from __future__ import annotations

import hashlib

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


def wrapped(text: str) -> str:
    """A copy of a text between a greeting and an ending, either of them now and then empty."""
    drawn = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8])
    drawn, greeting = divmod(drawn, len(_GREETINGS))
    ending = drawn % len(_ENDINGS)
    return f"{_GREETINGS[greeting]} {text} {_ENDINGS[ending]}".strip()
