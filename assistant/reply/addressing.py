"""How a customer is addressed: by first name and patronymic, never by a surname or initials alone."""

from __future__ import annotations

from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.normal import normalise

_WORD = expression(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PATRONYMIC = expression(r"[а-я]{2,14}(?:ович|евич|ич|ыч|овна|евна|ична)\Z|(?:оглы|кызы|угли)\Z")
_SURNAME = expression(
    r"[а-я]{2,16}(?:ов|ев|ин|ын|ова|ева|ина|ына|ский|цкий|ская|цкая|енко|ко|ук|юк|чук|щук|ян|янц|дзе|швили"
    r"|их|ых|ой)\Z"
)


def spoken_name(name: str) -> str:
    """First name and patronymic of a name as people write it, empty when it has no first name.

    «Минаев Г. О.» gives nothing, «Олег Р.» «Олег», «петрова ирма львовна» «Ирма Львовна». An oblique form
    («Олега») gives nothing either: nobody is greeted in the genitive.
    """
    words = [match.group() for match in _WORD.finditer(name) if len(match.group()) > 1]
    keys = [normalise(word).text for word in words]
    for at, key in enumerate(keys):
        following = keys[at + 1] if at + 1 < len(keys) else ""
        has_patronymic = _PATRONYMIC.match(following) is not None
        if key in FIRST_NAMES or (has_patronymic and not _PATRONYMIC.match(key)):
            taken = words[at : at + 2] if has_patronymic else words[at : at + 1]
            return " ".join(map(_capital, taken))
    is_one = len(words) == 1 and "." not in name
    return _capital(words[0]) if is_one and _may_be_first(keys[0]) else ""


def _may_be_first(word: str) -> bool:
    is_oblique = word[:-1] in FIRST_NAMES or word.endswith(("ы", "у", "ю", "е", "ой", "ом"))
    return not (is_oblique or _SURNAME.match(word) or _PATRONYMIC.match(word))


def _capital(word: str) -> str:
    return word if word[0].isupper() and not word.isupper() else word.title()
