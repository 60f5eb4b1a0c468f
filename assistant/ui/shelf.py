"""The open library of a process, replaced when a new index appears.

Looks at ``index/manifest.json`` only: it changes with every build and names the documents it was
built from. When the new index does not open, the old library goes on and the reason is told.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.library import Library
from assistant.retrieval.index import refuse_stale
from assistant.retrieval.manifest import FILE_NAME
from assistant.settings import Settings

_RETRY_SECONDS = 5.0


class Shelf:
    """Keeps one library open; shared by all agents of the process."""

    def __init__(
        self, settings: Settings, opener: Callable[[Settings], Library] = Library.from_settings
    ) -> None:
        self._settings = settings
        self._opener = opener
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._digest = ""
        self._failed: tuple[str, float, AssistantError] | None = None

    def library(self) -> tuple[Library, str]:
        """The library with its manifest's digest, reopened when the manifest changed.

        Raises:
            AssistantError: nothing could be opened yet.
        """
        digest = _digest(self._settings.index / FILE_NAME)
        with self._lock:
            if self._library is None or (digest and digest != self._digest):
                self._open(digest)
            if self._library is not None:
                return self._library, self._digest
            if self._failed is not None:
                raise self._failed[2]
            raise AssistantError(
                "База знаний не открылась. Постройте индекс: python build_index.py"
            )

    @property
    def problem(self) -> str:
        """Why the newest index is not in use, empty when it is."""
        if self._failed:
            return str(self._failed[2])
        return self._library.notice if self._library else ""

    def check_ready(self) -> None:
        """Tell whether answers are made from the documents as they are now.

        Raises:
            AssistantError: no index is open, the newest one does not open, or the documents have
                changed since it was built.
        """
        library, _ = self.library()
        if self.problem:
            raise AssistantError(self.problem)
        refuse_stale(library.searcher.index.manifest, self._settings.docs)

    def _open(self, digest: str) -> None:
        failed = self._failed
        now = time.monotonic()
        if failed and failed[0] == digest and now - failed[1] < _RETRY_SECONDS:
            return
        try:
            self._library = self._opener(self._settings)
            self._digest = digest
            self._failed = None
        except AssistantError as error:
            self._failed = (digest, now, error)


def _digest(manifest: Path) -> str:
    """Digest of the manifest, empty while there is none (a build swaps it in)."""
    try:
        return hashlib.sha256(manifest.read_bytes()).hexdigest()
    except OSError:
        return ""
