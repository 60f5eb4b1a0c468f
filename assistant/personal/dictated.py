"""Phone numbers said in words: «восемь девятьсот шестнадцать сто двадцать три сорок пять…»."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

# How many digits a word stands for when nothing smaller follows it.
_UNITS = "ноль|нуль|нол[ья]|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять"
_TEENS = (
    "десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать"
    "|восемнадцать|девятнадцать"
)
_TENS = "двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто"
_HUNDREDS = "сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот"
_NUMERAL = rf"(?:{_HUNDREDS}|{_TENS}|{_TEENS}|{_UNITS})"
_PIECE = rf"(?:(?:плюс\s|\+)?(?:{_NUMERAL}|\d{{1,7}}))"
_FILLER = r"(?:[\s,.()–—-]{1,3}(?:потом|затем|далее|дальше|и|тире|пробел|снова|раза|дважды|ещ?е))?[\s,.()–—-]{1,3}"
_SAID = expression(rf"(?<!\w){_PIECE}(?:{_FILLER}{_PIECE}){{3,14}}(?!\w)")
_GROUP = expression(
    rf"(?P<hundreds>{_HUNDREDS})(?:\s(?:(?:{_TENS})(?:\s(?:{_UNITS}))?|{_TEENS}|{_UNITS}))?(?!\w)"
    rf"|(?P<tens>{_TENS})(?:\s(?:{_UNITS}))?(?!\w)|(?P<teens>{_TEENS})(?!\w)|(?P<unit>{_UNITS})(?!\w)|(?P<digits>\d+)"
)
# A row of digits with nothing but marks between them is somebody else's matter.
_SPOKEN = expression(r"[а-я]{3}")
_LENGTHS = {"hundreds": 3, "tens": 2, "teens": 2, "unit": 1}
_FEWEST, _MOST = 10, 12


def find(text: NormalText) -> Iterator[Range]:
    """Rows of numerals, some perhaps in digits, that make a phone number of ten or eleven digits."""
    for match in _SAID.finditer(text.text):
        groups = list(_GROUP.finditer(match.group()))
        length = sum(len(each["digits"] or "") or _LENGTHS[str(each.lastgroup)] for each in groups)
        is_said = _SPOKEN.search(match.group()) is not None
        if _FEWEST <= length <= _MOST and is_said:
            yield match.span()
