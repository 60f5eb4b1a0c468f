"""Capital letters of the original under the normalised twin, and text that is all capitals."""

from __future__ import annotations

from assistant.russian.normal import NormalText

# How far around a word its neighbours tell whether the customer shouts.
_REACH = 60


def is_capital(text: NormalText, at: int) -> bool:
    """Whether the character of the twin at ``at`` is a capital in the original."""
    return at < len(text.offsets) and text.original[text.offsets[at]].isupper()


def is_shouted(text: NormalText, at: int) -> bool:
    """Whether the text around ``at`` is all capitals, so that capitals tell nothing of names."""
    first, last = text.span(max(0, at - _REACH), min(len(text.text), at + _REACH))
    return text.original[first:last].isupper()
