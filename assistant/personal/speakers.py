"""Who speaks in a chat that was copied: «[12:05] Зарема: звоните»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.name_neighbours import is_post
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.morphology import is_common_word
from assistant.russian.normal import NormalText

_TIME = r"(?:\d{1,2}\.\d{1,2}(?:\.\d{2,4})?[,\s]{1,2})?\d{1,2}:\d{2}(?::\d{2})?"
_HEAD = expression(
    rf"(?:^|(?<=[.!?)] ))[ >]{{0,4}}(?:\[{_TIME}\]|{_TIME})[ ,—–-]{{1,3}}"
    r"(?P<who>[^\W\d_][\w.-]{1,20}(?: [\w.-]{1,20}){0,2}):(?=\s)",
    re.MULTILINE,
)
_WORD = expression(r"[^\W\d_]+")
# What a program writes there.
_LEVELS = frozenset(
    "error warning warn info debug trace fatal critical notice get post put delete patch".split()
)


def find(text: NormalText) -> Iterator[Range]:
    """Names between a time and a colon; posts, things and levels of a log are none."""
    for match in _HEAD.finditer(text.text):
        words = _WORD.findall(match["who"])
        is_somebody = is_capital(text, match.start("who")) and not any(
            each in _LEVELS or is_post(each) for each in words
        )
        if is_somebody and not is_common_word(words[0]):
            yield match.span("who")
