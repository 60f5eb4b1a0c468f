"""Names of people: first names, patronymics, surnames, initials, in any case, with capitals or not.

The dictionary tells what a word may be; its neighbours, its capital and what stands before it tell
whether it is one here. A site, a street and a product may bear the name of a person; they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.personal import name_context
from assistant.personal.context import before
from assistant.personal.name_words import THINGS, Piece, Strength, pieces_of
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import is_function_word
from assistant.russian.normal import NormalText

_GAP = re.compile(r"[ \t]{1,3}\Z|\Z")
_NEW_LINE = re.compile(r"[ \t\r]{0,3}\n[ \t]{0,3}\Z")
_MONTHS = frozenset(("марта", "мая"))
_SHORT = 5
# What a form asks for: «Фамилия, Имя, Телефон».
_FIELDS = frozenset(
    "имя фамилия отчество телефон госномер комментарий адрес дата номер гость должность объект почта"
    " пользователь клиент квартира участок марка".split()
)


def find(text: NormalText) -> Iterator[Range]:
    """Ranges of names, each from its first to its last word."""
    named_to = -1
    says = name_context.SAYS.search(text.text) is not None
    for row in _rows(text):
        for run in _runs(text.text, row, says=says):
            gap = run[0].start - named_to
            is_near = named_to >= 0 and gap <= _SHORT
            beside = text.text[named_to : run[0].start] if is_near else ""
            found = _named(text, run, is_beside=name_context.AND.match(beside) is not None)
            if found:
                named_to = found[1]
                yield found


def _rows(text: NormalText) -> Iterator[list[Piece]]:
    """Words with nothing but spaces between them."""
    row: list[Piece] = []
    for piece in pieces_of(text):
        if row and not _joins(text.text[row[-1].end : piece.start], row[-1], piece):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _joins(gap: str, left: Piece, right: Piece) -> bool:
    """Whether two pieces stand side by side; over a line's end only a surname and its first name do."""
    if _GAP.match(gap):
        return True
    if not (_NEW_LINE.match(gap) and left.capital and right.capital):
        return False
    return left.may_be_surname and not left.may_be_first and right.may_be_first


def _runs(text: str, row: Sequence[Piece], *, says: bool) -> Iterator[list[Piece]]:
    """Stretches of a row that may be names; ``says`` that somebody in the text is named in so many words."""
    run: list[Piece] = []
    was_said = False
    for piece, following in zip(row, (*row[1:], None), strict=True):
        is_said = says and not run and _is_said(text, piece)
        if not run and _is_called(text, piece):
            piece = replace(piece, strength=Strength.SURE)  # noqa: PLW2901  surer of it now
        is_part = (
            piece.strength > Strength.NONE
            or is_said
            or (was_said and (piece.is_named or piece.is_unknown))
            or (bool(run) and run[-1].is_followed_by_surname and piece.capital)
            or (bool(run) and run[-1].is_surely_surname and piece.is_letter)
            or (bool(run) and run[-1].strength is Strength.SURE and piece.ends_as_surname)
            or (following is not None and _leads(text, piece, following))
        )
        if is_part:
            run.append(piece)
            was_said = was_said or is_said
        else:
            if run:
                yield run
            run, was_said = [], False
    if run:
        yield run


def _is_said(text: str, piece: Piece) -> bool:
    """Whether the words before a piece announce a name, so that it is one whatever the dictionary says."""
    said = name_context.SAID.search(before(text, piece.start))
    if said is None or piece.is_initials or piece.word in _FIELDS:
        return False
    if is_function_word(piece.word):
        return False
    is_loud = "зовут" in said.group() or ("фио" in said.group() and piece.is_unknown)
    return piece.capital or piece.is_named or is_loud


def _is_called(text: str, piece: Piece) -> bool:
    """Whether a common word with a capital follows a post, and no noun: «прапорщик Дудка»."""
    return (
        piece.capital
        and piece.strength is Strength.NONE
        and (name_context.ALONE.match(text, piece.end) or name_context.DOES.match(text, piece.end))
        is not None
        and name_context.CUE.search(before(text, piece.start)) is not None
        and piece.word not in THINGS
        and not is_function_word(piece.word)
        and name_context.CUE.search(f"{piece.word} ") is None
    )


