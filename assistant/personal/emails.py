"""E-mail addresses, typed, spelled out or broken over lines."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_DOT_SAID = r"(?:\s?[(\[]\s?(?:точка|dot)\s?[)\]]\s?|\s(?:точка|тчк|dot)\s)"
_DOT = rf"(?:\s?\.\s?|{_DOT_SAID})"
_NAME = r"[\w+-]{1,64}(?:\.[\w+-]{1,40}){0,6}"
_ZONE = r"(?:ru|рф|ру|com|ком|net|org|su|online|me|by|kz|uz|io|info|biz|pro|msk|moscow)"
TYPED = expression(rf"(?<![\w.+-]){_NAME}[@＠][\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}(?!\w)")
_SPACED = expression(
    rf"(?<![\w.+-])[a-z\d_+.-]{{1,64}}\s{{0,2}}[@＠]\s{{0,2}}[\w-]{{1,63}}(?:\s?-\s?[\w-]{{1,40}}){{0,2}}\s{{0,2}}\.\s{{0,2}}{_ZONE}(?!\w)"
)
# As a link carries it: «?email=masha%40list.ru».
_CODED = expression(rf"(?<![\w.+-]){_NAME}%40[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}(?!\w)")
_AT = r"\s?(?:[(\[{]\s?(?:at|собака|собачка|эт|гав)\s?[)\]}]|\s(?:собака|собачка|собаченька|эт|at|гав)\s)\s?"
_SPELLED = expression(
    rf"(?<![\w.+-])[\w+-]{{1,40}}(?:{_DOT}[\w+-]{{1,40}}|\s(?:дефис|тире|минус|подчеркивание)\s[\w+-]{{1,40}}){{0,3}}?"
    rf"{_AT}[\w-]{{1,40}}(?:(?:\.|{_DOT_SAID})[\w-]{{1,20}}|{_DOT}{_ZONE}){{1,3}}(?!\w)"
)


def find(text: NormalText) -> Iterator[Range]:
    """Every address."""
    if "@" in text.text or "＠" in text.text:
        for pattern in (TYPED, _SPACED):
            for match in pattern.finditer(text.text):
                yield match.span()
    for pattern in (_SPELLED, _CODED):
        for match in pattern.finditer(text.text):
            yield match.span()
