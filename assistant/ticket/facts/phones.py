"""Phone numbers: whose they are is told by the words around them.

``account_phone`` unless the words say ``contact``, ``old_phone``, ``new_phone``,
``trusted_phone``. The only file that imports phonenumbers, and only for a text with enough
digits: its start-up counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.rule import compile_spaced

_CHUNK = expression(r"(?<![\w№#])[+(]?\d(?:[\s().–—-]{0,3}\d){9,13}(?!\w)")
_NOT_A_PHONE = expression(
    r"(?:инн|кпп|огрн|бик|сч[её]т\w?|р/с|карт\w{1,2}|брелок|обращени\w|заявк\w|тикет|договор\w?"
    r"|снилс|паспорт\w?|imei)[\s:№#-]{0,4}\Z"
)
_CONTACT = (
    r"звон|наберит|набирайт|свяж|связ|\bтел\b|\bтел\.|тел:|\bмоб\b|\bт\.|контакт|дежурн"
    r"|на месте|ватсап|вотсап"
    r"|whatsapp|пишите|напишите|охран|диспетчерск|\bдоб\b|пост\w? телефон|телефон (?:поста"
    r"|охраны|кпп|смены)"
)
_OLD = (
    r"\bвместо\b|\bпрошл\w{2} номер|\bбыли\b|\bстар(?:ый|ого|ом|ым|ому)\b|прежн|\bбыл\b|была (?:на|прив)|раньше|предыдущ|\bс номера\b"
    r"|сменил\w? с|поменял\w? с|до этого"
)
_NEW = (
    r"\bнынешн|\bтеперешн|\bпрошу\b|\bнов(?:ый|ого|ом|ым|ому|ая|ую)\b|теперь|сейчас|поменя\w{1,3} на|смен\w{1,4} на"
    r"|измен\w{1,4} на|замен\w{1,4} на"
    r"|перевести на|перенес\w{1,4} на|перепривя\w+ (?:на|к)|\bстал\b"
)
_TRUSTED = (
    r"доверенн|доверен\w{2,4}|(?:номер|телефон) (?:сын|муж|жен|доч|мам|нян|брат|сестр|пап|внук"
    r"|помощн|домработ|водител)\w{0,3}|помощниц|домработниц|нян[яиюей]|сиделк|доверить"
)
_ACCOUNT = (
    r"мой (?:номер|телефон|тел\b|сотовый|мобильн\w{2})|логин|учетн|учетк|аккаунт|зарегистр|регистр|ввожу|вход|захо[дж]"
    r"|прив?яз|личн"
    r"|под номером|номер телефона|номер в приложении"
)
_HINT = compile_spaced(
    f"(?P<contact>{_CONTACT})|(?P<old_phone>{_OLD})|(?P<new_phone>{_NEW})"
    f"|(?P<trusted_phone>{_TRUSTED})|(?P<account_phone>{_ACCOUNT})"
)
_AFTER_HINTS = (
    (
        expression(
            r"[\s,.(—–-]{0,4}(?:это )?(?:сын|муж|жен[аы]|доч|мам[аы]|нян|брат|сестр|пап[аы]|внук"
            r"|помощниц)"
        ),
        "trusted_phone",
    ),
    (
        expression(r"[\s,.(—–-]{0,4}(?:это )?(?:стар(?:ый|ого)\b(?! тел| айф)|был\b|прежн|раньше)"),
        "old_phone",
    ),
    (expression(r"[\s,.(—–-]{0,4}(?:это )?(?:нов|теперь)"), "new_phone"),
    (
        expression(
            r"[\s,.(—–-]{0,4}(?:для связи|звонит|перезвон|позвон|это пост|это охран|дежурн|контакт"
            r"|доб)"
        ),
        "contact",
    ),
)
_NUMBER_AHEAD = expression(r"[^.\n\d]{0,14}\d")
_TO = expression(r"\b(?:на|->|→|=>)\s{0,2}\Z|[→>]\s{0,2}\Z")
_SIGNATURE = expression(r"с уважением|с наилучшими|best regards|kind regards|\n--")
# A post before a phone makes it the phone of that post.
_STAFF = expression(
    r"(?:диспетчер|администратор|комендант|управляющ|инженер|консьерж|начальник|председател"
    r"|бухгалтер|директор|менеджер|секретар|ресепш|охран|смен)[а-я]{0,6}[^.!?\n]{0,40}\Z"
)
_SENTENCE_END = expression(r"(?<=\w{4})[.!?](?=\s)|\n")
_ENOUGH_DIGITS = 10
# Two numbers this near are one phrase: «с … на …».
_PAIR = 40
_BEFORE, _AFTER, _MAX_PHONES = 60, 30, 200


def find(text: NormalText) -> Iterator[Fact]:
    """Facts of the phone numbers of a text."""
    numbers = list(_numbers(text.text)) if _has_digits(text.text) else []
    keys: list[str] = []
    floor = 0
    for start, end in numbers:
        key = _key(text.text, floor, start, end, keys[-1] if keys else "")
        if key == "new_phone" and keys and keys[-1] == "account_phone" and start - floor <= _PAIR:
            keys[-1] = "old_phone"  # «поменяйте 8900… на 8901…»
        keys.append(key)
        floor = end
    if "old_phone" in keys and "new_phone" not in keys and keys.count("account_phone") == 1:
        keys[keys.index("account_phone")] = "new_phone"  # one was given up, the other is in use
    for (start, end), key in zip(numbers, keys, strict=True):
        yield fact_at(key, text, start, end)


def _has_digits(text: str) -> bool:
    """Whether the text has as many digits as a phone number."""
    return sum(map(text.count, "0123456789")) >= _ENOUGH_DIGITS


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of valid phone numbers; only pieces that look like one are given to the library."""
    chunks = [match.span() for match in islice(_CHUNK.finditer(text), _MAX_PHONES)]
    if not chunks:
        return
    from phonenumbers import PhoneNumberMatcher  # slow to start, seldom needed

    for start, end in chunks:
        if _NOT_A_PHONE.search(text[max(0, start - 20) : start]):
            continue
        for match in PhoneNumberMatcher(text[start:end], "RU"):
            yield start + match.start, start + match.end


def _key(text: str, floor: int, start: int, end: int, previous: str) -> str:
    """Key of a number by the nearest words; ``floor`` is where the previous number ended."""
    before = text[max(floor, start - _BEFORE) : start]
    before = _SENTENCE_END.split(before)[-1]
    after = text[end : end + _AFTER]
    for pattern, key in _AFTER_HINTS:
        found = pattern.match(after)
        # «Был 8900…, теперь 8901…»: the word belongs to the number it stands before.
        if found and not _NUMBER_AHEAD.match(after, found.end()):
            return key
    near = bool(floor) and start - floor <= _PAIR
    if previous in ("old_phone", "account_phone") and near and _TO.search(before):
        return "new_phone"
    hints = list(_HINT.finditer(before))
    if hints:
        named = [str(hint.lastgroup) for hint in hints]
        # «Раньше входила по 8900…»: the login was by the old number.
        was = named[-1] == "account_phone" and "old_phone" in named
        return "old_phone" if was else named[-1]
    if _STAFF.search(before) or _SIGNATURE.search(text[max(0, start - 400) : start]):
        return "contact"
    if "довер" in text and previous == "account_phone":
        return "trusted_phone"
    return "account_phone"
