"""Split a message from the thread it quotes and from its signature.

Every piece is cut out of the text, never rewritten. How a quote, an ending or a chat looks is told by
``quotes``, ``endings`` and ``telegram``; here is what follows from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.russian.expression import expression
from assistant.ticket.endings import find_ending, is_ending
from assistant.ticket.lines import Line, Range, joined, lines_of
from assistant.ticket.quotes import (
    find_thread,
    is_circumstance,
    is_frame,
    is_marked,
    passes_on,
    without_quotes,
)
from assistant.ticket.telegram import is_chat_mark, last_turn

_MARKS = expression(r"^(?:>\s*)+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Pieces of a text: newest message, quoted thread, signature; empty where there is none.

    ``forwarded`` says that the newest message passes the thread on, so the thread is what is asked.
    ``own`` are the ranges that speak for the sender: message and signature, the thread when it is
    passed on, without lines quoted in between. ``asked`` is what of it tells the ask, as text.
    """

    message: str
    quoted: str
    signature: str
    forwarded: bool
    own: tuple[Range, ...]
    asked: str


def split_message(text: str) -> Parts:
    """Split a pasted text; whatever cannot be told apart stays in the message."""
    lines = lines_of(text)
    turn = last_turn(lines)
    if turn is not None and _words(lines[slice(*turn)]):
        return _chat(text, lines, *turn)
    at = find_thread(lines)
    if at is None:
        return _parts(text, lines, (), lines)
    newest, thread = lines[:at], lines[at:]
    if not _words(newest):
        return _without_newest(text, lines)
    if passes_on(newest, thread):
        return _passed_on(text, newest, thread)
    if _is_answer(_after_marks(thread)):
        return _parts(text, lines, (), without_quotes(lines))
    return _parts(text, newest, thread, newest)


def _without_newest(text: str, lines: Sequence[Line]) -> Parts:
    """A text that begins with a quote: answered below it, or passed on without a word."""
    answer = _after_marks(lines)
    if _is_answer(answer):
        return _parts(text, answer, lines[: -len(answer)], answer)
    told = (at for at, line in enumerate(lines) if _words([line]) and not is_frame(line))
    body = next(told, len(lines) - 1)
    deeper = None if is_marked(lines[body]) else find_thread(lines[body + 1 :])
    end = len(lines) if deeper is None else body + 1 + deeper
    own = [line for line in lines[:end] if not is_circumstance(line)]
    parts = _parts(text, lines[:end], lines[end:], own)
    return replace(parts, asked=_bare(parts.message) or parts.message)


def _passed_on(text: str, newest: Sequence[Line], thread: Sequence[Line]) -> Parts:
    told = (line for line in thread if not is_circumstance(line) and not is_chat_mark(line))
    parts = _parts(text, newest, thread, [*newest, *told])
    return replace(parts, forwarded=True, asked=f"{parts.message}\n{_bare(parts.quoted)}")


def _chat(text: str, lines: Sequence[Line], first: int, last: int) -> Parts:
    """A chat: what stands above it passes it on, else the client's last turn is the message."""
    preamble = next(at for at, line in enumerate(lines) if is_chat_mark(line))
    if _words(lines[:preamble]):
        return _passed_on(text, lines[:preamble], lines[preamble:])
    turn, before, after = lines[first:last], lines[: first - 1], lines[last:]
    own = [line for line in turn if not is_chat_mark(line)]
    return _parts(text, turn, before if _words(before) else after, own)


def _parts(text: str, newest: Sequence[Line], thread: Sequence[Line], own: Sequence[Line]) -> Parts:
    """Cut the pieces; the ending is looked for in the newest message."""
    ending = find_ending(newest, text)
    message = text[newest[0].start : ending].strip()
    signature = text[ending : newest[-1].end].strip()
    quoted = text[thread[0].start : thread[-1].end].strip() if thread else ""
    said = [text[line.start : min(line.end, ending)].strip() for line in own if line.start < ending]
    asked = message if len(own) == len(newest) else "\n".join(said).strip()
    return Parts(message, quoted, signature, False, joined(own), asked)


def _words(lines: Sequence[Line]) -> bool:
    """Whether there is anything but empty lines and marks of a chat."""
    return any(line.text and not is_chat_mark(line) for line in lines)


def _bare(thread: str) -> str:
    """The words of a thread without its marks and the heads of its messages."""
    kept = (
        _MARKS.sub("", thread[line.start : line.end].strip())
        for line in lines_of(thread)
        if not is_frame(line) and not is_chat_mark(line)
    )
    return "\n".join(words for words in kept if words)


def _after_marks(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines below the last «>» line, none when there is no such line."""
    last = max((at for at, line in enumerate(lines) if is_marked(line)), default=len(lines))
    return lines[last + 1 :]


def _is_answer(lines: Sequence[Line]) -> bool:
    """Whether lines below a quote are a message: not empty, no ending, no head of a thread."""
    own = [line for line in lines if line.text]
    return bool(own) and not is_ending(own[0]) and find_thread(own) is None
