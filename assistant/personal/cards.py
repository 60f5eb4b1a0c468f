"""Numbers of bank cards and of bank accounts."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.checksums import digits_of, passes_luhn
from assistant.personal.context import before, is_ticket_number
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_NUMBER = expression(r"(?<![\d-])\d(?:[ .–—_\n-]{0,2}\d){12,18}(?![\w-])")
_IN_FOURS = expression(r"(?<![\d-])\d{4}(?:[ .–—_\n-]{1,2}\d{4}){3}(?![\d-])")
# Sixteen digits in a row that begin as cards do: Мир, Visa, Mastercard, UnionPay.
_BARE = expression(r"(?<![\w-])(?:220[0-4]|4\d{3}|5[1-5]\d\d|62\d\d)\d{12}(?![\w-])")
_SAID = expression(r"\bкарт[а-я]{0,3}\b[^\d\n]{0,30}\Z")
_ACCOUNT = expression(r"(?<![\w-])[345]\d{2}[ .]?\d{2}[ .]?\d{3}(?:[ .]?\d){12}(?![\w-])")
_FIRST_DIGITS = "23456"  # Мир, American Express, Visa, Mastercard, Maestro and UnionPay


def find_cards(text: NormalText) -> Iterator[Range]:
    """Numbers that pass the check, are written in fours, or stand behind the word «карта»."""
    for match in _IN_FOURS.finditer(text.text):
        if match.group()[0] in _FIRST_DIGITS:
            yield match.span()
    for match in _BARE.finditer(text.text):
        if not is_ticket_number(text.text, match.start()):
            yield match.span()
    for match in _NUMBER.finditer(text.text):
        digits = digits_of(match.group())
        if digits[0] not in _FIRST_DIGITS or is_ticket_number(text.text, match.start()):
            continue
        is_said = _SAID.search(before(text.text, match.start())) is not None
        if passes_luhn(digits) or is_said:
            yield match.span()


def find_accounts(text: NormalText) -> Iterator[Range]:
    """Accounts of twenty digits (the plan of accounts of the Bank of Russia)."""
    for match in _ACCOUNT.finditer(text.text):
        yield match.span()
