"""Dates of birth."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_MONTH = r"(?:(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2}|(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2}))"
_DATE = (
    rf"(?:\d{{1,2}}[\s.,/-]{{1,3}}(?:\d{{1,2}}|{_MONTH})[\s.,/-]{{1,3}}(?:19|20)?\d{{2}}"
    r"|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2})"
)
_SAID = expression(
    r"\b(?:дат[аыуе] рожд[а-я]{0,5}|рожден[а-я]{0,3}|рожд\.|р\.(?=\s?\d\d\.)|родил[а-я]{1,3}|д\.\s?р\.?|день рождени[яе]|д/р|др(?=[\s:])|birth[a-z]{0,5})"
    rf"[^\d\n]{{0,20}}(?P<value>{_DATE}(?:\s?г(?:ода|оду|\.)?(?!\w))?)(?!\d)"
)
_BEHIND = expression(
    rf"(?<!\d)(?P<value>{_DATE})(?P<behind>(?:\s?г(?:ода|\.)?)?[\s,(]{{0,3}}(?:г\.?\s?р\.?(?!\w)|рожд[а-я]{{0,5}}|д\.?р\.))"
)
_DAY_OF_CHILD = r"[0-3]?\d[./-][01]?\d[./-]20[0-3]\d"
# «Ребёнок Матвей, 05.05.2016».
_CHILD = expression(
    r"\b(?:ребен(?:ок|к[ауео]м?)|сын[ауо]?м?|доч[а-я]{1,4}|внук[ауо]?м?|внучк[а-я]{1,2}|дет(?:и|ей|ям|ьми)"
    r"|близнец[а-я]{1,2}|двойняш[а-я]{1,2}|школьни[а-я]{1,3})(?!\w)(?:[^\d\n.!?]|\d{1,2} (?:лет|год)){1,40}"
    rf"(?P<value>{_DAY_OF_CHILD}(?:[^\d\n.!?]{{1,40}}{_DAY_OF_CHILD}){{0,9}})(?!\d)"
)
_CHILDS = expression(_DAY_OF_CHILD)
# A full date with the year of a grown person, wherever it stands: the product is younger.
_OLD = expression(
    rf"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])(?:[./-]\s?|\s)(?:0?[1-9]|1[0-2]|{_MONTH})(?:[./-]\s?|\s)(?:19[2-9]\d|200\d)(?!\d)(?:\s?г(?:ода|\.)?(?!\w))?|(?<![\d-])19[2-9]\d-(?:0[1-9]|1[0-2])-[0-3]\d(?![\d-])"
)


def find(text: NormalText) -> Iterator[Range]:
    """Dates that the words call so, and dates of the years of grown people."""
    for match in _SAID.finditer(text.text):
        yield match.span("value")
    for match in _BEHIND.finditer(text.text):
        yield match.start("value"), match.end("behind")
    for match in _CHILD.finditer(text.text):
        for day in _CHILDS.finditer(text.text, *match.span("value")):
            yield day.span()
    for match in _OLD.finditer(text.text):
        yield match.span()
