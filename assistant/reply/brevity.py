"""A draft made short for a chat: courtesies of a letter left out, the signature on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.templates import find_slots
from assistant.reply.draft import Draft, Part, sentences_of
from assistant.reply.tried.lists import Listing
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key, normalise
from assistant.russian.patterns import Patterns
from assistant.triage.missing import Missing

# «название объекта: жилой комплекс, посёлок» keeps its sense without the examples; a question that
# begins with its interrogative («кто Вы: житель, гость») does not.
_INTERROGATIVE = ("что", "кто", "где", "как", "скольк", "чем", "какие", "вид")
_EXAMPLES = expression(r"(?::\s.+|\s\([^()]+\)|,\sо котором .+)\Z")
_MIN_CHARACTERS = 12
_NUMBER = expression(r"\d{3,}")
_GREETING_CHARACTERS = 60


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


def shortened(draft: Draft, knowledge: Knowledge) -> Draft:
    """The draft without what a chat does not need; greeting and first paragraph stand together."""
    brevity = brevity_of(knowledge)
    kept = brevity.last_step(draft)
    made = (brevity.of(part, kept) for part in draft.parts)
    parts = [part for part in made if part.text]
    if len(parts) > 1 and _is_greeting(parts[0].text) and parts[0].source == parts[1].source:
        first, second, *rest = parts
        parts = [replace(first, text=f"{first.text} {second.text}"), *rest]
    return replace(draft, parts=tuple(parts))


@dataclass(frozen=True)
class Brevity:
    """What to leave out (``replies.short``), compiled once."""

    leave_out: Patterns
    leave_out_with: tuple[Patterns, ...]
    next_step: Patterns
    leaning: Patterns
    farewell: str

    def last_step(self, draft: Draft) -> str:
        """The last sentence that says what comes next; it stays."""
        sentences = [each.strip() for part in draft.parts for each in sentences_of(part.text)]
        steps = [each for each in sentences if self.next_step.first(normalise(each))]
        return steps[-1] if steps else ""

    def of(self, part: Part, kept: str) -> Part:
        """A paragraph made short but for a sentence; items of a list are never left out."""
        lines = part.text.split("\n")
        if fold_key(lines[0]) == self.farewell and len(lines) > 1:
            return replace(part, text=", ".join(line.strip(" ,") for line in lines[1:]))
        listing = Listing.from_paragraph(part.text)
        needed: list[str] = []
        is_left_out = False
        for each in sentences_of(listing.lead):
            leans = is_left_out and self.leaning.at(normalise(each), 0) is not None
            is_left_out = each.strip() != kept and (leans or self._is_needless(each))
            needed.extend([] if is_left_out else [each])
        lead = "".join(needed).rstrip() if listing.items else "".join(needed).strip()
        return replace(part, text=replace(listing, lead=lead).without(()))

    def _is_needless(self, sentence: str) -> bool:
        # A sentence that names the ticket's number may be the only one that does.
        if _NUMBER.search(sentence) or sentence.rstrip().endswith(":") or find_slots(sentence):
            return False
        text = normalise(sentence)
        return self.leave_out.first(text) is not None or all(
            words.first(text) for words in self.leave_out_with
        )


@lru_cache(maxsize=4)
def brevity_of(knowledge: Knowledge) -> Brevity:
    """The words of a knowledge base."""
    figures = knowledge.figures
    return Brevity(
        Patterns.from_lines(figure(figures, "replies.short.leave_out", list)),
        tuple(map(Patterns.from_lines, figure(figures, "replies.short.leave_out_with", list))),
        Patterns.from_lines(figure(figures, "replies.short.next_step", list)),
        Patterns.from_lines(figure(figures, "replies.short.leaning", list)),
        fold_key(figure(figures, "replies.short.signature", str)),
    )


def _is_greeting(text: str) -> bool:
    return "\n" not in text and text.endswith(("!", ".")) and len(text) <= _GREETING_CHARACTERS
