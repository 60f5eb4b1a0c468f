"""Tell several asks in one message apart, each with its own requests.

A message is cut where people begin another matter («и ещё», «также», a new sentence or list item).
Neighbouring pieces that find the same request, or nothing of their own, are one ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.retrieval.search import Found, Searcher

_CUT = re.compile(
    r"(?<=[.!?\n])\s+(?=\S)"
    r"|\s+(?=(?:и\s+)?(?:еще|ещё)\s+(?:вопрос|такой|один|одно|подскаж|хот|нужн|как|не\b|у нас|прос|надо))"
    r"|[,;]?\s+(?=(?:а\s+)?(?:также|кроме того|помимо этого|заодно|второе|второй вопрос|и второе)\b)"
    r"|\s+(?=и\s+(?:акт|счет|счёт|подскажите|пришлите|посоветуйте|когда|почему|как|кто)\b)",
    re.IGNORECASE,
)
_MIN_WORDS = 3
_OWN_LEAD = 0.25
_OWN_SIMILARITY = 0.1
MAX_PIECES = 12
_MAX_ASKS = 4


@dataclass(frozen=True, slots=True)
class AskFound:
    """One ask: its piece of the message and what was found for it."""

    text: str
    found: Found


def find_asks(message: str, searcher: Searcher) -> tuple[AskFound, ...]:
    """Find what each ask of a message needs; at least one ask, the first one governing."""
    whole = searcher.find(message)
    pieces = pieces_of(message)
    if len(pieces) < 2 or len(pieces) > MAX_PIECES:
        return (AskFound(message, whole),)
    asks: list[AskFound] = []
    for piece in pieces:
        found = searcher.find(piece)
        if found.abstained or not _stands_alone(found):
            continue
        same = [ask for ask in asks if _best(ask.found) == _best(found)]
        if not same:
            asks.append(AskFound(piece, found))
    if len(asks) < 2 or len(asks) > _MAX_ASKS:
        return (AskFound(message, whole),)
    return tuple(asks)


def pieces_of(message: str) -> list[str]:
    """Where people would begin another matter, a message cut into pieces of three words or more."""
    return [
        piece.strip()
        for piece in _CUT.split(message)
        if piece and len(re.findall(r"\w+", piece)) >= _MIN_WORDS
    ]


def _best(found: Found) -> str:
    return found.requests[0].item_id if found.requests else ""


def _stands_alone(found: Found) -> bool:
    """Whether a piece is about a matter of its own: its best request fits well and is well ahead."""
    best = found.requests[0].similarity
    second = found.requests[1].similarity if len(found.requests) > 1 else -1.0
    return best >= _OWN_SIMILARITY and best - second >= _OWN_LEAD
