"""Marks at the start of a line as word processors and web pages leave them, read as typed ones.

A no-break space after «-» or «##», an invisible character before it, «•» for a list, «☐» for a tick box,
a label's bold that ends in a space or clings to the next word: an editor sees a list, a heading, a
label; CommonMark sees text. A line stays a line: numbers of lines are those of the file.
"""

from __future__ import annotations

import re

_SPACES = "\u00a0\u202f\u2007\u3000"
_INVISIBLE = "\u200b\u2060\ufeff"
_ANY = rf"[ \t{_SPACES}{_INVISIBLE}]"
_OPENING = re.compile(rf"^{_ANY}*(?:(?:[-*+>]|\d{{1,9}}[.)]|#{{1,6}}){_ANY}+)+|^[{_INVISIBLE}]+")
_LABEL = re.compile(rf"\*\*{_ANY}*([^*\s](?:[^*\n]{{0,78}}[^*\s])?:){_ANY}*\*\*(?=([^\W_])?)")
_OTHER_BOLD = re.compile(
    r"(?:__(?P<a>[^_\n]{1,80})__|<(b|strong)>(?P<b>[^<\n]{1,80})</\2>)(?P<colon>:?)", re.IGNORECASE
)
_BLANK = re.compile(rf"{_ANY}*")
_TO_SPACES = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE, ""))
_BULLET = re.compile(r"[•◦▪▫●○‣⁃∙][ \t]*(?=\S)")
_EMPTY_BOX = re.compile(r"(?:[☐□▢⬜]\ufe0f?|\[[ \t]*\](?![(\[:]))[ \t]*(?=\S)")
_TICKED_BOX = re.compile(r"(?:[☑☒]\ufe0f?[ \t]*|\[[xXхХ]\][ \t]+)(?=\S)")
_IS_LIST = re.compile(r"[-*+]|\d[.)]")
# «##Раздел»; a single mark may be the sign of a number or of a tag.
_CLINGING_HEADING = re.compile(r"(#{2,6})(?=\d{1,2}[.)]|[^\s#\d!-/:-@\[-`{-~])")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|—–-]+\|?[ \t]*$")
_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\](:[ \t]*)?")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def tidy_line(line: str) -> str:
    """The line with its opening marks and its label written so that CommonMark knows them."""
    if _BLANK.fullmatch(line):
        return line.translate(_TO_SPACES)
    start = _OPENING.match(line)
    at = start.end() if start else len(line) - len(line.lstrip())
    opening = line[:at].translate(_TO_SPACES) if start else line[:at]
    return opening + _tidy_text(line[at:], opening)


def _tidy_text(text: str, opening: str) -> str:
    """What stands after the opening marks of a line."""
    if (mark := _BULLET.match(text)) is not None:
        return "- " + _tidy_text(text[mark.end() :], "- ")
    if (box := _EMPTY_BOX.match(text)) or (box := _TICKED_BOX.match(text)):
        state = "[ ] " if _EMPTY_BOX.match(text) else "[x] "
        return ("" if _IS_LIST.search(opening) else "- ") + state + text[box.end() :]
    if text[:2] == "##":
        return _CLINGING_HEADING.sub(r"\1 ", text, count=1)
    if "|" in text and ("—" in text or "–" in text) and _TABLE_RULE.match(text):
        return text.replace("—", "-").replace("–", "-")
    if "[^" in text and "`" not in text:
        text = _FOOTNOTE.sub(_superscript, text)
    return _tidy_label(text)


def _superscript(note: re.Match[str]) -> str:
    return note[1].translate(_SUPERSCRIPT) + (" " if note[2] else "")


def _tidy_label(text: str) -> str:
    if text[:1] in ("_", "<") and (other := _OTHER_BOLD.match(text)):
        words = (other["a"] or other["b"]).strip()
        if words.endswith(":") or other["colon"]:
            text = f"**{words.removesuffix(':')}:**{text[other.end() :]}"
    label = _LABEL.match(text)
    if label is None:
        return text
    space = " " if label[2] else ""
    return f"**{label[1]}**{space}{text[label.end() :]}"
