"""Switch paragraphs of a draft off and on in the text an agent makes of it."""

from __future__ import annotations

import re

from assistant.knowledge.templates import find_slots
from assistant.reply.draft import Draft, Part
from assistant.russian.expression import expression

_GAP = "\n\n"
# What an agent may have put into an empty slot.
_FILLED = r"[^\n]{0,400}?"
_GAPS = expression(r"\n{3,}")


def all_parts(draft: Draft) -> tuple[Part, ...]:
    """Paragraphs of a draft, then what it was made without: the customer has done it."""
    return (*draft.parts, *(Part(each.text, each.source) for each in draft.left_out))


def standing(text: str, draft: Draft) -> tuple[Part, ...]:
    """Paragraphs of a draft that stand in a text word for word, whatever fills their slots."""
    return tuple(part for part in all_parts(draft) if _range(part, text) is not None)


def removed(text: str, part: Part) -> str:
    """A text without a paragraph, where that stands in it."""
    found = _range(part, text)
    if found is None:
        return _GAPS.sub(_GAP, text).strip("\n")
    start, end = found
    return _GAPS.sub(_GAP, text[:start] + text[end:]).strip("\n")


def inserted(text: str, part: Part, draft: Draft) -> str:
    """A text with a paragraph of its draft again, after the nearest one before it that stands there."""
    at = _place(part, draft)
    for before in reversed(draft.parts[:at]):
        if found := _range(before, text):
            end = found[1]
            return f"{text[:end]}{_GAP}{part.text}{text[end:]}"
    return f"{part.text}{_GAP}{text}" if text.strip() else part.text


def _range(part: Part, text: str) -> tuple[int, int] | None:
    """Where a paragraph stands in a text, its empty slots filled or not."""
    at = text.find(part.text)
    if at >= 0:
        return at, at + len(part.text)
    slots = find_slots(part.text)
    if not slots:
        return None
    ends = [0, *(slot.end for slot in slots)]
    starts = [*(slot.start for slot in slots), len(part.text)]
    words = [part.text[end:start] for end, start in zip(ends, starts, strict=True)]
    if not "".join(words).strip():
        return None
    pattern = _FILLED.join(map(re.escape, words))
    # A slot at an end of the paragraph reaches to the end of its line.
    pattern = ("" if words[0] else "^") + pattern + ("" if words[-1] else "$")
    found = re.search(pattern, text, re.MULTILINE)
    return found.span() if found else None


def _place(part: Part, draft: Draft) -> int:
    """Where a paragraph belongs; what was left out, behind the last paragraph of its page item."""
    if part in draft.parts:
        return draft.parts.index(part)
    same = [at for at, each in enumerate(draft.parts, start=1) if each.source == part.source]
    return same[-1] if same else len(draft.parts)
