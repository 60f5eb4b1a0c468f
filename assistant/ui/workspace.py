"""The draft one tab works on: every change goes to disk, and no other tab is overwritten."""

from __future__ import annotations

import re
import secrets
from collections import deque
from dataclasses import fields
from typing import Any

from assistant.ui.drafts import Drafts, DraftsError, StoredDraft
from assistant.ui.fingerprint import fingerprint
from assistant.ui.working_draft import WorkingDraft

_IDENTIFIER = re.compile(r"[0-9a-f]{16}")
_KNOWN = 50
_LEFT = 8
FORKED = (
    "Это обращение правят и в другой вкладке. Здесь открыта его копия: "
    "ни там, ни тут ничего не потеряно."
)

ALIEN = "Это обращение ведёт другой специалист: открыть его может он сам или руководитель."


class Workspace:
    """A draft with the revision it was read at.

    ``known`` holds fingerprints of the last texts that arrived here: what a browser holds beyond them is
    news.
    ``notice`` is a line for the agent, ``trouble`` why drafts are not saved now; ``moved`` says that the
    draft got another identifier, so what is on screen has to be drawn again; ``origin`` is the identifier it had
    before. ``left`` holds the identifiers of the drafts that were left last for another one.
    ``presses`` holds buttons that were pressed, each with the draft it was pressed for.
    """

    def __init__(
        self, drafts: Drafts, owner: str, identifier: str = "", *, sees_others: bool = True
    ) -> None:
        self._drafts = drafts
        self.owner = owner
        self._sees_others = sees_others
        self.notice = ""
        self.trouble = ""
        self.moved = False
        self.left: deque[str] = deque(maxlen=_LEFT)
        self.presses: set[tuple[str, str]] = set()
        self.known: deque[int] = deque(maxlen=_KNOWN)
        self.draft = WorkingDraft("")
        self.open(identifier)

    def open(self, identifier: str) -> None:
        """Take up the draft with an identifier, or a blank one where it is not for these eyes."""
        known = identifier if _IDENTIFIER.fullmatch(identifier) else new_identifier()
        self._leave_for(known)
        self.draft, self.origin = WorkingDraft(known, self.owner), ""
        self._revision = 0
        try:
            stored = self._drafts.load(known)
        except DraftsError as error:
            self.trouble = str(error)
            stored = None
        if stored and stored.draft.owner != self.owner and not self._sees_others:
            self.draft = WorkingDraft(new_identifier(), self.owner)
            self.notice = ALIEN
        elif stored:
            self.draft, self._revision = stored.draft, stored.revision
        self._seen = self.draft
        self._learn()

    def start(self, **values: Any) -> None:
        """Begin another draft; the present one stays in the list."""
        self.open("")
        self.notice = ""
        self.presses.clear()
        self.update(**values)

    def finish(self) -> None:
        """Be done with the present draft and begin another."""
        try:
            self._drafts.finish(self.draft.id)
        except DraftsError as error:
            self.trouble = str(error)
            return
        self.start()

    def erase(self, identifier: str) -> None:
        """Erase another draft for good."""
        try:
            self._drafts.delete(identifier)
        except DraftsError as error:
            self.trouble = str(error)

    def others(self, *, finished: bool = False) -> tuple[StoredDraft, ...]:
        """The owner's drafts, unfinished or finished, the present one left out."""
        try:
            found = self._drafts.of_owner(self.owner, finished=finished)
        except DraftsError as error:
            self.trouble = str(error)
            return ()
        return tuple(each for each in found if each.draft.id != self.draft.id)

    def _leave_for(self, identifier: str) -> None:
        if self.draft.id not in ("", identifier):
            self.left.append(self.draft.id)
        if identifier in self.left:
            self.left.remove(identifier)

    def update(self, **values: Any) -> None:
        """Change the draft and save it, unless it stands on disk as it is."""
        self.draft = draft = self.draft.changed(**values)
        is_saved = draft == self._seen and self._revision > 0
        if is_saved or (draft.is_blank and not self._revision):
            return
        self._learn()
        try:
            self._save()
            self.trouble = ""
        except DraftsError as error:
            self.trouble = str(error)

    def _learn(self) -> None:
        texts = (self.draft.text, self.draft.reply, self.draft.kept)
        prints = (fingerprint(text) for text in texts if text)
        self.known.extend(each for each in prints if each not in self.known)

    def _save(self) -> None:
        revision = self._drafts.save(self.draft, self._revision)
        if revision is None:
            revision = self._reconcile()
        self._revision = revision
        self._seen = self.draft

    def _reconcile(self) -> int:
        """Save over what another session of this tab wrote, or beside what another tab did."""
        stored = self._drafts.load(self.draft.id)
        if stored is None:
            revision = self._drafts.save(self.draft, 0)
        elif self._is_ours(stored.draft):
            revision = self._drafts.save(self.draft, stored.revision)
        else:
            revision = None
        if revision is not None:
            return revision
        self.origin, identifier = self.draft.id, new_identifier()
        self._leave_for(identifier)
        self.presses.update(
            [(key, identifier) for key, each in self.presses if each == self.origin]
        )
        self.draft = self.draft.changed(id=identifier, owner=self.owner)
        self.notice, self.moved = FORKED, True
        return self._drafts.save(self.draft, 0) or 1

    def _is_ours(self, theirs: WorkingDraft) -> bool:
        """Whether each field stands there as we last saw it or as we want it.

        So it does after a reload, when the page that was left saved its last keystrokes late.
        """
        for each in fields(WorkingDraft):
            value = getattr(theirs, each.name)
            if value not in (getattr(self._seen, each.name), getattr(self.draft, each.name)):
                return False
        return True


def new_identifier() -> str:
    """An identifier nobody guesses: whoever has the address may read the draft."""
    return secrets.token_hex(8)
