"""In what form a verb stands: done, going on, to be done, advised. Endings only, no dictionary.

A stem of ``tried.yml`` says which verb it is, so the ending need not tell a verb from a noun.
"""

from __future__ import annotations

import re
from enum import Enum

_REFLEXIVE = re.compile(r"(?:ся|сь)\Z")
# «перезагрузил», «протер»; «перезагрузив»; «перезагружен», «снято».
_DONE = re.compile(r"(?:л|ла|ло|ли|тер|[аеиуя]в|вши|[аея]н|[аея]н[аоы]|[иыуя]т[аоы]?|ят)\Z")
_GOING_ON = re.compile(r"(?:ю|у|ем|им)\Z")
_TO_DO = re.compile(r"(?:ть|ти|чь)\Z")
_ADVISED = re.compile(r"(?:[йьи]те)\Z")


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
