"""Requests for a password or a code from an SMS: never made, whatever the reason.

Source of the rule: «Пароль и код из SMS не спрашиваем никогда: только сброс по правилам» («Речь»).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, Finding
from assistant.reply.lint.tone import Tone

_MESSAGE = "Пароль и код из SMS не спрашиваем никогда: только сброс по правилам"
# Words between the request and the secret; a condition in between makes it no request.
_BETWEEN = r"(?:[^\w.!?]+(?:\d+\.\s+)?(?!если\b|ли\b|когда\b|не\b|без\b|чтобы\b|никому\b|прид\w+|приход\w+|поступ\w+)\w+)"
_CODE = (
    r"код\w*(?:[^\w.!?]+\w+){0,3}?[^\w.!?]+(?:sms|смс)\w*"
    r"|(?:sms|смс)\W{1,3}код\w*|(?:проверочн|одноразов)\w+ код\w*|код\w* подтверждения"
)
_SECRET = rf"(?:парол\w*(?!\w)(?! по\b| от имени)|{_CODE}|pin\W?код\w*|пин\W?код\w*|cvv|cvc)"
_SECRET_HINTS = ("парол", "код", "pin", "пин", "cvv", "cvc")
# «пришлите снимок экрана с паролем» asks for it too, «инструкцию по сбросу пароля» does not.
_ABOUT = r"(?<!сброса )(?<!сбросить )(?<!смены )(?<!сменить )(?<!восстановлении )(?<!о )(?<!про )"


def find_secret_requests(text: CheckedText, tone: Tone) -> list[Finding]:
    """Places where the reply asks for a secret."""
    if not any(hint in text.bare.text for hint in _SECRET_HINTS):
        return []
    return [
        text.finding(ERROR, "secret-request", _MESSAGE, *match.span())
        for match in _expression(tone.ask, tone.wish).finditer(text.bare.text)
    ]


@lru_cache(maxsize=4)
def _expression(ask: tuple[str, ...], wish: tuple[str, ...]) -> re.Pattern[str]:
    begins = "|".join(re.escape(each.replace("ё", "е")) for each in (*ask, *wish))
    return re.compile(
        rf"(?<!\bне )\b(?:{begins})(?!\w){_BETWEEN}{{0,6}}?[^\w.!?]+(?:\d+\.\s+)?{_ABOUT}{_SECRET}"
    )
