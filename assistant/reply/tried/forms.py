"""In what form a verb stands: done, going on, to be done, advised. Endings only, no dictionary.

A stem of ``tried.yml`` says which verb it is, so the ending need not tell a verb from a noun.
"""

from __future__ import annotations

from enum import Enum

from assistant.russian.expression import expression

_REFLEXIVE = expression(r"(?:ся|сь)\Z")
# «перезагрузил», «протер»; «перезагрузив»; «перезагружен», «снято».
_DONE = expression(r"(?:л|ла|ло|ли|тер|[аеиуя]в|вши|[аея]н|[аея]н[аоы]|[иыуя]т[аоы]?|ят)\Z")
_GOING_ON = expression(r"(?:ю|у|ем|им)\Z")
_TO_DO = expression(r"(?:ть|ти|чь)\Z")
_ADVISED = expression(r"(?:[йьи]те)\Z")


class Form(Enum):
    """«обновил», «обновляю», «обновить», «обновите»."""

    DONE = _DONE
    GOING_ON = _GOING_ON
    TO_DO = _TO_DO
    ADVISED = _ADVISED


def form_of(word: str, *, reflexive: bool) -> Form | None:
    """Form of a lower-case verb, None for another; ``reflexive`` says which of a pair is meant.

    «Приложение обновилось» is nobody's deed: it is the reflexive of a verb that is not.
    """
    bare = _REFLEXIVE.sub("", word)
    if (bare != word) is not reflexive:
        return None
    order = (Form.ADVISED, Form.TO_DO, Form.DONE, Form.GOING_ON)
    return next((form for form in order if form.value.search(bare)), None)