def _leads(text: str, piece: Piece, following: Piece) -> bool:
    """Whether a word with a capital belongs to the name behind it: «Сан Саныч», «Долгих Вера»."""
    if piece.is_initials:
        return False
    if not piece.capital:
        has_initials = following.is_initials and following.word.count(".") > 1
        is_first = following.strength is Strength.SURE and following.may_be_first
        return piece.ends_as_surname and (has_initials or is_first)
    if following.is_patronymic:
        return len(piece.word) <= _SHORT
    if not (following.is_initials or following.strength >= Strength.LIKELY):
        return False
    said = before(text, following.start)
    is_called = name_context.CUE.search(said) or name_context.LOOSE_CUE.search(said)
    if is_called or is_function_word(piece.word):
        return False
    if following.is_initials:
        return following.word.count(".") > 1
    # «Камера Сергея» is no surname; «Долгих Вера» is, since the first name is as it is listed.
    is_listed = following.word in FIRST_NAMES or (following.may_be_first and piece.ends_as_surname)
    is_inside = name_context.STARTS.search(before(text, piece.start)) is None
    is_alone = name_context.ALONE.match(text, following.end) is not None
    if is_inside and following.is_surely_surname:
        return True  # «теперь Киса Воробьянинов»
    return is_listed and (is_inside or is_alone)


def _named(text: NormalText, run: Sequence[Piece], *, is_beside: bool) -> Range | None:
    """The range of a run of words that may be a name, when they are one."""
    start, end = run[0].start, run[-1].end
    said = before(text.text, start)
    is_month = len(run) == 1 and run[0].word in _MONTHS and re.search(r"\d\s?\Z", said)
    if is_month or all(each.is_initials for each in run):
        return None
    if name_context.SAID.search(said) is None:
        is_place = _is_place(text, start, said) and not any(each.is_patronymic for each in run)
        if is_place or name_context.QUOTED.search(said):
            return None
        if not _is_name(text.text, run, said, is_beside=is_beside):
            return None
    familiar = name_context.FAMILIAR.search(said)
    return start - (len(familiar.group()) if familiar else 0), end


def _is_pair(left: Piece, right: Piece) -> bool:
    """Whether a common first name and a surname stand side by side, small letters or not."""
    return (left.is_listed and right.may_be_surname and not right.is_listed) or (
        right.is_listed and left.may_be_surname and not left.is_listed
    )


def _is_place(text: NormalText, start: int, said: str) -> bool:
    """Whether a site, a street or a firm is named here; «посёлок Ольховый Брод» by two words."""
    matches = list(name_context.PLACE.finditer(said))
    title = matches[-1]["title"] if matches else ""
    return bool(matches) and (not title or is_capital(text, start - len(title)))


def _is_name(text: str, run: Sequence[Piece], said: str, *, is_beside: bool) -> bool:
    words = [each for each in run if not each.is_initials]
    best = max(each.strength for each in words)
    likely = sum(each.strength is Strength.LIKELY for each in words)
    if best is Strength.SURE or len(words) < len(run) or likely > 1:
        return True
    if any(_is_pair(left, right) for left, right in pairwise(words)):
        return True
    is_called = name_context.CUE.search(said) is not None
    if is_called and any(each.is_named or each.is_rare_surname for each in words):
        return True
    is_loosely = is_beside or name_context.LOOSE_CUE.search(said) is not None
    if is_loosely and any(each.is_named or each.is_rare_surname for each in words):
        return words[0].capital or words[0].is_listed
    end = run[-1].end
    is_alone = name_context.ALONE.match(text, end) or name_context.ACTS.match(text, end)
    is_inside = name_context.STARTS.search(said) is None
    if words[0].is_listed and (
        name_context.ACTS.match(text, end) or name_context.GREETED.match(text, end)
    ):
        return True
    return best is Strength.LIKELY and (is_inside or is_alone is not None)
