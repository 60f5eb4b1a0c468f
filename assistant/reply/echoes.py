"""A reply made of several says one advice once: «Если …, позвоните на пост охраны» stands in most of them.

Of sentences «Если …, X» with one X only the first stays, whatever its condition: who reads both knows what to
do after the first. Sentences of one page, and items of lists, are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reply.draft import Part, sentences_of
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key

# What we shall do depends on the condition; what the customer is asked to do («позвоните») does not.
_CONDITIONAL = expression(
    r"Если [^,.!?\n]+, (?P<advice>(?:(?:сначала|сразу) )?\w+[йьи]те(?:сь)?\b[^\n:]+)\Z"
)
_MIN_WORDS = 4


def without_echoes(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without advice that one of another page has given before."""
    given: dict[str, str] = {}
    kept: list[Part] = []
    for part in parts:
        said = sentences_of(part.text)
        own = [each for each in said if not _is_echo(each, part, given)]
        text = part.text if len(own) == len(said) else "".join(own).strip()
        if text:
            kept.append(replace(part, text=text))
    return tuple(kept)


def _is_echo(sentence: str, part: Part, given: dict[str, str]) -> bool:
    """Whether a sentence repeats another page's advice; one that does not is remembered."""
    match = _CONDITIONAL.match(sentence.strip())
    advice = fold_key(match["advice"]) if match else ""
    if len(advice.split()) < _MIN_WORDS:
        return False
    return given.setdefault(advice, part.source) != part.source
