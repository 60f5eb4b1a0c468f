"""Switch paragraphs of a draft off and on in the text an agent makes of it."""

from __future__ import annotations

from assistant.reply.draft import Draft, Part
from assistant.russian.expression import expression

_GAP = "\n\n"
_GAPS = expression(r"\n{3,}")


def all_parts(draft: Draft) -> tuple[Part, ...]:
    """Paragraphs of a draft, then what it was made without: the customer has done it."""
    return (*draft.parts, *(Part(each.text, each.source) for each in draft.left_out))


def standing(text: str, draft: Draft) -> tuple[Part, ...]:
    """Paragraphs of a draft that stand in a text word for word."""
    return tuple(part for part in all_parts(draft) if part.text in text)


def removed(text: str, part: Part) -> str:
    """A text without a paragraph, where that stands in it word for word."""
    return _GAPS.sub(_GAP, text.replace(part.text, "", 1)).strip("\n")


def inserted(text: str, part: Part, draft: Draft) -> str:
    """A text with a paragraph of its draft again, after the nearest one before it that stands there."""
    at = _place(part, draft)
    for before in reversed(draft.parts[:at]):
        place = text.find(before.text)
        if place >= 0:
            end = place + len(before.text)
            return f"{text[:end]}{_GAP}{part.text}{text[end:]}"
    return f"{part.text}{_GAP}{text}" if text.strip() else part.text


def _place(part: Part, draft: Draft) -> int:
    """Where a paragraph belongs; what was left out, behind the last paragraph of its page item."""
    if part in draft.parts:
        return draft.parts.index(part)
    same = [at for at, each in enumerate(draft.parts, start=1) if each.source == part.source]
    return same[-1] if same else len(draft.parts)
