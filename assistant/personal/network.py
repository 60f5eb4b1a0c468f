"""Addresses of a network and of its devices: IPv4, IPv6, MAC."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from assistant.personal.context import before
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_FOUR = expression(r"(?<![\w.])\d{1,3}(?:\s?\.\s?\d{1,3}){3}(?![\w]|\.\d)(?::\d{2,5})?")
_SIX = expression(r"(?<![\w:])(?=[\da-f:]{0,39}:[\da-f]{0,4}:)[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\w:])")  # fmt: skip
_MAC = expression(r"(?<![\w:-])[\da-f]{2}(?:[:-][\da-f]{2}){5}(?![\w:-])")
# Four numbers with dots behind these words are a version.
_VERSION = expression(r"(?:верси[а-я]{1,2}|прошивк[а-я]|билд|сборк[а-я]|\bv|\bver|version|build|по|sigur|сигур|trassir|линия|маршал)[\s.:№-]{0,3}\Z")  # fmt: skip
_CALLED = expression(r"\bip\b|айпи|адрес|хост|сервер|шлюз|роутер|регистратор|камер|://")
_NOBODYS = expression(r"(?:127\.|0\.0\.0\.0)")


def find(text: NormalText) -> Iterator[Range]:
    """Every address that names a device; the loop-back names none."""
    for match in _FOUR.finditer(text.text):
        numbers = re.findall(r"\d+", match.group().partition(":")[0])
        # «Модуль 3.2.0.4»: four small numbers are a version unless they are called an address.
        is_small = int(numbers[0]) < 10
        is_called = _CALLED.search(before(text.text, match.start()))
        is_other = (
            (is_small and not is_called)
            or _VERSION.search(before(text.text, match.start(), 16))
            or _NOBODYS.match(match.group())
        )
        if all(int(each) < 256 for each in numbers) and not is_other:
            yield match.span()
    for match in _SIX.finditer(text.text):
        if _is_ipv6(match.group()):
            yield match.span()
    for match in _MAC.finditer(text.text):
        yield match.span()


def _is_ipv6(text: str) -> bool:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:  # «12:30:15» and the like
        return False
    return not (address.is_loopback or address.is_unspecified)
