"""A piece of a text that is personal: of what kind, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.russian.normal import NormalText


class Kind(StrEnum):
    """What is masked; the value is the word of the token, for agents to read."""

    CARD = "карта"
    ACCOUNT = "счёт"
    INN = "ИНН"
    SNILS = "СНИЛС"
    PASSPORT = "паспорт"
    DOCUMENT = "документ"
    PHONE = "телефон"
    PLATE = "госномер"
    EMAIL = "почта"
    HANDLE = "ник"
    NAME = "имя"
    ADDRESS = "адрес"
    BIRTH = "дата-рождения"
    CONTRACT = "договор"
    NETWORK = "IP-адрес"
    SECRET = "пароль"


# Half-open ranges of a normalised text.
Range = tuple[int, int]
Finder = Callable[[NormalText], Iterable[Range]]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` and ``end`` are a half-open range of the original text."""

    start: int
    end: int
    kind: Kind


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one: it covers both and bears the kind of the longer."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            last = result.pop()
            longer = max(last, span, key=lambda each: each.end - each.start)
            span = Span(last.start, max(last.end, span.end), longer.kind)  # noqa: PLW2901  the union
        result.append(span)
    return result
