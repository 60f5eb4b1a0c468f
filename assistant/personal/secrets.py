"""Passwords and keys of access that a text gives away."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

# A value is ASCII: «Пароль: сбрасывается по правилам» tells no password.
_VALUE = r"(?!https?://)(?P<value>(?=[^\s«»\"'`]*[a-z\d])[!#-&(-_a-~]{6,})"
_SECRETS = (
    expression(rf"(?:парол[ья]|password|passwd|pwd|пасс|pass)\s*[:=]\s*[\"'«`]?{_VALUE}"),
    expression(
        r"(?:парол[ьяюем]{0,2}|пасс|password)(?:\s(?:от|для|на|к)\s[а-я-]{2,14})?\s(?:[|—–-]\s)?[\"'«`]?"
        r"(?P<value>(?=\S*\d)(?=\S*[a-z])[!-~]{4,}|\d{4,12}(?![\w:.]))"
    ),
    expression(r"парол[ьяюем]{0,2}\s?[:=]\s{0,2}(?P<value>\d{4,12}(?!\w))"),
    expression(rf"(?:token|токен|secret|api[_ -]?key|ключ api)\s*[:=]\s*[\"'«`]?{_VALUE}"),
    # «Забыла пароль, пробовала Murka2015 и murka_2015»
    expression(
        r"парол[^.\n!?]{0,40}?(?:пробовал[аи]?|ввожу|вводил[аи]?|набираю|ставил[аи]?|подходит)\s"
        r"(?P<value>(?=[!-~]*\d)(?=[!-~]*[a-z])[!-~]{5,63}(?:(?:,| и| или) (?=[!-~]*\d)(?=[!-~]*[a-z])[!-~]{5,63}){0,3})(?<![.,;)])"
    ),
    # «SSID Ohrana_2, ключ 88776655ab»
    expression(
        r"(?:wi-?fi|вай-?фай[а-я]{0,2}|ssid|сет[ьи])[^\n]{0,60}?(?:ключ|key|парол[ьяюем]{0,2})[\s:—–=-]{1,3}(?P<value>(?=[!-~]*\d)[!-~]{8,63})(?<![.,;)])"
    ),
    # «ssh root:Shlagbaum1», «вход admin/Qwe12»
    expression(
        r"(?<![\w/.-])(?P<value>(?:root|admin|administrator|user|guest|operator|pi)\s?[:/]\s?(?!/)(?=[!-~]*[a-z\d])[!-~]{4,40})(?<![.,;)])"
    ),
    # The part of a link that lets in.
    expression(
        r"[?&#/](?:[a-z_]{0,20}(?:token|key|hash|secret|sign|sig|auth|session|sid)|(?:code|invite|ticket)(?==[^\s&#]{0,40}[a-z])|otp|jwt)[=/](?P<value>[^\s&#«»\"'<>]{4,2000})"
    ),
    expression(
        r"https?://[^\s]{1,80}/(?:i|r|t|s|j|invite|join|reset|confirm|verify|activate|auth|login|share)/(?P<value>(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{6,400})"
    ),
    expression(r"\b(?:bearer|basic)\s{1,2}(?P<value>[!-~]{8,4000})(?<![.,;)])"),
    expression(
        r"https?://[^\s/]{1,80}/rest/\d{1,9}/\w{10,80}"
    ),  # a webhook of Bitrix24 is a password
    IN_ADDRESS := expression(r"https?://[^\s/:@]{1,64}:[^\s/@]{1,64}@"),
    expression(r"(?<!\d)\d{8,10}:[a-z0-9_-]{35}(?![\w-])"),  # a bot of Telegram
    expression(r"-----begin [a-z ]{0,20}private key-----"),
    expression(r"\beyj[\w-]{10,2000}\.eyj[\w-]{10,4000}\.[\w-]{0,2000}"),
)
_PLACEHOLDER = expression(r"[\[{<]|\*{3}|x{4}|…|\.\.\.")


def find(text: NormalText) -> Iterator[Range]:
    """Values behind the words, and keys that show by their form; placeholders are none."""
    for pattern in _SECRETS:
        group = "value" if "value" in pattern.groupindex else 0
        for match in pattern.finditer(text.text):
            if not _PLACEHOLDER.search(match.group()):
                yield match.span(group)
