"""Marks at the start of a line as word processors and web pages leave them, read as typed ones.

A no-break space after «-» or «##», an invisible character before it, a label's bold that ends in a space
or clings to the next word: an editor sees a list, a heading, a label; CommonMark sees text.
"""

from __future__ import annotations

import re

_SPACES = "\u00a0\u202f\u2007\u3000"
_INVISIBLE = "\u200b\u2060\ufeff"
_ANY = rf"[ \t{_SPACES}{_INVISIBLE}]"
_OPENING = re.compile(rf"^{_ANY}*(?:(?:[-*+>]|\d{{1,9}}[.)]|#{{1,6}}){_ANY}+)+|^[{_INVISIBLE}]+")
_LABEL = re.compile(rf"\*\*{_ANY}*([^*\s](?:[^*\n]{{0,78}}[^*\s])?:){_ANY}*\*\*(?=([^\W_])?)")
_BLANK = re.compile(rf"{_ANY}*")
_TO_SPACES = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE, ""))


def tidy_line(line: str) -> str:
    """The line with its opening marks and its label written so that CommonMark knows them."""
    if _BLANK.fullmatch(line):
        return line.translate(_TO_SPACES)
    start = _OPENING.match(line)
    at = start.end() if start else len(line) - len(line.lstrip())
    opening = line[:at].translate(_TO_SPACES) if start else line[:at]
    label = _LABEL.match(line, at)
    if label is None:
        return opening + line[at:]
    space = " " if label[2] else ""
    return f"{opening}**{label[1]}**{space}{line[label.end() :]}"
