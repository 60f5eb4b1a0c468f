"""What of a record may stand in the clear, and what is sealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.journal.keys import Key

_CLIENT = "client"
_PRIVATE = r"[\w.+-]+@[\w-]+\.[\w.-]+|\+?\d(?:[\d() -]{4,}\d)"
_SHORTEST_NAME = 3


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
    """Mask the texts of a record; what was taken out and the client's name are sealed."""
    masked: dict[str, str] = {}
    private: dict[str, object] = {}
    pattern = _pattern(client)
    for field, text in texts.items():
        masked[field], values = _mask(text, pattern)
        if values:
            private[field] = values
    if client:
        private[_CLIENT] = client
    return Hidden(masked, key.seal(private))


def reveal(key: Key, texts: Mapping[str, str], sealed: str) -> Revealed:
    """Put back what ``hide`` took out.

    Raises:
        JournalError: the sealed part does not open.
    """
    private = key.open(sealed)
    opened = {field: _restore(text, private.get(field, {})) for field, text in texts.items()}
    return Revealed(private.get(_CLIENT, ""), opened)


def folded(*texts: str) -> str:
    """Small letters without «ё», single spaces: what search looks in, and what it looks for."""
    return " ".join(" ".join(texts).casefold().replace("ё", "е").split())


def _pattern(client: str) -> re.Pattern[str]:
    """What is private whatever the text, and the words of the client's own name."""
    names = [word for word in re.findall(r"\w+", client) if len(word) >= _SHORTEST_NAME]
    return re.compile("|".join([_PRIVATE, *(rf"\b{name}\b" for name in names)]), re.IGNORECASE)


def _mask(text: str, pattern: re.Pattern[str]) -> tuple[str, dict[str, str]]:
    values: dict[str, str] = {}

    def token(match: re.Match[str]) -> str:
        name = f"[[{len(values) + 1}]]"
        values[name] = match[0]
        return name

    return pattern.sub(token, text), values


def _restore(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\[\[\d+\]\]", lambda match: values.get(match[0], match[0]), text)
