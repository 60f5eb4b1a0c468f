"""A draft made short for a chat: courtesies of a letter left out, the signature on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.knowledge.figures import Figures, figure
from assistant.reply.draft import Draft, Part, sentences_of
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key, normalise
from assistant.russian.patterns import Patterns
from assistant.triage.missing import Missing

# «название объекта: жилой комплекс, посёлок» keeps its sense without the examples; a question that
# begins with its interrogative («кто Вы: житель, гость») does not.
_INTERROGATIVE = ("что", "кто", "где", "как", "скольк", "чем", "какие", "вид")
_EXAMPLES = expression(r"(?::\s.+|\s\([^()]+\)|,\s(?:по которым|о котором) .+)\Z")
_MIN_CHARACTERS = 12
_NUMBER = expression(r"\d{3,}")


def is_short(channel: str, figures: Figures) -> bool:
    """Whether replies in a channel are kept short."""
    return channel in figure(figures, "replies.short.channels", list)


def short_questions(missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """The same questions without examples and hints."""
    return tuple(replace(each, question=_short(each.question)) for each in missing)


def _short(question: str) -> str:
    if question.startswith(_INTERROGATIVE):
        return question
    short = _EXAMPLES.sub("", question)
    return short if len(short) >= _MIN_CHARACTERS else question


def shortened(draft: Draft, figures: Figures) -> Draft:
    """The draft without what a chat does not need."""
    leave_out = Patterns.from_lines(figure(figures, "replies.short.leave_out", list))
    farewell = fold_key(figure(figures, "replies.short.signature", str))
    parts = (_shortened(part, leave_out, farewell) for part in draft.parts)
    return replace(draft, parts=tuple(part for part in parts if part.text))


def _shortened(part: Part, leave_out: Patterns, farewell: str) -> Part:
    lines = part.text.split("\n")
    if fold_key(lines[0]) == farewell and len(lines) > 1:
        return replace(part, text=", ".join(line.strip(" ,") for line in lines[1:]))
    # A sentence that names the ticket's number may be the only one that does.
    kept = [
        each
        for each in sentences_of(part.text)
        if _NUMBER.search(each) or not leave_out.first(normalise(each))
    ]
    return replace(part, text="".join(kept).strip())
