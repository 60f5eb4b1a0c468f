"""Names of people: first names, patronymics, surnames, initials, in any case.

The dictionary tells what a word may be; its neighbours, its capital and what stands before it tell
whether it is one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.personal.context import before
from assistant.personal.span import Range
from assistant.russian.morphology import NameForm, name_form
from assistant.russian.normal import NormalText

_WORD = re.compile(r"[а-я]+(?:-[а-я]+)?")
_INITIAL = re.compile(r"[а-я]\.\s?(?:[а-я]\.)?")
_GAP = re.compile(r"\s{1,3}\Z")
_CUE = re.compile(
    r"(?:зовут|\bимя(?: и отчество)?|\bфио|ф\. ?и\. ?о\.?|фамилия(?: моя)?|на имя|уважени\w{1,2}|уважаем\w{2,3}"
    r"|заявитель|контактное лицо|собственник\w?|жилец|жильц\w{1,3}|жительниц\w|\bгост(?:ь|я|ю|ем|и|ей)|водител\w{1,3}|арендатор\w?"
    r"|охранник\w?|администратор\w?|диспетчер\w?|менеджер\w?|инженер\w?|директор\w?|комендант\w?|управляющ\w{2,3}|консьерж\w?"
    r"|\bмуж\w?|\bжен[аыеу]|\bсын\w?|\bдоч\w{1,3}|\bмам\w|\bпап\w|\bбрат\w?|\bсестр\w|курьер\w?|спасибо|благодар\w{1,4}|regards"
    r"|здравствуйте|добрый (?:день|вечер)|доброе утро|привет|\bэто|пишет(?: вам)?|беспокоит(?: вас)?)[\s,.!:;—–(«\"-]{1,5}\Z"
)
_PLACE = re.compile(
    r"(?:\bжк|\bкп|\bбц|\bснт|\bтц|\bтрк|\bднп|\bтсж|\bтсн|\bмкр|\bг|\bгород\w?|\bпос\w{0,5}|\bдер\w{0,5}|\bул\w{0,3}|\bпроспект|\bметро"
    r"|\bкомплекс\w?|\bпоселк\w{1,2}|\bпоселок|\bобъект\w?|\bквартал\w?|\bпарк|\bклуб|\bооо|\bао|\bук)[\s.:«\"“-]{1,4}\Z"
)
_NOT_NAMES = frozenset(
    "слава света вера надежда любовь роза лилия марта мая роман лев марк".split()
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of the twin with what it may be; ``capital`` in the original, an initial has no form."""

    start: int
    end: int
    capital: bool
    form: NameForm | None


def find(text: NormalText) -> Iterator[Range]:
    """Ranges of names, each from its first to its last word."""
    run: list[_Piece] = []
    for piece in _pieces(text):
        if run and not _GAP.match(text.text[run[-1].end : piece.start] or " "):
            yield from _named(text, run)
            run = []
        if piece.form is None or _may_be(piece.form, capital=piece.capital):
            run.append(piece)
        else:
            yield from _named(text, run)
            run = []
    yield from _named(text, run)


def _pieces(text: NormalText) -> Iterator[_Piece]:
    done = 0
    for match in _WORD.finditer(text.text):
        if match.start() < done:
            continue
        capital = text.original[text.offsets[match.start()]].isupper()
        initial = _INITIAL.match(text.text, match.start()) if capital else None
        if initial and len(match.group()) == 1:
            done = initial.end()
            yield _Piece(match.start(), len(text.text[:done].rstrip()), capital, None)
            continue
        yield _Piece(match.start(), match.end(), capital, name_form(match.group()))


def _may_be(form: NameForm, *, capital: bool) -> bool:
    named = form.first or form.surname or form.patronymic
    return named if form.known or form.patronymic else capital


def _named(text: NormalText, run: list[_Piece]) -> Iterator[Range]:
    """The range of a run of words that may be a name, when they are one."""
    while run and run[-1].form is None and len(run) == 1:
        run = []
    if not run:
        return
    start, end = run[0].start, run[-1].end
    said = before(text.text, start)
    forms = [each.form for each in run if each.form is not None]
    if not forms or _PLACE.search(said):
        return
    has_initials = len(forms) < len(run)
    sure = [
        each for each in forms if each.patronymic or (each.only and (each.first or each.surname))
    ]
    capitals = all(each.capital for each in run)
    named = [each for each in forms if each.first or each.surname or each.patronymic]
    if (
        sure
        or (has_initials and capitals)
        or (capitals and len(named) >= 2)
        or (named and _CUE.search(said) and capitals)
        or (named and capitals and not _starts_sentence(text.text, start))
    ):
        yield start, end


def _starts_sentence(text: str, at: int) -> bool:
    return re.search(r"(?:\A|[.!?:\n«\"(])\s*\Z", text[max(0, at - 6) : at]) is not None
