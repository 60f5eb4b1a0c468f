"""Phone numbers: by what they look like, not by whether an operator could have given them out.

A number with a digit too few is still somebody's, so nothing here asks a table of operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.checksums import digits_of
from assistant.personal.context import before, is_ticket_number
from assistant.personal.span import Range
from assistant.russian.normal import NormalText

# Digits with what people put between them; «о» is typed for a zero.
_BETWEEN = r"[\s().,–—‑_/*-]{0,4}"
_DIGIT = r"(?:\d|(?<=[\d\s-])[оo](?=[\d\s-]))"
_CHUNK = re.compile(
    rf"(?<![\w№#/.=])(?<!\d[.,:-])[+(]{{0,2}}\d(?:{_BETWEEN}{_DIGIT}){{6,14}}(?!\w|[.,:]\d)"
)
_EXTENSION = re.compile(r"[\s,;(]{0,3}(?:доб(?:авочн[а-я]{2})?|ext|вн)\.?[\s:№]{0,2}\d{1,6}\)?")
_SAID = re.compile(
    r"(?:\bтел(?:ефон[а-я]{0,3})?|\bмоб(?:ильн[а-я]{2,3})?|\bсот(?:ов[а-я]{2,3})?|звон[а-я]{0,6}|набер[а-я]{1,4}"
    r"|whats ?app|в[ао]тсап[а-я]?|viber|вайбер[а-я]?|\bтг|телеграм[а-я]?|\bphone|\btel|\bсим-?карт[а-я]|\bконтакт[а-я]{0,3}|\bсвяз[а-я]{1,5})"
    r"(?:\s(?:номер[а-я]?|мой|по|на|для|связи|с|привязан[а-я]{0,2}|мобильный)){0,4}[\s.:№()—–=-]{0,5}\Z"
)
# «8 916 1234567», «+7…», ten digits from 9 on: shapes that nothing else has.
_RUSSIAN = re.compile(r"(?:[78][3-9]\d{9}|9\d{9})\Z")
_ABROAD = re.compile(r"(?:375|380|37[0-4]|99[2-68]|77|7[67]|86|90|49|1|44|972)\d{7,11}\Z")
_GROUPED = re.compile(r"\d{3}[ –—-]\d{2}[ –—-]\d{2}\Z")
_DATE_OR_TIME = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}")


def find(text: NormalText) -> Iterator[Range]:
    """Numbers in digits, extensions included."""
    for match in _CHUNK.finditer(text.text):
        if _is_phone(match.group(), before(text.text, match.start(), 60), text.text, match.start()):
            extension = _EXTENSION.match(text.text, match.end())
            yield match.start(), extension.end() if extension else match.end()


def _is_phone(written: str, said: str, text: str, at: int) -> bool:
    if _DATE_OR_TIME.search(written):
        return False
    digits = digits_of(re.sub("[оo]", "0", written))
    if written.lstrip("(").startswith("+"):
        return 8 <= len(digits) <= 15
    if _SAID.search(said):
        return True
    if is_ticket_number(text, at):
        return _RUSSIAN.match(digits) is not None and len(written) > len(digits)
    is_split = len(written) > len(digits)
    return bool(
        _RUSSIAN.match(digits)
        or (len(digits) in (11, 12, 13) and _ABROAD.match(digits))
        or (is_split and len(digits) == 10 and digits[0] in "348" and "(" in written)
        or _GROUPED.match(written)
    )
