"""Tell several asks in one message apart, each with its own requests.

The message is cut into pieces and the cheapest row of requests over them is chosen (Viterbi): a piece
counts by how far a request leads «nothing» on it, and every change to another request costs, most at a
comma, least where people open another matter («и ещё», «второе», «2.»). What was tried and measured:
docs/_dev/search.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.pieces import OPENING, Boundary, Piece, counts_its_matters, pieces_of
from assistant.retrieval.search import Found, Searcher

_CHANGE = {
    Boundary.NUMBER: 0.4,
    Boundary.TURN: 0.6,
    Boundary.SENTENCE: 0.9,
    Boundary.COMMA: 1.2,
}
# Where a message counts its matters («во-первых … во-вторых», «два вопроса») the change costs this share of it.
_COUNTED_SHARE = 0.5
# A piece of eight words weighs one; a longer one says little more.
_USUAL_WORDS, _MOST_WORDS = 8, 12
# Below it a part is small talk («посмотрите, пожалуйста») rather than a matter of its own.
MIN_OWN_SIMILARITY = -0.1
# A part may fit less well where the message says that it is another matter: it counts them, or the part opens with
# «и кстати». A number may be of a flat, a dash may open an aside.
_MIN_TOLD_SIMILARITY = -0.25
MAX_PIECES = 24
_MAX_ASKS = 4


@dataclass(frozen=True, slots=True)
class AskFound:
    """One ask: its part of the message and what was found for it."""

    text: str
    found: Found


def find_asks(message: str, searcher: Searcher) -> tuple[AskFound, ...]:
    """Find what each ask of a message needs; at least one ask, the first one governing.

    Asks stand as they are told, but for the one the whole message is nearest to, which comes first unless the
    message counts them: a letter may open with another matter than its own.
    """
    asks: dict[str, AskFound] = {}
    is_counted = counts_its_matters(message)
    for text, opens in _parts(message, searcher, _COUNTED_SHARE if is_counted else 1.0):
        found = searcher.find(text)
        needed = _MIN_TOLD_SIMILARITY if opens or is_counted else MIN_OWN_SIMILARITY
        if not found.abstained and found.fit >= needed:
            asks.setdefault(found.requests[0].item_id, AskFound(text, found))
    if not 1 < len(asks) <= _MAX_ASKS:
        return (AskFound(message, searcher.find(message)),)
    if is_counted:
        return tuple(asks.values())
    governing = _governing(asks, message, searcher)
    return (asks.pop(governing), *asks.values())


def _governing(items: Iterable[str], message: str, searcher: Searcher) -> str:
    """The request that the whole message is nearest to."""
    leads = dict(zip(searcher.requests, searcher.leads(message), strict=True))
    return max(items, key=lambda item: float(leads[item]))


def _parts(message: str, searcher: Searcher, share: float) -> list[tuple[str, bool]]:
    """Texts of the asks: the pieces of one request together; none when there is one request only.

    With each, whether it opens as another matter does.
    """
    pieces = pieces_of(message)
    if not 1 < len(pieces) <= MAX_PIECES:
        return []
    runs: dict[int, list[str]] = {}
    opening = set()
    previous, start = -1, 0
    for piece, request in zip(pieces, _cheapest_row(pieces, searcher, share), strict=True):
        if request == previous:
            runs[request][-1] = message[start : piece.end].strip()
        else:
            is_word = piece.boundary is Boundary.TURN and piece.text[0].isalpha()
            if request not in runs and is_word:
                opening.add(request)
            runs.setdefault(request, []).append(piece.text)
            previous, start = request, piece.start
    if len(runs) < 2:
        return []
    return [(" ".join(texts), request in opening) for request, texts in runs.items()]


def _cheapest_row(pieces: Sequence[Piece], searcher: Searcher, share: float) -> list[int]:
    """The request of each piece, as its place among the searcher's requests.

    A change where people open another matter costs a ``share`` of what it does.
    """
    leads = np.array([_weight(piece.text) * searcher.leads(piece.text) for piece in pieces])
    if not leads.shape[1]:
        return [0] * len(pieces)
    best: npt.NDArray[np.float32] = leads[0]
    before: list[npt.NDArray[np.int64]] = []
    for piece, lead in zip(pieces[1:], leads[1:], strict=True):
        other = int(best.argmax())
        cost = _CHANGE[piece.boundary]
        changed = best[other] - (cost * share if piece.boundary in OPENING else cost)
        before.append(np.where(best >= changed, np.arange(len(best)), other))
        best = np.maximum(best, changed) + lead
    row = [int(best.argmax())]
    for choice in reversed(before):
        row.append(int(choice[row[-1]]))
    return row[::-1]


def _weight(text: str) -> float:
    words = len(re.findall(r"\w+", text))
    return float((min(words, _MOST_WORDS) / _USUAL_WORDS) ** 0.5)
