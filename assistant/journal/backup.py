"""A copy of the journal while it is in use: of a file a file, of a server a dump (``dump``).

The copy is made aside, looked through and put in its place as one. The key goes to a file beside it, with
the SHA-256 of the copy: a copy without its key has neither names nor numbers.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import JournalError
from assistant.journal.database import Database, connect
from assistant.journal.dump import write_dump
from assistant.journal.integrity import quick_check
from assistant.journal.journal import Journal


def back_up(journal: Journal, file: Path) -> Path:
    """Copy the journal to a file; where its key went.

    Raises:
        JournalError: the copy cannot be written.
    """
    copy_database(journal.database, file)
    key = key_of_copy(file)
    with _in_place_of(key) as aside:
        aside.write_bytes(journal.key.to_bytes() + _digest(file) + b"\n")
    return key


def is_whole(file: Path) -> bool:
    """Whether a copy is the one its key was written with; true where nobody wrote which that was."""
    key = key_of_copy(file)
    written = key.read_bytes().split()[1:] if key.exists() else []
    return not written or written == [_digest(file)]


def _digest(file: Path) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest().encode()


def key_of_copy(file: Path) -> Path:
    """Where the key of a copy lies."""
    return file.with_name(f"{file.name}.key")


def copy_database(database: Database, file: Path) -> None:
    """Copy all tables, as they are at one moment, to a file.

    Raises:
        JournalError: the copy cannot be written.
    """
    with _in_place_of(file) as aside:
        if database.file is None:
            with database.reading_one_moment() as connection, aside.open("wb") as stream:
                write_dump(connection, stream)
            return
        with closing(connect(database.file)) as source, closing(connect(aside)) as target:
            source.backup(target)
            # A copy is one file, without the log of unfinished writes beside it.
            target.execute("PRAGMA journal_mode = DELETE")
        quick_check(Database.from_file(aside))


@contextmanager
def _in_place_of(file: Path) -> Iterator[Path]:
    """A new file aside, for its owner alone, that takes the place of ``file`` when the block ends."""
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.unlink(missing_ok=True)
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield aside
            with aside.open("rb") as stream:
                os.fsync(stream.fileno())
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else "диск её не принял"
        raise JournalError(
            f"Копия {file} не записана: {reason}. Проверьте место на диске, папку и права."
        ) from error
