"""Numbers that the state gives a person to pay taxes (ИНН) and get a pension (СНИЛС)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.checksums import digits_of, is_inn, is_snils
from assistant.personal.context import is_ticket_number
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_INN = expression(r"(?<![\w+-])\d{10}(?:\d\d)?(?![\w-])")
_INN_SAID = expression(
    r"\bинн(?:\s?/\s?кпп)?[^\d\n]{0,20}(?P<value>\d(?:[ -]?\d){8,12}(?:\s?/\s?\d{9})?)(?!\d)"
)
# The state registers of firms and of single traders (ОГРН, ОГРНИП).
_OGRN_SAID = expression(r"\bогрн(?:ип)?[^\d\n]{0,20}(?P<value>\d{13}(?:\d\d)?)(?!\d)")
_SNILS = expression(r"(?<![\w-])\d{3}[ –—-]\n?\d{3}[ –—-]\n?\d{3}[ –—-]?\n?\d{2}(?![\w-])")
_SNILS_PLAIN = expression(r"(?<![\w+-])\d{11}(?![\w-])")
_SNILS_SAID = expression(r"\bснилс\b[^\d\n]{0,20}(?P<value>\d(?:[ –—-]{0,2}\d){8,11})(?!\d)")
_PHONE_START = expression(r"[78][3489]")


def find_inn(text: NormalText) -> Iterator[Range]:
    """Numbers behind the word, whatever they are, and those whose check digits fit."""
    for pattern in (_INN_SAID, _OGRN_SAID):
        for match in pattern.finditer(text.text):
            yield match.span("value")
    for match in _INN.finditer(text.text):
        fits = is_inn(digits_of(match.group()))
        if fits and not is_ticket_number(text.text, match.start()):
            yield match.span()


def find_snils(text: NormalText) -> Iterator[Range]:
    """Numbers behind the word, those written 123-456-789 01, and those whose check number fits."""
    for match in _SNILS_SAID.finditer(text.text):
        yield match.span("value")
    for match in _SNILS.finditer(text.text):
        yield match.span()
    for match in _SNILS_PLAIN.finditer(text.text):
        digits = digits_of(match.group())
        is_other = _PHONE_START.match(digits) or is_ticket_number(text.text, match.start())
        if is_snils(digits) and not is_other:
            yield match.span()
