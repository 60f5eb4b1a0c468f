"""What a change of the documents does to the answers: the golden tickets before and after it.

Both sides are answered by one program with one encoder, so that only the documents differ.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.errors import AssistantError, PageError
from assistant.evaluation import Labelled, answer_labelled
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.manifest import docs_hashes
from assistant.settings import Settings

REQUEST, LEVEL, URGENT, SCOPE = "запись", "уровень", "срочно", "круг задач"
KIND, REPEAT, CONTACT, DUE = "вид", "повтор", "связаться до", "срок"
ASKED, DRAFT = "спросим", "черновик"
BETTER, WORSE = "лучше", "хуже"
_NONE = "ничего"
_LEVELS = {"emergency": "экстренное", "standard": "стандартное", "consultation": "консультация"}
_SCOPES = {"in": "наше", "out": "вне рамок", "partial": "частично наше"}
_KINDS = {
    "problem": "проблема",
    "incident": "инцидент",
    "question": "вопрос",
    "change_request": "просьба изменить",
    "wish": "пожелание",
    "complaint": "жалоба",
    "not_a_request": "не обращение",
    "incomplete": "неполное",
}
# What the labels of a ticket tell of: aspect → key of ``expected``.
_EXPECTED = {LEVEL: "sla", SCOPE: "scope", KIND: "kind", REPEAT: "repeat", URGENT: "urgent"}


@dataclass(frozen=True, slots=True)
class Change:
    """What moved in an answer; ``verdict`` says better or worse where the ticket's label tells."""

    what: str
    before: str
    after: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Move:
    """A ticket whose answer moved."""

    ticket: str
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """All moves among so many tickets."""

    tickets: int
    moves: tuple[Move, ...]

    def to_json(self) -> dict[str, Any]:
        """The moves as JSON."""
        return {"tickets": self.tickets, "moves": [asdict(move) for move in self.moves]}


def measure(tickets: Sequence[Labelled], before: Path, settings: Settings) -> Impact:
    """Answer the tickets by the documents in ``before`` and by those of the settings.

    Raises:
        AssistantError: one of the two folders of documents cannot be read.
    """
    if docs_hashes(before) == docs_hashes(settings.docs):
        return Impact(len(tickets), ())
    with tempfile.TemporaryDirectory(prefix="impact-") as folder:
        now, then = Path(folder) / "now", Path(folder) / "then"
        if settings.index.is_dir():
            shutil.copytree(settings.index, now, ignore=shutil.ignore_patterns(".*"))
        after = _library(settings.docs, now, settings)
        shutil.copytree(now, then, ignore=shutil.ignore_patterns(".*"))
        try:
            library = _library(before, then, settings)
        except PageError as error:
            raise AssistantError(f"Прежние документы не читаются. {error}") from error
        return Impact(len(tickets), compare(tickets, library, after))


def _library(docs: Path, index: Path, settings: Settings) -> Library:
    """A library of some documents, its index brought up to date in a folder of its own."""
    build_index(docs, index, encoder=open_encoder(settings), encoder_name=settings.encoder)
    return Library.from_settings(replace(settings, docs=docs, index=index))


def compare(tickets: Sequence[Labelled], before: Library, after: Library) -> tuple[Move, ...]:
    """Answer every ticket with both and list what differs."""
    moves = []
    for each in tickets:
        old, new = answer_labelled(each, before), answer_labelled(each, after)
        changes = _changes(each, old, new)
        if changes:
            moves.append(Move(each.id, " ".join(each.text.split()), changes))
    return tuple(moves)


def _changes(ticket: Labelled, old: Answer, new: Answer) -> tuple[Change, ...]:
    first, second = _aspects(old), _aspects(new)
    was, now = _right(ticket, old), _right(ticket, new)
    return tuple(
        Change(what, first[what], second[what], _verdict(was.get(what), now.get(what)))
        for what in first
        if first[what] != second[what]
    )


def _aspects(answer: Answer) -> dict[str, str]:
    """What an answer says, in words."""
    contact = answer.sla.contact
    return {
        REQUEST: _NONE if answer.abstained else answer.requests[0].title,
        LEVEL: _LEVELS[answer.sla.level.value],
        URGENT: _yes(answer.sla.level.urgent),
        SCOPE: _SCOPES[answer.scope.value],
        KIND: _KINDS.get(answer.kind.value, answer.kind.value),
        REPEAT: _yes(answer.repeat.value),
        CONTACT: f"{contact.due:%d.%m.%Y %H:%M}" if contact else _NONE,
        DUE: f"{answer.sla.resolve.due:%d.%m.%Y %H:%M}",
        ASKED: ", ".join(each.key for each in answer.missing) or _NONE,
        DRAFT: answer.reply.text,
    }


def _right(ticket: Labelled, answer: Answer) -> Mapping[str, bool]:
    """Which aspects are as the ticket's label wants them."""
    values: dict[str, object] = {
        LEVEL: answer.sla.level.value,
        URGENT: answer.sla.level.urgent,
        SCOPE: answer.scope.value,
        KIND: answer.kind.value,
        REPEAT: answer.repeat.value,
    }
    first = "" if answer.abstained else answer.requests[0].id.partition("#")[2]
    right = first in ticket.entries if ticket.entries else not first
    told = {what: key for what, key in _EXPECTED.items() if key in ticket.expected}
    found = {} if ticket.is_verdict_alone else {REQUEST: right}
    return found | {what: values[what] == ticket.expected[key] for what, key in told.items()}


def _verdict(was: bool | None, now: bool | None) -> str:
    if was is None or now is None or was == now:
        return ""
    return BETTER if now else WORSE


def _yes(value: bool) -> str:
    return "да" if value else "нет"
