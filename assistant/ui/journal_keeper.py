"""The journal of the process: opened and written in the background, so that no agent waits for a disk.

An answer waits in memory until it is on disk; a write that fails is tried again until it succeeds. Without
a journal the desk goes on, and says so.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from assistant.errors import AssistantError, JournalError
from assistant.journal.answers import record
from assistant.journal.erasing import prune
from assistant.journal.journal import Journal
from assistant.journal.records import GivenAnswer
from assistant.settings import Settings
from assistant.ui.trouble import report

RETRY_SECONDS = 5.0
_LEAVE_SECONDS = 5.0

Making = Callable[[], GivenAnswer]


class JournalKeeper:
    """Keeps one journal open; shared by all agents of the process."""

    def __init__(
        self, settings: Settings, opener: Callable[[Settings], Journal] = Journal.from_settings
    ) -> None:
        self._settings = settings
        self._opener = opener
        self._journal: Journal | None = None
        self._failed: tuple[float, AssistantError] | None = None
        self._opening = threading.Lock()
        self._waiting: dict[str, Making] = {}
        self._written: set[str] = set()
        self._changed = threading.Condition()
        self._leaving = False
        threading.Thread(target=self._work, name="journal", daemon=True).start()
        atexit.register(self.leave)

    def journal(self) -> Journal:
        """The journal, opened when it is not.

        Raises:
            AssistantError: it cannot be opened; it is tried again a little later.
        """
        with self._opening:
            if self._journal is not None:
                return self._journal
            if self._failed and time.monotonic() - self._failed[0] < RETRY_SECONDS:
                raise self._failed[1]
            try:
                self._journal = self._opener(self._settings)
                self._failed = None
            except AssistantError as error:
                self._failed = (time.monotonic(), error)
                raise
            return self._journal

    @property
    def problem(self) -> str:
        """Why answers are not written now, empty when they are."""
        return str(self._failed[1]) if self._failed else ""

    def record(self, identifier: str, making: Making) -> None:
        """Write an answer soon; a later one with its identifier takes its place."""
        with self._changed:
            self._waiting[identifier] = making
            self._written.discard(identifier)
            self._changed.notify_all()

    def is_written(self, identifier: str) -> bool:
        """Whether an answer given to ``record`` is on disk."""
        return identifier in self._written

    def wait(self, seconds: float) -> bool:
        """Wait until nothing waits any more; False when the time was too short."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)

    def leave(self) -> None:
        """Write what still waits, for a few seconds at most, and close."""
        self._leaving = True
        self.wait(_LEAVE_SECONDS if not self._failed else 0.0)
        if self._journal is not None:
            self._journal.close()

    def _work(self) -> None:
        self._begin()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                identifier, making = next(iter(self._waiting.items()))
            if not self._write(identifier, making) and not self._leaving:
                time.sleep(RETRY_SECONDS)

    def _begin(self) -> None:
        """Open at once, so that damage is told before the first answer; let the old go."""
        try:
            journal = self.journal()
            if self._settings.journal_days > 0:
                prune(journal, datetime.now(UTC) - timedelta(days=self._settings.journal_days))
        except AssistantError as error:
            self._failed = (time.monotonic(), error)

    def _write(self, identifier: str, making: Making) -> bool:
        try:
            record(self.journal(), making())
            self._failed = None
        except JournalError as error:
            self._failed = (time.monotonic(), error)
            return False
        except Exception as error:  # noqa: BLE001  one answer that cannot be kept must not stop the others
            report(error)
        with self._changed:
            if self._waiting.get(identifier) is making:
                del self._waiting[identifier]
                self._written.add(identifier)
            self._changed.notify_all()
        return True
