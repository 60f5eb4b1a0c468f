"""What happens when an agent copies a reply: the answer goes to the journal."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from assistant.answer import Answer
from assistant.journal.recording import Copied, given
from assistant.journal.records import GivenAnswer
from assistant.library import Library
from assistant.ui.answering import answer_of
from assistant.ui.session import journal_keeper
from assistant.ui.working_draft import WorkingDraft


def note_copy(
    draft: WorkingDraft, answer: Answer, agent: str, library: Library, edition: str, text: str
) -> None:
    """Keep an answer whose reply was copied; written in the background.

    ``text`` is the reply as it was copied, ``edition`` the digest of the index it was made with.
    """
    now = datetime.now(library.calendar.zone)
    copied = Copied(
        identifier=draft.id,
        owner=draft.owner,
        agent=agent,
        sent=text,
        moment=now,
        seconds=_seconds(draft.begun, now),
        revision=edition,
        reason=draft.ruling.get("reason", ""),
    )
    journal_keeper().record(draft.id, partial(_given, draft, answer, library, copied))


def _given(draft: WorkingDraft, answer: Answer, library: Library, copied: Copied) -> GivenAnswer:
    """The record; what the agent decided is told from what was judged by judging once more."""
    is_decided = bool(draft.ruling or draft.request)
    plain = draft.changed(ruling={}, request="")
    judged = answer_of(plain, copied.agent, library) if is_decided else answer
    return given(answer, judged, copied, library.calendar)


def _seconds(begun: str, now: datetime) -> int | None:
    if not begun:
        return None
    return max(0, round((now - datetime.fromisoformat(begun)).total_seconds()))
