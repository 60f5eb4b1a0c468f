"""What of a record may stand in the clear, and what is sealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.journal.keys import Key
from assistant.personal import mask, restore
from assistant.personal.span import Kind

_CLIENT = "client"
_SHORTEST_NAME = 3
_TOKEN = re.compile(r"⟦[^⟦⟧]*⟧")
# Neither database takes the first, and no encoding the second.
_UNFIT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A record as it is stored: masked texts by field, and the ``sealed`` rest."""

    texts: Mapping[str, str]
    sealed: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """A record as an agent reads it."""

    client: str
    texts: Mapping[str, str]


def hide(key: Key, client: str, texts: Mapping[str, str]) -> Hidden:
    """Mask the texts of a record; what was taken out and the client's name are sealed.

    The words of the client's own name are taken out wherever they stand, known to the mask or not.
    """
    shown: dict[str, str] = {}
    private: dict[str, object] = {}
    for field, text in texts.items():
        masked = mask(clean(text))
        shown[field], names = _without_name(masked.text, clean(client))
        if values := {**masked.values, **names}:
            private[field] = values
    if client:
        private[_CLIENT] = clean(client)
    return Hidden(shown, key.seal(private))


def reveal(key: Key, texts: Mapping[str, str], sealed: str) -> Revealed:
    """Put back what ``hide`` took out.

    Raises:
        JournalError: the sealed part does not open.
    """
    private = key.open(sealed)
    opened = {field: restore(text, private.get(field, {})) for field, text in texts.items()}
    return Revealed(private.get(_CLIENT, ""), opened)


def clean(text: str) -> str:
    """A text that both databases take: without zero bytes and halves of letters."""
    return _UNFIT.sub("\ufffd", text)


def folded(*texts: str) -> str:
    """Small letters without «ё» and tokens, single spaces: what search looks in, and looks for."""
    plain = _TOKEN.sub(" ", " ".join(texts))
    return " ".join(plain.casefold().replace("ё", "е").split())


def _without_name(text: str, client: str) -> tuple[str, dict[str, str]]:
    words = [word for word in re.findall(r"\w+", client) if len(word) >= _SHORTEST_NAME]
    if not words:
        return text, {}
    values: dict[str, str] = {}
    pattern = re.compile(rf"{_TOKEN.pattern}|\b(?:{'|'.join(words)})\b", re.IGNORECASE)

    def token(match: re.Match[str]) -> str:
        if match[0].startswith("⟦"):
            return match[0]
        number = len(values) + 1
        while (name := f"⟦{Kind.NAME}-{number}⟧") in values or name in text:
            number += 1
        values[name] = match[0]
        return name

    return pattern.sub(token, text), values
