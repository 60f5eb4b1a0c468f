"""Names of people in Latin letters: read back into Russian, or told by what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.personal import name_neighbours
from assistant.personal.context import before
from assistant.personal.name_context import ALONE, STARTS
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import name_form
from assistant.russian.normal import NormalText

# A word of Latin letters, a capital first; two or three of them are a name.
_LATIN = "[a-zß-ÿā-žșț]"
_PART = rf"{_LATIN}{{2,18}}(?:[-'’]{_LATIN}{{2,14}})?"
_NAMES = expression(
    rf"(?<![\w@./:_-]){_PART}(?:[ \t](?:{_PART}|{_LATIN}\.?(?= {_LATIN}{{2}}))){{0,3}}(?![\w@-]|:/|\.\w)"
)
_FILE = expression(r"(?<![a-z])(?P<value>[a-z]{3,18}|[а-я]{3,18})(?=[_-](?:new|foto|photo|passport|pasport|фото|паспорт|[\w-]{1,40}\.(?:pdf|jpe?g|png|docx?|xlsx?|zip|heic)\b)|\.(?:jpe?g|png|pdf|docx?)\b)")  # fmt: skip
_SAID = expression(
    r"(?:my name is|i am|i'm|name|surname|from|regards|sincerely|dear|hello|hi|уважени[а-я]{1,2}|зовут|имя|фио|\bот)[\s,:!—–-]{1,5}\Z"
)
_INITIAL = expression(r" [a-z]\.(?!\w)")
_PAIR = expression(r"(?<![\w@./:_-])([a-z]{3,14})[ ._]([a-z]{4,18})(?![\w@:-]|\.\w)")
_NOBODYS = frozenset(
    "support team sir madam all colleagues everyone there friends hi hello pass pass24 google apple android".split()
)
_DIGRAPHS = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("iu", "ю"), ("ju", "ю"), ("ya", "я"), ("ia", "я"), ("ja", "я"), ("j", "ж"), ("yo", "е"),
    ("ye", "е"), ("ei", "ей"), ("ai", "ай"), ("ii", "ий"), ("iy", "ий"), ("ey", "ей"), ("ay", "ай"), ("oy", "ой"), ("x", "кс"), ("w", "в"),
    ("ph", "ф"), ("ck", "к"), ("q", "к"),
)  # fmt: skip
_SURELY = 0.9
_LETTERS = str.maketrans("abvgdezijklmnoprstufhcy'", "абвгдезийклмнопрстуфхсыь")


def find(text: NormalText) -> Iterator[Range]:
    """Words with capitals that read as a Russian name or are announced; a file's name that is one."""
    for match in _NAMES.finditer(text.text):
        start, end = _capitals(text, match)
        words = text.text[start:end].split()
        if not words:
            continue
        if _is_name(text.text, start, end, words):
            initial = _INITIAL.match(text.text, end)
            yield start, initial.end() if initial else end
    for match in _PAIR.finditer(text.text):
        first, second = match.groups()
        if _is_common_first(first) and _reads_as_surname(second):
            yield match.span()
    for match in _FILE.finditer(text.text):
        if _reads_as_surname(match["value"]):
            yield match.span("value")


def _is_name(text: str, start: int, end: int, words: list[str]) -> bool:
    said = _SAID.search(before(text, start)) is not None
    if len(words) > 1:
        is_called = name_neighbours.is_person_at_end(before(text, start))
        return said or is_called or any(_reads_as_name(word) for word in words)
    if said:
        return words[0] not in _NOBODYS
    word = words[0]
    if _INITIAL.match(text, end) and _reads_as_surname(word):
        return True
    is_alone = STARTS.search(before(text, start)) is not None and ALONE.match(text, end) is not None
    return is_alone and _is_common_first(word)


def _capitals(text: NormalText, match: re.Match[str]) -> Range:
    """The part of a match whose words begin with a capital."""
    start, end = match.start(), match.start()
    for word in re.finditer(r"\S+", match.group()):
        if not is_capital(text, match.start() + word.start()):
            break
        end = match.start() + word.end()
    return start, end


@lru_cache(maxsize=4_096)
def _reads_as_name(word: str) -> bool:
    return any(form.first and form.share > 0 for form in map(name_form, _readings(word)))


def _is_common_first(word: str) -> bool:
    return any(each in FIRST_NAMES for each in _readings(word))


@lru_cache(maxsize=4_096)
def _reads_as_surname(word: str) -> bool:
    forms = [name_form(each) for each in (_readings(word) if word.isascii() else (word,))]
    return any(
        form.surname and (form.only or form.surname_ending or form.share > _SURELY)
        for form in forms
    )


def _readings(word: str) -> tuple[str, ...]:
    """A Latin word in Russian letters; «y» at its end is «ий» or «й»."""
    for latin, russian in _DIGRAPHS:
        word = word.replace(latin, russian)
    word = word.translate(_LETTERS)
    if word.endswith("ы"):
        return word, word[:-1] + "ий", word[:-1] + "й"
    return (word, word[:-1] + "ья") if word.endswith("я") else (word,)  # «Natalya»
