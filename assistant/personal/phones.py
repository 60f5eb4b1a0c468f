"""Phone numbers: by what they look like, not by whether an operator could have given them out.

A number with a digit too few is still somebody's, so nothing here asks a table of operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.checksums import digits_of
from assistant.personal.context import before, is_ticket_number
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

# What people put between digits.
_BETWEEN = r"[\s().·•–—‑_/*-]{0,4}"
_RUSSIAN = expression(rf"(?<!\d)(?<!\d[.:])(?:(?:\+{_BETWEEN})?[78]{_BETWEEN})?[(]?9(?:{_BETWEEN}\d){{9}}(?!\d)")  # fmt: skip
_ANY = expression(rf"(?<![\w№#/.=])(?<!\d[.,:-])[+(]{{0,2}}\d(?:{_BETWEEN}\d){{6,14}}(?!\w|[.,:]\d)")  # fmt: skip
_EXTENSION = expression(
    r"[\s,;(/]{0,3}(?:(?:доб(?:авочн[а-я]{2})?|ext|вн)\.?[\s:№]{0,2}\d{1,6}|#\s?\d{2,6}(?!\w))\)?"
)
_SAID_WORDS = (
    r"(?:\bт\.|\bтел(?:ефон[а-я]{0,3})?|\bмоб(?:ильн[а-я]{2,3})?|\bсот(?:ов[а-я]{2,3})?|звон[а-я]{0,6}|набер[а-я]{1,4}"
    r"|whats ?app|в[ао]тсап[а-я]?|viber|вайбер[а-я]?|\bтг|телеграм[а-я]?|\bphone|\btel|\bсим-?карт[а-я]|\bконтакт[а-я]{0,3}"
    r"|\bсвяз[а-я]{1,5}|\bфакс)(?:\s(?:номер[а-я]?|мой|по|на|для|связи|с|привязан[а-я]{0,2}|мобильный)){0,4}[\s.:№()—–=-]{0,5}"
)
_SAID = expression(rf"{_SAID_WORDS}\Z")
# Of a town, without its code: «тел. 2-34-56».
_SHORT = expression(rf"{_SAID_WORDS}(?P<value>\d(?:[ –—-]?\d){{4,6}})(?![\w.:]|[ –—-]?\d)")
# «8 916 1234567», «80 29 …» (from Belarus), a digit short: shapes that nothing else has.
_RUSSIAN_DIGITS = expression(r"(?:[78][3-9]\d{9}|[78]?9\d{8,9}|80(?:25|29|33|44|17)\d{7})\Z")
_ABROAD = expression(r"(?:375|380|37[0-4]|99[2-68]|77|7[67]|86|90|49|1|44|972)\d{7,11}\Z")
# 8 800 belongs to firms, not to people.
_FREE_CALL = expression(r"[78]800\d{7}\Z")
_GROUPED = expression(r"(?:\d{3}[ –—-])?\d{3}[ –—-]\d{2}[ –—-]\d{2}\Z")
# Five digits of a small town, no date: «2-12-85».
_SMALL_TOWN = expression(
    r"(?<![\w.:/-])\d-(?:\d\d-(?:2[7-9]|[3-9]\d)|(?:1[3-9]|[2-9]\d)-\d\d)(?![\w:/-]|\.\d)"
)
_DATE_OR_TIME = expression(
    r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}(?!\.\d))(?!\d)|(?<!\d)(?:19|20)\d{2}-[01]\d-[0-3]\d"
)


def find(text: NormalText) -> Iterator[Range]:
    """Numbers in digits, extensions included."""
    twin = text.text
    for match in _RUSSIAN.finditer(twin):
        if not _DATE_OR_TIME.search(match.group()) and not _is_ticket(twin, match):
            yield match.start(), _end(twin, match.end())
    for match in _ANY.finditer(twin):
        if _is_phone(twin, match):
            yield match.start(), _end(twin, match.end())
    for match in _SMALL_TOWN.finditer(twin):
        yield match.span()
    for match in _SHORT.finditer(twin):
        yield match.span("value")


def _end(text: str, end: int) -> int:
    extension = _EXTENSION.match(text, end)
    return extension.end() if extension else end


def _is_ticket(text: str, match: re.Match[str]) -> bool:
    """Whether digits without anything between them are announced as a ticket's number."""
    return match.group().isdigit() and is_ticket_number(text, match.start())


def _is_phone(text: str, match: re.Match[str]) -> bool:
    written = match.group()
    if _DATE_OR_TIME.search(written) or _is_ticket(text, match):
        return False
    digits = digits_of(written)
    if _FREE_CALL.match(digits):
        return False
    if written.lstrip("(").startswith("+"):
        return 8 <= len(digits) <= 15
    if _SAID.search(before(text, match.start(), 60)):
        return True
    return bool(
        _RUSSIAN_DIGITS.match(digits)
        or (len(digits) in (11, 12, 13) and _ABROAD.match(digits))
        or (len(digits) == 10 and digits[0] in "348" and "(" in written)
        or _GROUPED.match(written)
    )
