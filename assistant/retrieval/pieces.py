"""Cut a message where another matter may begin, and say how likely it is to begin there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from assistant.russian.expression import expression

_MIN_WORDS = 3
# A number of a list, «2.» or «2 », but not «24 часа», «38 тысяч».
_UNIT = (
    r"(?:час|мин|сек|дн[яейю]|день|сут|недел|месяц|год|лет|раз|руб|тыс|млн|процент|человек|люд|машин|авто"
    r"|квартир|дом|метр|штук|этаж|подъезд|карт|пропуск|ключ|январ|феврал|март|апрел|ма[яй]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|числ|утра|вечера|ночи|и\b|или\b|из\b)"
)
_NUMBER = rf"\d{{1,2}}(?:[.)]\s+|\s+(?=[^\W\d])(?!{_UNIT}))(?=\D{{4}})"
# «Первое: …», «второй вопрос — …», but not «первый въезд открыт, второй закрыт».
_NAMED = r"(?:\s(?:вопрос|просьба|проблема|дело|момент))?\s?[:,.—–-]"
# What people open another matter with: «и ещё», «а также», «второе», a dash.
_TURN = (
    r"(?:[–—•-]\s"
    r"|(?:(?:и|а)\s+)?(?:(?:еще|ещё)(?!\s(?:один|одн[аоу]|одного|одной|два|две|раз|разок|пару|больше|вчера|утром)\b)"
    r"|также|кроме того|помимо|заодно|кстати|попутно|между прочим|к тому же|сразу:|второе|во[- ]вторых"
    rf"|третье|в[- ]третьих)\b|(?:второй|вторая|третий|третья)(?={_NAMED})"
    r"|а по вашей части\b|и\s+(?:акт|счет|счёт|подскажите|пришлите|посоветуйте|можно|когда|почему|как|кто)\b)"
)
_OPENS = expression(rf"(?P<number>{_NUMBER})|(?P<turn>{_TURN})", re.IGNORECASE)
_CUT = expression(
    rf"(?P<sentence>(?<=[.!?;])(?<!\A\d\.)(?<!\s\d\.)\s+|\s*\n\s*)|(?P<turn>[,;]?(?<!\b[иа])\s+(?=(?:{_TURN}|{_NUMBER})))|(?P<comma>,\s+)",
    re.IGNORECASE,
)
_COUNTED = expression(
    rf"\b(?:во-первых\b|перв(?:ое|ый|ая){_NAMED}).{{1,600}}?\b(?:во-вторых\b|втор(?:ое|ой|ая){_NAMED})"
    r"|(?:^|\s)1[.)]\s?[^\W\d].{1,600}?\s2[.)]\s?[^\W\d]"
    r"|\b(?:два|две|три|четыре|пара|несколько)\s(?:вопрос|просьб|проблем|дел[ао]?\b|момент)",
    re.IGNORECASE | re.DOTALL,
)


class Boundary(Enum):
    """What stands before a piece; the value is the name of its group in the patterns."""

    START = "start"
    NUMBER = "number"
    TURN = "turn"
    SENTENCE = "sentence"
    COMMA = "comma"


# Where people open another matter.
OPENING = frozenset({Boundary.TURN, Boundary.NUMBER})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part ``message[start:end]``, three words or more where the message has as many."""

    text: str
    start: int
    end: int
    boundary: Boundary


def pieces_of(message: str) -> tuple[Piece, ...]:
    """Clauses of a message in order; one of fewer than three words stays with its neighbour."""
    pieces: list[Piece] = []
    for piece in _clauses(message):
        opens = piece.boundary in OPENING
        if pieces and (_is_short(pieces[-1].text) or (_is_short(piece.text) and not opens)):
            pieces[-1] = _joined(message, pieces[-1], piece)
        else:
            pieces.append(piece)
    if len(pieces) > 1 and _is_short(pieces[-1].text):
        last = pieces.pop()
        pieces[-1] = _joined(message, pieces[-1], last)
    return tuple(pieces)


def counts_its_matters(message: str) -> bool:
    """Whether a message says that it has several matters: «во-первых … во-вторых», «1. … 2. …», «два вопроса»."""
    return _COUNTED.search(message) is not None


def statements_of(message: str) -> list[str]:
    """Pieces whole to the end of the sentence or the next turn: commas cut nothing."""
    statements: list[Piece] = []
    for piece in pieces_of(message):
        if statements and piece.boundary is Boundary.COMMA:
            statements[-1] = _joined(message, statements[-1], piece)
        else:
            statements.append(piece)
    return [statement.text for statement in statements]


def _clauses(message: str) -> list[Piece]:
    clauses: list[Piece] = []
    start, boundary = 0, Boundary.START
    for cut in [*_CUT.finditer(message), None]:
        end = cut.start() if cut else len(message)
        text = message[start:end].strip()
        if text:
            opening = _OPENS.match(text) if clauses else None
            before = Boundary(opening.lastgroup) if opening else boundary
            clauses.append(Piece(text, start, end, before))
        if cut is not None:
            start, boundary = cut.end(), Boundary(cut.lastgroup)
    return clauses


def _joined(message: str, first: Piece, second: Piece) -> Piece:
    return replace(first, text=message[first.start : second.end].strip(), end=second.end)


def _is_short(text: str) -> bool:
    return len(re.findall(r"\w+", text)) < _MIN_WORDS
