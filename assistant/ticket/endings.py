"""Where the ending of a message begins: signature, device line, legal notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.russian.expression import expression
from assistant.ticket.lines import Line, plain

_MAX_SIGNATURE = 600
_MAX_NOTICE = 5_000
_RULE = expression(r"-{2,3}|[—–]{1,3}|_{3,}")
_CLOSING = expression(
    r"(?:(?<=[.!?;,)…])\s{0,3}|^\s{0,3})"
    r"(?:с (?:большим |искренним |глубоким )?уважением|с ув\.|с наилучшими(?: пожеланиями)?|с почтением"
    r"|всего (?:самого )?(?:доброго|хорошего|наилучшего)|искренне ваша?"
    r"|(?:best |kind |warm )?regards|sincerely)"
    # «С уважением отношусь…» is a sentence; «С уважением, Ирина» and «С уважением Ирина» close.
    r"(?=\s*\Z|\s{0,3}[,.!](?!\s{0,3}(?:но|а|и|однако|прошу|жду|хочу)\b)|\s{1,3}(?-i:[А-ЯЁA-Z«]))",
    re.IGNORECASE,
)
_DEVICE = expression(
    r"(?:отправлен[оа]|написано|послано) (?:с|со|из|через|при помощи) .{0,40}?"
    r"(?:iphone|ipad|айфон|айпад|android|андроид|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|realme"
    r"|pixel|телефон|смартфон|планшет|устройств|мобильн|почт|mail|outlook|приложени).{0,120}"
    r"|sent from (?:my )?.{1,60}|(?:get|скачать|получите) outlook (?:for|для) .{1,80}",
    re.IGNORECASE,
)
_NOTICE = expression(
    r"(?:внимание\W{0,3})?(?:настоящее|данное|это) (?:электронное )?(?:сообщение|письмо)\b.{0,200}"
    r"(?:конфиденциальн|предназначен|автоматически)"
    r"|информация, содержащаяся|уведомление о конфиденциальности|confidentiality notice"
    r"|this (?:e-?mail|message|communication)\b.{0,200}(?:confidential|intended|automatically)"
    r"|(?:пожалуйста, )?не отвечайте на это (?:письмо|сообщение)"
    r"|(?:прежде чем|перед тем,? как) (?:рас)?печатать|please consider the environment",
    re.IGNORECASE,
)


def find_ending(lines: Sequence[Line], text: str) -> int:
    """Index in ``text`` where the ending of a message begins, the message's end when there is none.

    ``lines`` are those of the message, ``text`` the whole it stands in. A message that is nothing but
    an ending has none: what little it says stays in view.
    """
    opening = next((line for line in lines if line.text), lines[0])
    if is_ending(opening):
        return lines[-1].end
    end = _earliest(_notices(lines), lines, text, lines[-1].end, _MAX_NOTICE)
    above = [line for line in lines if line.end <= end]
    return _earliest(_signatures(above, plain(text)), lines, text, end, _MAX_SIGNATURE)


def is_ending(line: Line) -> bool:
    """Whether an ending begins with this line."""
    marks = (_RULE.fullmatch, _DEVICE.fullmatch, _NOTICE.match, _CLOSING.match)
    return any(matches(line.text) for matches in marks)


def _earliest(
    starts: Iterable[int], lines: Sequence[Line], text: str, end: int, longest: int
) -> int:
    """The first start that leaves something above it and not too much below, else the end."""
    first = lines[0].start
    fitting = (at for at in starts if end - at <= longest and text[first:at].strip())
    return next(fitting, end)


def _notices(lines: Sequence[Line]) -> Iterator[int]:
    return (line.start for line in lines if _NOTICE.match(line.text))


def _signatures(lines: Sequence[Line], text: str) -> Iterator[int]:
    for line in lines:
        if _RULE.fullmatch(line.text) or _DEVICE.fullmatch(line.text):
            yield line.start
            continue
        for match in _CLOSING.finditer(text[line.start : line.end].rstrip()):
            yield line.start + match.start()
