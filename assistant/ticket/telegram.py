"""A chat copied from Telegram: «Имя, [12.11.2026 10:00]» above each message, oldest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.russian.expression import expression
from assistant.ticket.lines import Line

_HEAD = expression(
    r"(?P<author>.{1,80}?),\s*\[\d{1,2}(?:\.\d{1,2}\.|\s[а-яa-z]{3,8}\.?\s)\d{2,4}(?:\sг\.)?,?\s(?:в )?"
    r"\d{1,2}:\d{2}(?::\d{2})?\]:?",
    re.IGNORECASE,
)
_NOTE = expression(
    r"\[(?:in reply to|forwarded from|в ответ|ответ на|переслано от|photo|фото|фотография|video|видео"
    r"|voice message|голосовое сообщение|sticker|стикер|file|файл)\b[^\]]*\]",
    re.IGNORECASE,
)
_US = expression(r"pass24|поддержк|support|\bбот\b|\bbot\b", re.IGNORECASE)


def author_of(line: Line) -> str:
    """Name above a message, empty when the line is no such head."""
    head = _HEAD.fullmatch(line.text)
    return head["author"] if head else ""


def is_chat_mark(line: Line) -> bool:
    """Whether a line was written by Telegram, not by a person."""
    return bool(author_of(line) or _NOTE.fullmatch(line.text))


def last_turn(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Range of lines of the client's last messages in a row, heads in between included.

    None when the text is no chat. The support's own messages are passed over.
    """
    heads = [(at, author) for at, line in enumerate(lines) if (author := author_of(line))]
    if not heads:
        return None
    ends = [*(at for at, _ in heads[1:]), len(lines)]
    by_client = [index for index, (_, author) in enumerate(heads) if not _US.search(author)]
    last = first = by_client[-1] if by_client else len(heads) - 1
    while first > 0 and heads[first - 1][1] == heads[last][1]:
        first -= 1
    return heads[first][0] + 1, ends[last]
