"""Passports and other papers that name a person: licences, certificates, a car's papers."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.context import is_ticket_number
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_MARK = r"(?:№|номер|ном\.?|n|#)"
_SERIES = r"\d{2}[ -]?\d{2}"
# Behind the word any split of the ten digits counts.
_PASSPORT_SAID = expression(
    r"\b(?:загран)?(?:паспорт|passport|pasport|пасп\.|сери[яию]|загран)[а-я]{0,4}\b[^\d]{0,40}?"
    rf"(?P<value>{_SERIES}[\s,;:]{{0,3}}(?:{_MARK}[\s:]{{0,2}})?\d{{3}}[ -]?\d{{3}}"
    rf"|\d(?:[ -]?\d){{9}}|(?:[а-яa-z]{{1,2}}\s?)?(?:\d{{2}})?[\s,]{{0,2}}(?:{_MARK}[\s:]{{0,2}})?\d{{7,9}})(?!\d)"
)
_PASSPORT = expression(rf"(?<![\w+.-])\d{{2}} ?\d{{2}}(?: {_MARK} ?| )\d{{6}}(?![\w-])")
_PASSPORT_BEHIND = expression(
    rf"(?<!\d){_SERIES} ?\d{{6}}(?=\s?[(—–-]{{0,2}}\s?(?:это )?(?:мой )?паспорт)"
)
_DEPARTMENT = expression(r"(?:\bкод подр|подразделени|\bк/п|\bк\.п\.|\bвыдан[^\n]{0,80}\bкод)[^\d\n]{0,20}(?P<value>\d{3}[ –—-]?\d{3})(?!\d)")  # fmt: skip
_OTHER = expression(
    r"\b(?:в/у|ву|водительск[а-я]{2,3}|прав[аи]|стс|птс|свидетельств[а-я]{0,2}|удостоверени[а-я]{1,2}"
    r"|внж|вид на жительство|патент|миграционн[а-я]{2,3} карт[а-я]|военн[а-я]{2,3} билет[а-я]?|полис[а-я]?|омс|осаго|каско)\b"
    r"[^\d\n.;]{0,40}?(?P<value>(?:\d{2}[ -]?(?:\d{2}|[а-яa-z]{2})|[ivx]{1,4}[ -]?[а-я]{2}|[а-я]{2}|\d{2})"
    rf"[ -]?(?:{_MARK}\s?)?\d{{6,7}}|\d{{4}}(?:[ -]?\d{{4}}){{3}}|[а-яa-z]{{3}}[ -]?(?:№\s?)?\d{{10}})(?!\d)"
)
# The number that a phone is known by in every network (3GPP TS 23.003, 6.2).
_IMEI = expression(
    r"\b(?:imei|имеи|имей)[^\d\n]{0,20}(?P<value>\d{2}(?:[ -]?\d){12,14}(?:/\d\d)?)(?!\d)"
)
_VIN = expression(r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])[a-hj-npr-z\d]{17}(?!\w)")


def find_passports(text: NormalText) -> Iterator[Range]:
    """Numbers behind the word, and digits written «45 06 123456»."""
    for match in _PASSPORT_SAID.finditer(text.text):
        yield match.span("value")
    for match in _PASSPORT.finditer(text.text):
        if not is_ticket_number(text.text, match.start()):
            yield match.span()
    for match in _PASSPORT_BEHIND.finditer(text.text):
        yield match.span()
    for match in _DEPARTMENT.finditer(text.text):
        yield match.span("value")


def find_others(text: NormalText) -> Iterator[Range]:
    """Numbers behind the name of a paper, and the number of a car's body (VIN)."""
    for match in _OTHER.finditer(text.text):
        yield match.span("value")
    for match in _IMEI.finditer(text.text):
        yield match.span("value")
    for match in _VIN.finditer(text.text):
        yield match.span()
