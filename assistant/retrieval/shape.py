"""The shape of a message: how it is said, whatever it is about.

Small words stand for themselves, any other word for its ending, a number for «#»; sentence marks stay.
Judges of what kind a message is learn from rows of these («не ~ет», «как ~ть ?») what a bag of stems
cannot tell: a question from a fault, what is from what was.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.russian.expression import expression
from assistant.russian.normal import normalise

_TOKEN = expression(r"[а-яa-z]+|\d+|[?!.,:;]")
_MARKS = frozenset("?!.,:;")
_ROW = 3
_ENDING = 2
_SMALL = frozenset(
    "не ни и а но или что чтобы как где куда когда почему зачем сколько какой какая какие какое кто кому"
    " чей ли если бы вот же у меня мне мы нас нам вас вам вы я он она они его ее их мой моя мои наш наша это"
    " то все всех всем никто ничего никого нет да уже еще опять снова больше можно нельзя нужно надо есть"
    " было был была были будет буду сейчас теперь вчера сегодня завтра спасибо пожалуйста прошу просим"
    " для без при про с со к от до из за на в по о об только один одна весь вся сам сама само".split()
)


def shape_rows(text: str) -> Iterator[str]:
    """Rows of one to three neighbours of the shape, in order."""
    shape = [_shaped(token) for token in _TOKEN.findall(normalise(text).text)]
    for size in range(1, _ROW + 1):
        for at in range(len(shape) - size + 1):
            yield " ".join(shape[at : at + size])


def _shaped(token: str) -> str:
    if token in _MARKS or token in _SMALL:
        return token
    if token.isdigit():
        return "#"
    return f"~{token[-_ENDING:]}" if len(token) > _ENDING + 1 else token
