"""Tokens in the place of personal values, and the way back.

A token is «⟦телефон-1⟧»: brackets that nobody types, the kind in Russian, a number. The same value has
the same token within a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.personal.own import Own
from assistant.personal.span import Kind
from assistant.russian.expression import expression

_TOKEN = expression(rf"⟦(?:{'|'.join(Kind)})-\d{{1,9}}⟧")


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with tokens; ``values`` gives for each token what stood in its place."""

    text: str
    values: Mapping[str, str]


def mask(text: str, own: Own | None = None) -> Masked:
    """Put tokens in the place of everything personal in a text, contacts of ``own`` left readable.

    A token that the text already has stays as it is and its number is not given out again, so that
    a masked text may be masked again and ``restore`` returns exactly what was masked.
    """
    tokens = _Tokens(frozenset(_TOKEN.findall(text)), own or Own.published())
    parts: list[str] = []
    done = 0
    for standing in _TOKEN.finditer(text):
        parts.append(tokens.put_into(text[done : standing.start()]))
        parts.append(standing.group())
        done = standing.end()
    parts.append(tokens.put_into(text[done:]))
    return Masked("".join(parts), tokens.values)


def restore(text: str, values: Mapping[str, str]) -> str:
    """Put values back in the place of their tokens; a token without a value stays."""
    return _TOKEN.sub(lambda match: values.get(match.group(), match.group()), text)


class _Tokens:
    """Tokens given out for one text."""

    def __init__(self, taken: frozenset[str], own: Own) -> None:
        self._taken = taken
        self._own = own
        self._counts = dict.fromkeys(Kind, 0)
        self._given: dict[tuple[Kind, str], str] = {}

    @property
    def values(self) -> dict[str, str]:
        return {token: value for (_, value), token in self._given.items()}

    def put_into(self, text: str) -> str:
        """A text without tokens of its own, its personal values replaced."""
        # A hundred patterns to compile: answering a ticket imports this package and must not wait.
        from assistant.personal.recognition import to_mask

        parts: list[str] = []
        done = 0
        for span in to_mask(text, self._own):
            parts.append(text[done : span.start])
            parts.append(self._token(span.kind, text[span.start : span.end]))
            done = span.end
        parts.append(text[done:])
        return "".join(parts)

    def _token(self, kind: Kind, value: str) -> str:
        token = self._given.get((kind, value))
        while token is None or token in self._taken:
            self._counts[kind] += 1
            token = f"⟦{kind}-{self._counts[kind]}⟧"
        self._given[kind, value] = token
        return token
