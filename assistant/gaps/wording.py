"""Customers' words as they may stand in the knowledge base: one line, no personal data."""

from __future__ import annotations

import re

from assistant.personal import mask
from assistant.retrieval.pieces import statements_of

MAX_CHARACTERS = 240
_NAME_CHARACTERS = 80
_TOKEN = re.compile(r"⟦[^⟧]*⟧")
_LOOSE = re.compile(r"\s+(?=[,.;:!?)])|(?<=[(«])\s+")
_EMPTY = re.compile(r"\(\s*\)|«\s*»|(?<=,)\s*,")


def plain(text: str) -> str:
    """A text without greetings and personal data, cut at a sentence; empty when nothing is left."""
    masked = mask(text).text
    sentences = [_tidy(each) for each in statements_of(masked)]
    kept = ""
    for sentence in filter(None, sentences):
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer) > MAX_CHARACTERS:
            break
        kept = longer
    # A line of the bank that begins with «#» is a comment.
    return kept[:MAX_CHARACTERS].strip().lstrip("# ")


def titled(text: str) -> str:
    """A text as the name of a theme: cut at a word, with a capital."""
    words = (
        text if len(text) <= _NAME_CHARACTERS else f"{text[:_NAME_CHARACTERS].rsplit(' ', 1)[0]}…"
    )
    return words[:1].upper() + words[1:]


def _tidy(sentence: str) -> str:
    without = _TOKEN.sub("", sentence)
    return " ".join(_LOOSE.sub("", _EMPTY.sub("", " ".join(without.split()))).split())
