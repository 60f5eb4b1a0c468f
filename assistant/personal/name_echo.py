"""A name told once in a text, met there again without what told it.

«Смена Батырханов/Рыжих. 22:40 — Батырханов вызвал старшего»: the second one is the same man.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.personal import name_context
from assistant.personal.context import before
from assistant.personal.name_words import Piece, Strength, is_thing
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.morphology import is_function_word
from assistant.russian.normal import NormalText

_ENDING = expression(r"(?:ого|ому|ими|ыми|ым|им|ом|ой|ою|ей|ем|их|ых|ая|ую|[аеиоуыюяйь])\Z")
_SHORTEST = 4


def find(text: NormalText, pieces: Sequence[Piece], ranges: Sequence[Range]) -> Iterator[Range]:
    """Words with a capital outside the ranges that are inside one elsewhere, in whatever case."""
    if not ranges:
        return
    starts = [first for first, _ in ranges]
    inside = [_is_inside(each, starts, ranges) for each in pieces]
    known = {
        _stem(each.word)
        for each, is_told in zip(pieces, inside, strict=True)
        if is_told and _is_own(each)
    }
    for piece, is_told in zip(pieces, inside, strict=True):
        if is_told or not (piece.capital and _is_own(piece)):
            continue
        if known.isdisjoint(map(_stem, (piece.word, *piece.word.split("-")))) or _is_other(piece):
            continue
        is_place = name_context.PLACE.search(before(text.text, piece.start)) is not None
        if not (is_place or name_context.is_title(text.text, piece.start, piece.end)):
            yield piece.start, piece.end


def _is_inside(piece: Piece, starts: Sequence[int], ranges: Sequence[Range]) -> bool:
    """Whether a piece lies in one of the ranges, which are in order; ``starts`` are where they begin."""
    at = bisect_right(starts, piece.start) - 1
    return at >= 0 and piece.start < ranges[at][1]


def _is_own(piece: Piece) -> bool:
    return not piece.is_initials and len(piece.word) >= _SHORTEST and not is_thing(piece.word)


def _is_other(piece: Piece) -> bool:
    """Whether a word is none of a name, whatever it looks like: «Алиса» who listens, «Верю»."""
    is_lowered = piece.strength is Strength.NONE and piece.is_named
    return is_lowered or (not piece.is_unknown and is_function_word(piece.word))


def _stem(word: str) -> str:
    return _ENDING.sub("", word).rstrip("аеиоуыюяйь")
