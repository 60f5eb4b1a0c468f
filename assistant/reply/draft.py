"""The draft: paragraphs of templates with their slots filled, each with the page it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.templates import find_slots
from assistant.reply.catalogue import SourcedText
from assistant.reply.slots import FilledSlot, Filling, fill, roles_of_slots
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key
from assistant.triage.missing import Missing

# A line that begins anew begins a sentence.
_SENTENCE_END = expression(
    r"(?<=[.!?])\s+(?=[А-ЯЁA-Z«\[])|\n(?=\s*(?:[А-ЯЁA-Z«\[•–—*-]|\d+[.)]\s))"
)
# The number of a list item («1. Откройте…») ends no sentence.
_ITEM_NUMBER = expression(r"(?:\A|\n)\s*\d{1,3}\.\Z")
_EXAMPLES = expression(r": ([^()]+)\Z")
_BOLD = expression(r"\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_GREETING = (
    "здравствуйте",
    "добрый день",
    "добрый вечер",
    "доброе утро",
    "доброго дня",
    "доброго времени",
    "уважаем",
)
_FIRST_SENTENCE = expression(r"[^.!?\n]{0,80}(?:[.!]+\s*|\s*\n|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the draft and the identifier of the page item it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence or list item of a page that the draft does without: the customer has done it.

    ``steps`` are its names in ``tried.yml``; ``evidence`` the words that tell of the first of them and
    ``span`` their range in the ticket as pasted.
    """

    text: str
    source: str
    steps: tuple[str, ...]
    evidence: str
    span: tuple[int, int]

    def to_json(self) -> dict[str, Any]:
        """An entry of ``reply.left_out``."""
        return {
            "text": self.text,
            "source": self.source,
            "evidence": self.evidence,
            "span": list(self.span),
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What the agent starts from, and what was left out of it."""

    parts: tuple[Part, ...]
    slots: tuple[FilledSlot, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def text(self) -> str:
        """Whole text, paragraphs separated by a blank line."""
        return "\n\n".join(part.text for part in self.parts)

    def to_json(self) -> dict[str, Any]:
        """The ``reply`` of the contract."""
        return {
            "text": self.text,
            "parts": [asdict(part) for part in self.parts],
            "slots": [slot.to_json() for slot in self.slots],
            **({"left_out": [each.to_json() for each in self.left_out]} if self.left_out else {}),
        }


@dataclass(frozen=True)
class Composer:
    """Fills templates for one ticket.

    ``fillings`` is by slot role; ``missing`` are the facts to ask for, ``questions_source`` the item
    whose page lists them; ``leads`` is where the words before the questions stand in the figures.
    """

    figures: Figures
    fillings: Mapping[str, Filling]
    missing: Sequence[Missing]
    questions_source: str
    leads: str = "replies"

    def compose(
        self,
        frame: SourcedText,
        inserts: Sequence[SourcedText] = (),
        ending: Sequence[SourcedText] = (),
    ) -> Draft:
        """Fill a template.

        ``inserts`` are other templates whose body goes where the frame has its slot for the plan, or
        before its questions; the body of ``ending`` goes before its signature.
        """
        roles = roles_of_slots(self.figures)
        parts: list[Part] = []
        slots: list[FilledSlot] = []
        pending = self._bodies(inserts, roles)
        last = self._bodies(ending, roles)
        questions = self._questions()
        for paragraph in paragraphs_of(frame.body):
            lead, role = _last_slot(paragraph, roles)
            if role == "questions":
                # A lead-in of the template's own stands only when there is something to ask.
                parts.extend(pending)
                parts.extend([Part(lead, frame.source)] if lead and questions else [])
                parts.extend(questions)
                pending, questions = [], []
                continue
            if role == "plan" and pending:
                parts.extend([Part(lead, frame.source)] if lead else [])
                parts.extend(pending)
                pending = []
                continue
            if self._is_signature(paragraph, roles):
                parts.extend([*pending, *questions, *last])
                pending, questions, last = [], [], []
            parts.append(Part(paragraph, frame.source))
        parts.extend([*pending, *questions, *last])
        filled: list[Part] = []
        for part in parts:
            text, found = fill(part.text, self.fillings, roles)
            filled.append(Part(text.strip(), part.source))
            slots.extend(found)
        return Draft(tuple(filled), tuple(dict.fromkeys(slots)))

    def _questions(self) -> list[Part]:
        if not self.missing:
            return []
        if len(self.missing) == 1:
            lead = figure(self.figures, f"{self.leads}.questions_lead_one", str)
            # The lead ends with a colon; a second one in the sentence would trip the reader.
            question = _EXAMPLES.sub(r" (\1)", self.missing[0].question).replace(": ", " — ", 1)
            return [Part(f"{lead} {question}.", self.questions_source)]
        lead = figure(self.figures, f"{self.leads}.questions_lead", str)
        lines = [f"{at}. {each.question};" for at, each in enumerate(self.missing, start=1)]
        lines[-1] = lines[-1].removesuffix(";") + "."
        return [Part("\n".join([lead, *lines]), self.questions_source)]

    def _bodies(self, texts: Sequence[SourcedText], roles: Mapping[str, str]) -> list[Part]:
        """Paragraphs of other templates without greeting, number, questions and signature."""
        parts: list[Part] = []
        for each in texts:
            for paragraph in paragraphs_of(each.body):
                is_asking = _last_slot(paragraph, roles)[1] == "questions"
                if is_asking or self._is_signature(paragraph, roles):
                    continue
                kept = _without_number(_without_greeting(paragraph), roles)
                if kept:
                    parts.append(Part(kept, each.source))
        return parts

    def _is_signature(self, paragraph: str, roles: Mapping[str, str]) -> bool:
        """Whether a paragraph ends the letter: «С уважением», the agent's name, the department alone."""
        key = fold_key(paragraph)
        if key == fold_key(figure(self.figures, "contacts.department", str)):
            return True
        if any(fold_key(line).startswith("с уважением") for line in paragraph.split("\n")):
            return True
        return "agent" in _roles_in(paragraph, roles) and key.startswith("имя специалиста")


def asks_questions(body: str, figures: Figures) -> bool:
    """Whether a template has a place for questions."""
    return "questions" in _roles_in(body, roles_of_slots(figures))


def tells_why_out(texts: Sequence[SourcedText], figures: Figures) -> bool:
    """Whether any of some templates has a place for why a question is not ours."""
    roles = roles_of_slots(figures)
    return any("out_reason" in _roles_in(text.body, roles) for text in texts)


def paragraphs_of(body: str) -> list[str]:
    """Paragraphs of a fenced template, bold marks taken off."""
    plain = _BOLD.sub("", body)
    return [each.strip("\n ") for each in re.split(r"\n[ \t]*\n", plain) if each.strip()]


def _roles_in(paragraph: str, roles: Mapping[str, str]) -> list[str]:
    return [roles.get(fold_key(slot.name), "") for slot in find_slots(paragraph)]


def _last_slot(paragraph: str, roles: Mapping[str, str]) -> tuple[str, str]:
    """The text above the slot a paragraph ends with and the role of that slot; else empty."""
    slots = find_slots(paragraph)
    if not slots or paragraph[slots[-1].end :].strip():
        return "", ""
    return paragraph[: slots[-1].start].rstrip(), roles.get(fold_key(slots[-1].name), "")


def _without_greeting(paragraph: str) -> str:
    """A paragraph without the sentence that greets."""
    greeting = _FIRST_SENTENCE.match(paragraph)
    if greeting is None or not fold_key(paragraph).startswith(_GREETING):
        return paragraph
    return paragraph[greeting.end() :]


def _without_number(paragraph: str, roles: Mapping[str, str]) -> str:
    """A paragraph without the sentences that name the ticket's number."""
    if "number" not in _roles_in(paragraph, roles):
        return paragraph
    kept = (each for each in sentences_of(paragraph) if "number" not in _roles_in(each, roles))
    return "".join(kept).strip()


def sentences_of(paragraph: str) -> list[str]:
    """Sentences and list items of a paragraph with the space behind each: joined, they give it back."""
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(paragraph)
        if not _ITEM_NUMBER.search(paragraph, 0, match.start())
    ]
    return [paragraph[start:end] for start, end in pairwise([0, *ends, len(paragraph)])]
