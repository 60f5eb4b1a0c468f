"""Names of people: first names, patronymics, surnames, initials, in any case, with capitals or not.

The dictionary tells what a word may be; its neighbours, its capital and what stands before it tell
whether it is one here. A site, a street and a product may bear the name of a person; they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.personal import name_context, name_echo, name_neighbours
from assistant.personal.context import before
from assistant.personal.name_neighbours import FIELDS
from assistant.personal.name_words import Piece, Strength, is_spoken_to, pieces_of
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.morphology import is_person, is_town
from assistant.russian.normal import NormalText

_GAP = expression(r"[ \t]{1,3}\Z|\Z")
_NEW_LINE = expression(r"[ \t\r]{0,3}\n[ \t]{0,3}\Z")
_MONTHS = frozenset(("марта", "мая"))
_NEAR = 5


def find(text: NormalText) -> Iterator[Range]:
    """Ranges of names, each from its first to its last word, and of their echoes in the text."""
    pieces = list(pieces_of(text))
    ranges = list(_told(text, pieces))
    yield from ranges
    yield from name_echo.find(text, pieces, ranges)


def is_of_no_person(text: NormalText, start: int, end: int) -> bool:
    """Whether what looks like a name at a range is a site, a title, a car, a month, a role or a machine."""
    said, words = before(text.text, start), text.text[start:end]
    if name_context.told(before(text.text, start, 60)) is not None:
        return False
    is_month = words in _MONTHS and re.search(r"\d\s?\Z", said) is not None
    is_driven = " " not in words and (
        name_context.PLATED.match(text.text, end) is not None
        or name_context.CAR_BEFORE.search(said) is not None
        or name_context.CAR_BEHIND.match(text.text, end) is not None
    )
    is_role = text.text[end : end + 1] == ":" and words.isalpha() and is_person(words)
    is_titled = is_place(text, start, said) or name_context.is_title(text.text, start, end)
    return is_month or is_driven or is_role or is_titled or is_spoken_to(text, words)


def _told(text: NormalText, pieces: Sequence[Piece]) -> Iterator[Range]:
    """Names told by their words and by what stands around them."""
    named_to = -1
    says = name_context.SAYS.search(text.text) is not None
    for row in _rows(text, pieces):
        for run in _runs(text.text, row, says=says):
            gap = run[0].start - named_to
            is_near = named_to >= 0 and gap <= _NEAR
            beside = text.text[named_to : run[0].start] if is_near else ""
            found = _named(text, run, is_beside=name_context.AND.match(beside) is not None)
            if found:
                named_to = found[1]
                yield found


def _rows(text: NormalText, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Words with nothing but spaces between them."""
    row: list[Piece] = []
    for piece in pieces:
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
        is_said = says and not run and name_neighbours.is_said(text, piece)
        if not run and name_neighbours.is_called(text, piece):
            piece = replace(piece, strength=Strength.SURE)  # noqa: PLW2901  surer of it now
        is_part = (
            piece.strength > Strength.NONE
            or is_said
            or (was_said and (piece.is_named or piece.is_unknown))
            or (bool(run) and run[-1].is_followed_by_surname and piece.capital)
            or (bool(run) and run[-1].is_common_first and piece.is_rare_small)
            or (bool(run) and run[-1].is_before_initial and piece.is_letter)
            or (
                bool(run)
                and run[-1].ends_as_surname
                and text[piece.start + 1 : piece.end + 1] == "."
            )
            or (bool(run) and run[-1].strength is Strength.SURE and piece.ends_as_surname)
            or (bool(run) and name_neighbours.ends(text, run[-1], piece))
            or (len(run) > 1 and all(each.is_syllable for each in (*run, piece)))
            or (following is not None and name_neighbours.leads(text, piece, following))
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


def _named(text: NormalText, run: Sequence[Piece], *, is_beside: bool) -> Range | None:
    """The range of a run of words that may be a name, when they are one."""
    start, end = run[0].start, run[-1].end
    said = before(text.text, start)
    is_month = len(run) == 1 and run[0].word in _MONTHS and re.search(r"\d\s?\Z", said)
    if is_month:
        return None
    if all(each.is_initials for each in run):  # «клиент Ж. просит»
        return (start, end) if run[0].capital and name_context.CUE.search(said) else None
    if name_context.told(before(text.text, start, 60)) is None:
        is_site = is_place(text, start, said) and not any(each.is_patronymic for each in run)
        if is_site or (name_context.is_title(text.text, start, end) and not _is_whole(run)):
            return None
        if _is_car(text.text, run, said) or not _is_name(text.text, run, said, is_beside=is_beside):
            return None
    with_it = name_context.FAMILIAR.search(said) or name_context.PARTICLE.search(said)
    return start - (len(with_it.group()) if with_it else 0), end


def _is_car(text: str, run: Sequence[Piece], said: str) -> bool:
    """Whether one word is the model of a car: «Октавия М208ОР77», «машина Ларгус», «Солярис белый»."""
    if len(run) > 1 or run[0].ends_as_surname or run[0].is_patronymic:
        return False
    if name_context.PLATED.match(text, run[0].end):
        return True
    is_driven = name_context.CAR_BEFORE.search(said) or name_context.CAR_BEHIND.match(
        text, run[0].end
    )
    return is_driven is not None and not run[0].is_common_first


def _is_whole(run: Sequence[Piece]) -> bool:
    """Whether a run has a first name with a patronymic or a surname, so that no site is called so."""
    is_quoted_pair = len(run) == 2 and all(each.capital for each in run)
    if is_quoted_pair and any(each.is_listed for each in run):
        return True
    return any(each.is_patronymic for each in run) or any(
        _is_pair(left, right) for left, right in pairwise(run)
    )


def _is_pair(left: Piece, right: Piece) -> bool:
    """Whether a common first name and a surname stand side by side, small letters or not."""
    return (left.is_listed and right.may_be_surname and not right.is_listed) or (
        right.is_listed and left.may_be_surname and not left.is_listed
    )


def is_place(text: NormalText, start: int, said: str) -> bool:
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
    is_called = name_neighbours.is_announced(said, words[0])
    if is_called and any(each.is_named or each.is_rare_surname for each in words):
        return True
    is_loosely = is_beside or name_context.LOOSE_CUE.search(said) is not None
    if is_loosely and any(each.is_named or each.is_rare_surname for each in words):
        return words[0].capital or words[0].is_listed
    if words[0].is_listed and said.endswith("или ") and words[0].word in FIRST_NAMES:
        return True  # «кто на смене, серый или витёк»
    end = run[-1].end
    is_alone = name_context.ALONE.match(text, end) or name_context.ACTS.match(text, end)
    is_inside = name_context.STARTS.search(said) is None
    if (words[0].is_listed or words[0].is_rare_surname) and (
        name_context.ACTS.match(text, end) or name_context.GREETED.match(text, end)
    ):
        return True
    is_other = is_town(words[0].word) or "-" in words[0].word or words[0].word in FIELDS
    if is_inside and words[0].capital and not is_other:
        return True  # a capital inside a sentence, and no word that is known
    is_alike = (
        all(each.capital for each in words) if len(words) > 1 else words[0].word in FIRST_NAMES
    )
    if is_alike and name_neighbours.is_signature(text, run[0].start, end):
        return True
    is_apart = is_alone or name_context.OR.match(text, end)
    if is_apart and words[0].is_strange and words[0].word not in FIELDS:
        return True  # «Слуцкер, корпус В»: first of all, and no word that is known
    return best is Strength.LIKELY and (is_inside or is_alone is not None)
