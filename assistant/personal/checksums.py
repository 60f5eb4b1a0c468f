"""Check digits: ISO/IEC 7812 (Luhn) of cards, the orders of the tax and the pension services."""

from __future__ import annotations

import re

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, *_INN_11)
# Numbers up to 001-001-998 were given out before there was a check.
_SNILS_UNCHECKED = 1_001_998


def digits_of(text: str) -> str:
    """The digits of a text, in ASCII."""
    return "".join(str(int(each)) for each in re.findall(r"\d", text))


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a card number (ISO/IEC 7812-1, annex B)."""
    numbers = [int(each) for each in digits]
    doubled = sum(sum(divmod(2 * each, 10)) for each in numbers[-2::-2])
    return any(numbers) and (doubled + sum(numbers[-1::-2])) % 10 == 0


def is_inn(digits: str) -> bool:
    """Whether 10 or 12 digits are a taxpayer's number (ИНН) by its check digits."""
    numbers = [int(each) for each in digits]
    if len(numbers) == 10:
        return any(numbers) and _weighed(numbers, _INN_10) == numbers[9]
    if len(numbers) == 12:
        first, second = _weighed(numbers, _INN_11), _weighed(numbers, _INN_12)
        return any(numbers) and [first, second] == numbers[10:]
    return False


def is_snils(digits: str) -> bool:
    """Whether 11 digits are a pension insurance number (СНИЛС) by its check number."""
    if len(digits) != 11 or int(digits[:9]) <= _SNILS_UNCHECKED:
        return False
    total = sum(int(each) * weight for each, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])


def _weighed(numbers: list[int], weights: tuple[int, ...]) -> int:
    return sum(map(int.__mul__, numbers, weights)) % 11 % 10
