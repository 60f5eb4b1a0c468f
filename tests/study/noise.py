"""Spoil a text as customers do: a slip of the finger, a word left out, the wrong layout, Latin letters."""

from __future__ import annotations

import random
from collections.abc import Callable

from assistant.russian.translit import ascii_slug

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SLIPPED = str.maketrans(_RUSSIAN, _LATIN)
TURNED = str.maketrans(_LATIN, _RUSSIAN)
_SHARE = 0.5


def noised(text: str, drawn: random.Random) -> str:
    """Half of the texts as they are, the others spoilt in one way."""
    return drawn.choice(_WAYS)(text, drawn) if drawn.random() < _SHARE else text


def _slip(text: str, drawn: random.Random) -> str:
    """Two neighbouring letters change places, or one is left out, or one is doubled."""
    if len(text) < 5:
        return text
    at = drawn.randrange(1, len(text) - 2)
    middle = drawn.choice((text[at + 1] + text[at], text[at], text[at] * 2 + text[at + 1]))
    return text[:at] + middle + text[at + 2 :]


def _word_left_out(text: str, drawn: random.Random) -> str:
    words = text.split()
    if len(words) > 2:
        del words[drawn.randrange(len(words))]
    return " ".join(words)


def _layout(text: str, _: random.Random) -> str:
    return text.lower().translate(_SLIPPED)


def _latin(text: str, _: random.Random) -> str:
    return ascii_slug(text).replace("-", " ")


def _capitals(text: str, _: random.Random) -> str:
    return text.upper()


# A slip of the finger and a word left out are the commonest by far.
_WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    *(_slip,) * 4,
    *(_word_left_out,) * 4,
    _layout,
    _latin,
    _capitals,
)
