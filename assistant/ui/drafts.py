"""Working drafts on this machine's disk: one SQLite file under ``state``, one row a draft.

Customer text is here as it was typed, so it is sealed with a key of its own beside the file, file and
folder are readable by their owner alone and a deleted row is overwritten. A draft whose key is gone does
not open and is as good as none. Two tabs with one draft never overwrite each other: a row changes only
if nobody changed it since it was read.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from assistant.errors import AssistantError, JournalError
from assistant.journal.keys import Key, folded_name, key_beside
from assistant.ui.working_draft import WorkingDraft

FILE_NAME = "drafts.sqlite3"
KEY_NAME = "drafts.key"
_CONTENTS = "draft"
_WAIT_SECONDS = 5.0
_KEEP_FINISHED = timedelta(hours=12)
_SHOWN = 50
_SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    revision INTEGER NOT NULL,
    changed TEXT NOT NULL,
    finished TEXT,
    contents TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS draft_by_owner ON draft (owner, changed);
"""
# Drafts of version 1 lay open.
_VERSION = 2


class DraftsError(AssistantError):
    """Drafts cannot be read or written; what is typed lives in the browser only."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft with its revision, when it last changed, and whether the agent is done with it."""

    draft: WorkingDraft
    revision: int
    changed: datetime
    finished: bool


class Drafts:
    """The file of drafts; safe to share between threads, each call has its own connection."""

    def __init__(self, state: Path) -> None:
        self._file = state / FILE_NAME
        self._key_file = state / KEY_NAME
        self._key: Key | None = None
        self._ready = False
        self._preparing = threading.Lock()

    def load(self, identifier: str) -> StoredDraft | None:
        """The draft with an identifier, None when there is none."""
        with self._connection() as connection:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (identifier,)).fetchone()
        return self._stored(row) if row else None

    def save(self, draft: WorkingDraft, revision: int) -> int | None:
        """Write a draft that was read at ``revision`` (0: never); return its new revision.

        None says that somebody else wrote it meanwhile; then nothing was changed.
        """
        now = datetime.now(UTC).isoformat()
        with self._connection() as connection:
            if revision == 0:
                written = connection.execute(
                    "INSERT INTO draft VALUES (?, ?, 1, ?, NULL, ?) ON CONFLICT (id) DO NOTHING",
                    (draft.id, draft.owner, now, self._sealed(draft.to_json())),
                )
            else:
                written = connection.execute(
                    "UPDATE draft SET revision = revision + 1, changed = ?, finished = NULL,"
                    " contents = ? WHERE id = ? AND revision = ?",
                    (now, self._sealed(draft.to_json()), draft.id, revision),
                )
            return revision + 1 if written.rowcount else None

    def finish(self, identifier: str) -> None:
        """Take a draft off the list; it is erased for good half a day later."""
        now = datetime.now(UTC)
        with self._connection() as connection:
            connection.execute(
                "UPDATE draft SET finished = ? WHERE id = ?", (now.isoformat(), identifier)
            )
            connection.execute(
                "DELETE FROM draft WHERE finished < ?", ((now - _KEEP_FINISHED).isoformat(),)
            )

    def delete(self, identifier: str) -> None:
        """Erase a draft."""
        with self._connection() as connection:
            connection.execute("DELETE FROM draft WHERE id = ?", (identifier,))

    def erase_client(self, name: str) -> int:
        """Erase all drafts of tickets of a client; how many there were."""
        wanted = folded_name(name)
        if not wanted:
            return 0
        with self._connection() as connection:
            found = [
                stored.draft.id
                for stored in map(self._stored, connection.execute(_SELECT))
                if stored and folded_name(stored.draft.client) == wanted
            ]
            connection.executemany("DELETE FROM draft WHERE id = ?", [(each,) for each in found])
        return len(found)

    def of_owner(self, owner: str, *, finished: bool = False) -> tuple[StoredDraft, ...]:
        """Drafts of an owner, unfinished or finished, the last changed first."""
        state = "IS NOT NULL" if finished else "IS NULL"
        query = f"{_SELECT} WHERE owner = ? AND finished {state} ORDER BY changed DESC LIMIT ?"
        with self._connection() as connection:
            rows = connection.execute(query, (owner, _SHOWN))
            return tuple(stored for stored in map(self._stored, rows) if stored)

    def check_ready(self) -> None:
        """Tell whether drafts can be kept.

        Raises:
            DraftsError: the file cannot be written.
        """
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._preparing:
                if not self._ready or not self._file.exists():
                    self._prepare()
            with closing(self._open()) as connection, connection:
                yield connection
        except (sqlite3.Error, OSError, JournalError) as error:
            raise DraftsError(
                f"Черновики не сохраняются: {self._file} занят или не читается. "
                "Проверьте место на диске и права; набранное пока хранит только эта вкладка."
            ) from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_WAIT_SECONDS)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _prepare(self) -> None:
        """Make folder, file and table when they are missing, for their owner's eyes only."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        self._file.chmod(0o600)
        # Switching the journal mode does not wait for another process; its own lock does.
        lock = FileLock(self._file.with_suffix(".lock"), timeout=_WAIT_SECONDS, mode=0o600)
        with lock, closing(self._open()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
            self._key = None  # read anew: whoever took the file away may have taken its key too
            if connection.execute("PRAGMA user_version").fetchone()[0] < _VERSION:
                self._seal_what_lay_open(connection)
        self._ready = True

    def _seal_what_lay_open(self, connection: sqlite3.Connection) -> None:
        """Bring the file to this version; nothing of the open texts is left in it or in its log."""
        with connection:
            open_rows = connection.execute("SELECT id, contents FROM draft").fetchall()
            connection.executemany(
                "UPDATE draft SET contents = ? WHERE id = ?",
                [(self._sealed(contents), identifier) for identifier, contents in open_rows],
            )
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _sealed(self, contents: str) -> str:
        return self._opened_key().seal({_CONTENTS: contents})

    def _opened_key(self) -> Key:
        if self._key is None:
            self._key = key_beside(self._key_file)
        return self._key

    def _stored(self, row: tuple[str, str, int, str, str | None, str]) -> StoredDraft | None:
        """A draft of a row; None when it was sealed with another key."""
        identifier, owner, revision, changed, finished, sealed = row
        try:
            contents = self._opened_key().open(sealed)[_CONTENTS]
        except JournalError:
            return None
        return StoredDraft(
            WorkingDraft.from_json(identifier, owner, contents),
            revision,
            datetime.fromisoformat(changed),
            finished is not None,
        )


_SELECT = "SELECT id, owner, revision, changed, finished, contents FROM draft"
