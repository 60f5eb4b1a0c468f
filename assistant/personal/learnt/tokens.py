"""A text cut into words, numbers and marks, and what each is told by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.russian.expression import expression
from assistant.russian.morphology import grammemes, is_town, name_form
from assistant.russian.normal import NormalText

_TOKEN = expression(r"[а-яa-z]+|\d+|\n|\S")
_RUSSIAN = re.compile(r"[а-я]")
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_PARTS = (
    *("NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "ADVB", "NPRO"),
    *("PRED", "PREP", "CONJ", "PRCL", "INTJ", "COMP"),
)
_SHOUTED = 0.6
_LONGEST = 12
_LONGEST_NUMBER = 6
_NEAR, _WORDS_NEAR = (-3, -2, -1, 1, 2, 3), 2
_REACH_BACK, _REACH_ON = 6, 4
# No word is longer; the dictionary takes its time over one that is.
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Token:
    """``start`` and ``end`` are a half-open range of the original, ``word`` stands in the normalised text.

    ``shape`` says how it is typed: «Xx», «XX», «xx», «X», «d3» for three digits, a mark as itself;
    ``is_apart`` whether something stands between it and the token before.
    """

    start: int
    end: int
    word: str
    shape: str
    is_apart: bool

    @property
    def is_russian(self) -> bool:
        """Whether the dictionary may be asked of it."""
        return len(self.word) <= _LONGEST_WORD and _RUSSIAN.match(self.word) is not None

    @property
    def key(self) -> str:
        """The word, of a number only its length."""
        if self.word.isdigit():
            return "0" * min(_LONGEST_NUMBER, len(self.word))
        return "¶" if self.word == "\n" else self.word


def tokens_of(normal: NormalText) -> list[Token]:
    """Cut a text."""
    original = normal.original
    tokens: list[Token] = []
    end_before = 0
    for match in _TOKEN.finditer(normal.text):
        start, end = normal.span(*match.span())
        shape = _shape(original[start:end])
        tokens.append(Token(start, end, match.group(), shape, match.start() > end_before))
        end_before = match.end()
    return tokens


def features_of(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """What each token is told by: itself, its neighbours one by one, and what stands together.

    The parts that depend on one word are shared between texts (``lru_cache``).
    """
    style = _style(tokens)
    keys = [each.key for each in tokens]
    stems = [_stem(each) for each in keys]
    for at, token in enumerate(tokens):
        parts = [of_word(keys[at], token.shape, style)]
        for distance in _NEAR:
            near = at + distance
            if 0 <= near < len(tokens):
                parts.append(of_neighbour(distance, keys[near], tokens[near].shape))
            else:
                parts.append((f"{distance}:none",))
        parts.append(tuple(_together(tokens, keys, stems, at)))
        yield tuple(parts)


@lru_cache(maxsize=16_384)
def of_word(word: str, shape: str, style: str) -> tuple[str, ...]:
    """What a token says by itself; ``style`` is of the whole text: shouted, small letters, mixed."""
    part, marks = _grammar(word)
    found = ["bias", f"style={style}", f"shape={shape}", f"shape={shape}{style}", f"part={part}"]
    found += [f"mark={each}" for each in marks]
    found += [f"mark={each}{shape}{style}" for each in marks]
    found.append(f"word={word}")
    if word[0].isalpha():
        found += [f"first={word[:count]}" for count in (2, 3, 4)]
        found += [f"last={word[-count:]}" for count in (2, 3, 4)]
        framed = f"<{word}>"
        if len(word) > 3:
            found += [f"in={framed[at : at + 3]}" for at in range(len(framed) - 2)]
        found.append(f"length={min(len(word), _LONGEST)}")
    return tuple(found)


@lru_cache(maxsize=65_536)
def of_neighbour(distance: int, word: str, shape: str) -> tuple[str, ...]:
    """What a token so many places away says."""
    part, marks = _grammar(word)
    found = [
        f"{distance}:shape={shape}",
        f"{distance}:part={part}",
        f"{distance}:stem={_stem(word)}",
    ]
    if abs(distance) <= _WORDS_NEAR:
        found.append(f"{distance}:word={word}")
    if abs(distance) == 1:
        found += [f"{distance}:mark={each}" for each in marks]
    return tuple(found)


def _together(
    tokens: Sequence[Token], keys: Sequence[str], stems: Sequence[str], at: int
) -> Iterator[str]:
    token, part = tokens[at], _grammar(keys[at])[0]
    last = len(tokens) - 1
    yield f"apart={token.is_apart}"
    opens = at == 0 or tokens[at - 1].word in '.!?\n:—-(«"'
    yield f"opens={opens}{token.shape}"
    if at:
        yield f"-1:pair={keys[at - 1]} {token.shape}"
        yield f"-1:parts={_grammar(keys[at - 1])[0]} {part}"
        yield f"-1:stem={stems[at - 1]} {part} {token.shape}"
    if at > 1:
        yield f"-2:stems={stems[at - 2]} {stems[at - 1]}"
    if at < last:
        yield f"1:apart={tokens[at + 1].is_apart}"
        yield f"1:pair={keys[at + 1]} {token.shape}"
        yield f"1:parts={_grammar(keys[at + 1])[0]} {part}"
        yield f"1:stem={stems[at + 1]} {part} {token.shape}"
    if 0 < at < last:
        yield f"shapes={tokens[at - 1].shape} {token.shape} {tokens[at + 1].shape}"
        before, behind = _grammar(keys[at - 1])[0], _grammar(keys[at + 1])[0]
        yield f"parts={before} {part} {behind}"
    for near in range(max(0, at - _REACH_BACK), at):
        if len(keys[near]) > 2 and keys[near][0].isalpha():
            yield f"back={stems[near]}"
    for near in range(at + 1, min(last + 1, at + 1 + _REACH_ON)):
        if len(keys[near]) > 2 and keys[near][0].isalpha():
            yield f"on={stems[near]}"


@lru_cache(maxsize=16_384)
def _grammar(word: str) -> tuple[str, tuple[str, ...]]:
    """Part of speech and what the dictionary says of a word."""
    if not word[0].isalpha():
        return ("number" if word[0].isdigit() else "mark"), ()
    if not _RUSSIAN.match(word) or len(word) > _LONGEST_WORD:
        return "foreign", ("foreign",)
    form, tags = name_form(word), grammemes(word)
    marks = {
        "first": form.first,
        "patronymic": form.patronymic,
        "surname": form.surname,
        "only": form.only,
        "unknown": not form.known,
        "common": form.common,
        "surname-ending": form.surname_ending,
        f"share{min(3, int(form.share * 4))}": form.share > 0,
        "town": is_town(word),
        "animate": "anim" in tags,
        "plural": "plur" in tags,
    }
    cases = [f"case={each}" for each in _CASES if each in tags]
    part = next((each for each in _PARTS if each in tags), "other")
    return part, (*(name for name, holds in marks.items() if holds), *cases)


def _shape(piece: str) -> str:
    if piece.isdigit():
        return f"d{min(len(piece), _LONGEST_NUMBER)}"
    if not piece[0].isalpha():
        return "¶" if piece == "\n" else piece
    if len(piece) == 1:
        return "X" if piece.isupper() else "x"
    if piece.isupper():
        return "XX"
    return "Xx" if piece[0].isupper() else "xx"


def _style(tokens: Sequence[Token]) -> str:
    words = [each.shape for each in tokens if each.shape in ("XX", "Xx", "xx")]
    if words.count("XX") > _SHOUTED * max(1, len(words)):
        return "shouted"
    return "mixed" if {"XX", "Xx"} & set(words) else "small"


def _stem(word: str) -> str:
    return word if len(word) <= 4 else word[: max(4, len(word) - 2)]
