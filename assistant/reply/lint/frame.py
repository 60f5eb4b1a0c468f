"""The frame of a letter: greeting, number, next step, signature (regulation «Коммуникация с клиентом»)."""

from __future__ import annotations

import re

from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import WARNING, Finding
from assistant.reply.lint.tone import Tone
from assistant.russian.expression import expression

_NUMBER = expression(
    r"\[ID\]|№\s*\S|#\d|номер\w*\s+(?:обращения\s+)?(?:—\s*)?\S*\d|\d{4,}", re.IGNORECASE
)
# «Проверьте», «напишите»; a greeting, an apology and what the customer sees ask for nothing.
_REQUEST = expression(
    r"\b(?!здравствуйте|извините|простите|видите|хотите|ждите|говорите)[а-я]{2,}(?:[йь]те|[йь]тесь|ите|итесь)\b"
)


def find_frame(text: CheckedText, tone: Tone) -> list[Finding]:
    """What the letter lacks: at its beginning or at its end."""
    end = len(text.original)
    greeting = tone.greeting.first(text.normal)
    is_greeted = greeting is not None and not text.normal.text[: greeting.start].strip(" \n.,!—-")
    lacks = (
        (is_greeted, "no-greeting", "Нет приветствия", 0),
        (_NUMBER.search(text.original), "no-number", "Нет номера обращения", 0),
        (
            tone.next_step.first(text.normal) or _REQUEST.search(text.normal.text),
            "no-next-step",
            "Не сказано, что будет дальше. Допишите: что сделаем мы или что сделать клиенту",
            end,
        ),
        (tone.signature.first(text.normal), "no-signature", "Нет подписи", end),
    )
    return [
        Finding(WARNING, code, message, at, at)
        for is_there, code, message, at in lacks
        if not is_there
    ]
