"""Where the thread a message quotes begins: heads of mail programs, «>» lines, forwards.

Each head has its fixture under test; a client's own «в 10:30 приложение пишет:» is no head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.russian.expression import expression
from assistant.ticket.lines import Line

_MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
    r"|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
)
_DATE = expression(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d{4}-\d\d-\d\d"
    rf"|\b\d{{1,2}}\s+{_MONTH}|\b{_MONTH}\.?\s+\d{{1,2}}",
    re.IGNORECASE,
)
_TIME = expression(r"\b\d{1,2}:\d{2}")
_ADDRESS = expression(r"[<(\[][^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]]")
_ADDRESS_LAST = expression(r"[<(\[][^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]]\s*:\Z")
_VERB_LAST = expression(r"\b(?:wrote|написала?|написал\(а\)|пишет|писала?)\s*:?\Z", re.IGNORECASE)
_MACHINE_VERB_LAST = expression(r"\b(?:wrote|написал\(а\))\s*:?\Z", re.IGNORECASE)
_YOU_WROTE = expression(r"\b(?:вы писали|you wrote)\b", re.IGNORECASE)
_FROM_WITH_ZONE = expression(r"\b\d{1,2}:\d{2}\s[+-]\d\d:?\d\d\sот\s", re.IGNORECASE)
_VERB = expression(r"\b(?:пишет|писал|написал|wrote)", re.IGNORECASE)
_RULED = expression(
    r"-{2,}\s*(?:original message|исходное сообщение|forwarded message|от:"
    r"|(?:пересылаемое|пересланное|переадресованное)\s(?:сообщение|письмо)"
    r"|конец пересылаемого сообщения).*",
    re.IGNORECASE,
)
_BEGINS = expression(
    r"(?:begin forwarded message|начало (?:переадресованного|пересылаемого) сообщения)\s*:",
    re.IGNORECASE,
)
_HEADER = expression(
    r"\*{0,2}(?P<name>from|to|cc|sent|date|subject|от кого|от|кому|копия|дата|отправлено|тема)"
    r"\s*\*{0,2}:(?P<value>.*)",
    re.IGNORECASE,
)
_SENDER = ("from", "от", "от кого")
_RECEIVER = ("to", "кому")
_SUBJECT = ("subject", "тема")
_RULE = expression(r"[_-]{5,}")
_US = expression(r"pass24|поддержк|support", re.IGNORECASE)
_FORWARD = expression(
    r"(?:(?:тема|subject)\s*:\s*)?(?:re(?:\[\d+\])?\s*:\s*)*(?:fwd?|пересл)\s*:"
    r"|(?:.*[.!?,]\s)?пересыла(?:ю|ем)(?:\W*\Z|\s+(?:от|вам|вас|ниже|письм|обращен|сообщен|жалоб|переписк"
    r"|запрос|заявк|вопрос))"
    r"|.*\b(?:см\.?|смотрите|читайте) ниже\b|.*\b(?:переписк|письмо|обращение)\w* ниже\b",
    re.IGNORECASE,
)
_FORWARDED = expression(
    r".*(?:пересылаемо|пересланно|переадресованно|forwarded message)", re.IGNORECASE
)


def is_marked(line: Line) -> bool:
    """Whether a line is quoted with «>»."""
    return line.text.startswith(">")


def is_frame(line: Line) -> bool:
    """Whether a line belongs to the head of a quoted message: a rule, a header, an attribution."""
    text = line.text.lstrip("> ")
    marks = (_RULED, _RULE, _BEGINS, _HEADER)
    return any(mark.fullmatch(text) for mark in marks) or _is_attribution(text)


def is_circumstance(line: Line) -> bool:
    """Whether a line of a head tells neither who wrote nor what about: when, to whom, a rule."""
    text = line.text.lstrip("> ")
    if _RULED.fullmatch(text):
        return "от:" not in text.lower()
    return is_frame(line) and _header_name(text) not in (*_SENDER, *_SUBJECT)


def find_thread(lines: Sequence[Line]) -> int | None:
    """Index of the line the quoted thread begins with, None when nothing is quoted."""
    begins = (at for at, line in enumerate(lines) if line.text and _begins_at(lines, at))
    at = next(begins, None)
    return None if at is None else _rule_above(lines, at)


def _rule_above(lines: Sequence[Line], at: int) -> int:
    """Where a head begins that a rule and headers stand above, as Яндекс writes them."""
    above = at
    while above and (not lines[above - 1].text or _HEADER.fullmatch(lines[above - 1].text)):
        above -= 1
    return above - 1 if above and _RULE.fullmatch(lines[above - 1].text) else at


def without_quotes(lines: Sequence[Line]) -> list[Line]:
    """Lines that are neither marked with «>» nor the heads of those that are."""
    kept: list[Line] = []
    in_head = False
    for at, line in enumerate(lines):
        if is_marked(line):
            in_head = False
        elif in_head or (line.text and _begins_at(lines, at)):
            in_head = True
        else:
            kept.append(line)
    return kept


def _begins_at(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if is_marked(lines[at]) or _RULED.fullmatch(text) or _BEGINS.fullmatch(text):
        return True
    following = [line for line in lines[at + 1 : at + 5] if line.text]
    if _RULE.fullmatch(text):
        return _is_header_block(following)
    if _is_header_block([lines[at], *following]) or _is_attribution(text):
        return True
    if not following:
        return False
    # A program wraps a long attribution: its address then stands on the next line.
    if lines[at + 1].text and _is_attribution(f"{text} {following[0].text}"):
        return bool(_DATE.search(text)) and not _is_attribution(following[0].text)
    # Above «>» lines a date or a verb is enough.
    is_head = text.endswith(":") and any(each.search(text) for each in (_DATE, _TIME, _VERB))
    return is_head and is_marked(following[0])


def _is_attribution(text: str) -> bool:
    """Gmail, Яндекс and Mail.ru close with the address, iOS with a verb, The Bat with the time."""
    if _VERB_LAST.search(text):
        is_dated = _DATE.search(text) and _TIME.search(text)
        return bool(_ADDRESS.search(text) or (is_dated and _MACHINE_VERB_LAST.search(text)))
    if not text.endswith(":"):
        return False
    if _TIME.search(text) and _ADDRESS_LAST.search(text):
        return True
    return bool(_DATE.search(text) and (_YOU_WROTE.search(text) or _FROM_WITH_ZONE.search(text)))


def _header_name(text: str) -> str:
    header = _HEADER.fullmatch(text)
    return header["name"].lower() if header else ""


def _is_header_block(lines: Sequence[Line]) -> bool:
    first, second, third = [*(_header_name(line.text) for line in lines[:3]), "", "", ""][:3]
    # «От: …, Тема: …» alone is how a call is noted down; a mail also says when or to whom.
    return first in _SENDER and bool(second) and (second not in _SUBJECT or bool(third))


def passes_on(newest: Sequence[Line], thread: Sequence[Line]) -> bool:
    """Whether a message hands its thread on.

    It says so, or the head of the thread does, or the thread went between others: neither its sender
    nor its receiver is us.
    """
    if any(_FORWARD.match(line.text) or _FORWARDED.match(line.text) for line in newest):
        return True
    if any(_FORWARDED.match(line.text) or _BEGINS.fullmatch(line.text) for line in thread[:2]):
        return True
    head = {_header_name(line.text): line.text for line in reversed(thread[:8])}
    sender = next((head[name] for name in _SENDER if name in head), "")
    receiver = next((head[name] for name in _RECEIVER if name in head), "")
    return bool(sender and receiver) and not _US.search(sender + receiver)
