"""Past tickets to be found by likeness, kept in step with the journal in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.journal.journal import Journal
from assistant.journal.likeness import refresh
from assistant.retrieval.archive import PastTickets
from assistant.retrieval.encoder import Encoder
from assistant.retrieval.index import Index
from assistant.retrieval.matter import MatterEncoder
from assistant.ui.trouble import report

REFRESH_SECONDS = 600.0


class PastKeeper:
    """Keeps one archive open; shared by all agents of the process, none of whom waits for it."""

    def __init__(self, folder: Path, journal: Callable[[], Journal]) -> None:
        self._folder = folder
        self._journal = journal
        self._lock = threading.Lock()
        self._archive: PastTickets | None = None
        self._revision = ""
        self._begun: float | None = None
        self._thread: threading.Thread | None = None

    def past(self, index: Index) -> PastTickets | None:
        """The archive, None while it is not ready for this index."""
        encoder = MatterEncoder.of(index)
        with self._lock:
            is_due = self._begun is None or time.monotonic() - self._begun > REFRESH_SECONDS
            is_idle = self._thread is None or not self._thread.is_alive()
            if is_idle and (is_due or self._revision != encoder.revision):
                self._begun, self._revision = time.monotonic(), encoder.revision
                self._thread = threading.Thread(target=self._refresh, args=(encoder,), daemon=True)
                self._thread.start()
            return self._archive if self._revision == encoder.revision else None

    def renew(self) -> None:
        """Have it refreshed when it is asked for next: the journal has more."""
        self._begun = None

    def wait(self, seconds: float) -> None:
        """Wait until nothing is being refreshed."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _refresh(self, encoder: Encoder) -> None:
        try:
            archive = refresh(self._journal(), self._folder, encoder)
        except AssistantError:
            # The desk tells by itself why there is no journal; likeness is tried again later.
            return
        except Exception as error:  # noqa: BLE001  answers go on without likeness
            report(error)
            return
        with self._lock:
            if encoder.revision == self._revision:
                self._archive = archive
