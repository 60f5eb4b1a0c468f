"""Keep the index up with the documents while an editor writes, and tell what is wrong with what was saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.checks.pages import Pages
from assistant.checks.run import check_text, sorted_findings
from assistant.errors import AssistantError
from assistant.knowledge.base import Knowledge, all_paths
from assistant.retrieval.build import build_index
from assistant.retrieval.encoder import Encoder
from assistant.retrieval.hub import open_encoder
from assistant.settings import Settings

_READ = (".md", ".yml", ".txt")
_SHOWN = 3
# Editors and their programs save several files at once, and some write a file twice.
_SETTLE_SECONDS = 0.1
# The assistant opens the new index first; the checks can wait until it has.
_REST_SECONDS = 1.5
# Time and size of each file by its path: enough to see a save, and read in a blink.
Stamps = Mapping[str, tuple[int, int]]


@dataclass
class Follower:
    """Rebuilds the index whenever ``look`` sees that a document has changed.

    What the checks say of the saved pages is told a little later, when the editor rests.
    """

    settings: Settings
    tell: Callable[[str], None]
    _encoder: Encoder | None
    _seen: Stamps
    _unchecked: set[str] = field(default_factory=set)
    _built_at: float = 0.0

    @classmethod
    def from_settings(cls, settings: Settings, tell: Callable[[str], None]) -> Follower:
        """Start from the documents as they are now."""
        return cls(settings, tell, open_encoder(settings), stamps_of(settings.docs))

    def look(self) -> bool:
        """Bring the index up to date if a document changed; a slip of the editor is told, not raised."""
        now = stamps_of(self.settings.docs)
        if now == self._seen:
            if self._unchecked and time.monotonic() - self._built_at > _REST_SECONDS:
                self._check()
            return False
        while True:
            time.sleep(_SETTLE_SECONDS)
            settled = stamps_of(self.settings.docs)
            if settled == now:
                break
            now = settled
        changed = sorted(
            path for path in now.keys() | self._seen.keys() if now.get(path) != self._seen.get(path)
        )
        self._seen = now
        self._build(changed)
        return True

    def _build(self, changed: list[str]) -> None:
        started = time.monotonic()
        try:
            build_index(
                self.settings.docs,
                self.settings.index,
                encoder=self._encoder,
                encoder_name=self.settings.encoder,
            )
        except AssistantError as error:
            self.tell(f"Индекс прежний. {error}")
            return
        more = f" и ещё {len(changed) - _SHOWN}" if len(changed) > _SHOWN else ""
        self._built_at = time.monotonic()
        took = self._built_at - started
        self.tell(f"Индекс обновлён за {took:.1f} с: {', '.join(changed[:_SHOWN])}{more}")
        self._unchecked.update(changed)

    def _check(self) -> None:
        """Tell what the checks say of the files that were saved."""
        saved, self._unchecked = self._unchecked, set()
        try:
            knowledge = Knowledge.from_folder(self.settings.docs)
            pages = Pages.from_knowledge(knowledge, self.settings.docs)
            found = sorted_findings(check_text(pages, date.today()))  # noqa: DTZ011  the editor's day
        except AssistantError as error:
            self.tell(str(error))
            return
        for finding in found:
            if finding.path in saved:
                self.tell(str(finding))


def stamps_of(docs: Path) -> Stamps:
    """Time and size of each file the assistant reads; one that goes meanwhile is left out."""
    stamps: dict[str, tuple[int, int]] = {}
    for path, file in all_paths(docs).items():
        if path.lower().endswith(_READ):
            try:
                status = file.stat()
            except OSError:
                continue
            stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps
