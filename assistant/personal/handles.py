"""Names in messengers and social networks: Telegram above all."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_AT = expression(r"(?<![\w.@/-])@\s?[a-z][\w.]{2,30}\w(?![\w@])")
_LINK = expression(
    r"(?<!\w)(?:https?://)?(?:www\.)?(?:(?:t|telegram)\.me/|tg://resolve\?domain=|wa\.me/|vk\.(?:com|ru)/"
    r"|ok\.ru/(?:profile/)?|instagram\.com/|facebook\.com/|viber\.click/|viber://chat\?number=)\+?(?P<name>[\w.-]{3,60}\w)"
)
_SAID = expression(
    r"(?<!\w)(?:тг|tg|телеграм[а-я]{0,2}|телег[аеу]|telegram|ник(?:нейм)?|никнейм|юзернейм|username"
    r"|вк|вичат|wechat|вайбер|viber|в[ао]тсап|whats ?app|сигнал|signal|скайп|skype|инст[аеу]|инстаграм[а-я]{0,2}|discord|дискорд)(?:\s(?:мой|моя|ник|аккаунт))?[\s:—–=-]{1,4}"
    r"(?:собака\s)?(?P<value>(?:live:)?[a-z][a-z\d]{0,31}(?:[_.\d#:][a-z\d]{0,31}){1,4}(?!\w)|live:[a-z\d_.]{3,32})"
)
# A login that is a name: «fedor_k_1990», not «post1».
_LOGIN = expression(
    r"(?<!\w)(?:логин[а-я]{0,2}|login|уч[её]тк[а-я]|пользовател[а-я]{1,2})[\s:—–=-]{1,4}"
    r"(?P<value>[a-z]{2,20}[._][a-z\d][a-z\d._]{0,30})(?![\w@])"
)
_BOT = expression(r"bot\Z")  # Telegram gives such names to programs only
_NOT_PERSONS = frozenset({"all", "channel", "everyone", "here", "share", "joinchat", "admin"})


def find(text: NormalText) -> Iterator[Range]:
    """Names behind «@», in links, and behind the name of a messenger; bots are nobody."""
    for match in _AT.finditer(text.text):
        name = match.group().lstrip("@ ")
        if not _BOT.search(name) and name not in _NOT_PERSONS:
            yield match.span()
    for match in _LINK.finditer(text.text):
        if not _BOT.search(match["name"]) and match["name"] not in _NOT_PERSONS:
            yield match.span()
    for pattern in (_SAID, _LOGIN):
        for match in pattern.finditer(text.text):
            yield match.span("value")
