"""The guest a pass is for: ``guest_name``.

«На Петрова», «гость Иванов Пётр», «гостя зовут Алия».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.rule import compile_spaced

_WORD = r"[а-я]{3,20}(?:-[а-я]{3,20})?"
_NAME = rf"(?P<value>{_WORD}(?:\s(?:{_WORD}|[а-я]\.\s?(?:[а-я]\.)?)){{0,2}})"
_PATTERN = compile_spaced(
    r"\b(?:(?:пропуск\w?|заявк\w|приглашени\w|заказ\w+|оформ\w+|выписан\w?|выписал\w?"
    r"|пропуска)(?: (?:был\w?|есть|разовый|временный|заказан|оформлен|выписан|создан"
    r"|лежит))* на(?: имя)?|на имя|на фамилию|гост(?:я|ью|ю) зовут|зовут гостя|гост[ьяюи]"
    r"|гостья|фамилия(?: гостя)?:?|курьер\w?|посетител[ья]|ко мне (?:едет|приехал\w?|идет)"
    rf"|(?:пропуск|заявк\w|приглашение) для) {_NAME}"
)
_NOT_NAMES = frozenset(
    "жк кп кпп бц ук уважаемые спасибо здравствуйте добрый россия москва windows android".split()
)


def find(text: NormalText) -> Iterator[Fact]:
    """Names of guests in a text."""
    for match in _PATTERN.finditer(text.text):
        start = match.start("value")
        end = _name_end(text, start, match.end("value"))
        if end:
            yield fact_at("guest_name", text, start, end)


def _name_end(text: NormalText, start: int, limit: int) -> int:
    """Where the capitalised words from ``start`` end; 0 when the first is not a name."""
    end = 0
    for word in re.finditer(r"[а-я]+(?:-[а-я]+)?\.?", text.text[start:limit]):
        form = word.group()
        capital = text.original[text.offsets[start + word.start()]].isupper()
        shouting = text.original[text.offsets[start + word.start()] :][:4].isupper()
        known = form in FIRST_NAMES
        if form in _NOT_NAMES or not (known or (capital and not shouting)):
            break
        end = start + word.end()
    return end
