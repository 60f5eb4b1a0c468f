"""The journal put back from a copy, whichever database it lies in and whichever the copy came from.

All rows are exchanged in one transaction, so that a desk at work sees the old journal or the new one. A
file that is broken is moved aside; a sound journal is copied first: the restore may be the mistake.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, insert, inspect, select

from assistant.errors import JournalDamaged, JournalError
from assistant.journal.backup import copy_database, is_whole, key_of_copy
from assistant.journal.database import Database
from assistant.journal.dump import read_dump
from assistant.journal.integrity import count, quick_check
from assistant.journal.journal import database_of, fingerprint_of, key_file_of
from assistant.journal.keys import Key
from assistant.journal.schema import bring_to_head
from assistant.journal.tables import ANSWERS, CORRECTIONS, METADATA, PAST_TICKETS
from assistant.settings import Settings

_SQLITE = b"SQLite format 3\0"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in the journal now; ``kept`` is where the one before it went, None if it was empty."""

    answers: int
    tickets: int
    kept: Path | None


def restore(settings: Settings, file: Path) -> Restored:
    """Put a copy in the place of the journal.

    Raises:
        JournalError: the copy is broken, its key is gone, or the journal cannot be written; the journal
            is then as it was, but for a broken file, which has been moved aside.
    """
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_file = key_file_of(settings)
    with _prepared(settings.state, file) as copy:
        key = _key(copy, (key_file, key_of_copy(file)), file)
        kept = _set_aside(settings)
        with closing(database_of(settings)) as target:
            bring_to_head(target)
            _install(key, key_file)
            _exchange(copy, target)
        return Restored(count(copy, ANSWERS), count(copy, PAST_TICKETS), kept)


@contextmanager
def _prepared(folder: Path, file: Path) -> Iterator[Database]:
    """The copy as a database of this version, beside the journal since it may be large."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        database_file = Path(aside) / "copy.sqlite3"
        try:
            database = _opened(file, database_file)
        except JournalError as error:
            raise JournalError(
                f"Копия {file} не годится: {error}. Возьмите другую; журнал остался прежним."
            ) from error
        yield database


def _opened(file: Path, database_file: Path) -> Database:
    if not is_whole(file):
        raise JournalError("она обрывается или изменена")
    with file.open("rb") as stream:
        is_dump = stream.read(len(_SQLITE)) != _SQLITE
        stream.seek(0)
        if not is_dump:
            shutil.copyfile(file, database_file)
        database = Database.from_file(database_file)
        if is_dump:
            with database.writing() as connection:
                read_dump(stream, connection)
    quick_check(database)
    bring_to_head(database)
    return database


def _key(copy: Database, files: Sequence[Path], file: Path) -> Key:
    """The key the copy was made with, wherever it is."""
    fingerprint = fingerprint_of(copy)
    for key in map(Key.from_file, files):
        if key is not None and key.fingerprint == fingerprint:
            return key
    raise JournalError(
        f"Ключа к копии {file} нет: без него не открыть имена и личные данные. Положите рядом файл"
        f" {files[-1].name}, который записан вместе с ней."
    )


def _set_aside(settings: Settings) -> Path | None:
    """Copy the present journal, or move it out of the way when it is broken; where it is now."""
    with closing(database_of(settings)) as database:
        try:
            quick_check(database)
            with database.reading() as connection:
                is_made = inspect(connection).has_table(ANSWERS.name)
        except JournalDamaged:
            if database.file is None:
                raise
            return _moved(database.file)
        if not is_made or not count(database, ANSWERS) + count(database, PAST_TICKETS):
            return None
        ending = "jsonl" if database.file is None else "sqlite3"
        kept = settings.state / f"journal-before-restore.{ending}"
        copy_database(database, kept)
        return kept


def _moved(file: Path) -> Path:
    """Rename a broken file, and what SQLite keeps beside it."""
    moment = datetime.now(UTC)
    target = file.with_name(f"journal-damaged-{moment:%Y%m%d-%H%M%S}.sqlite3")
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(target.with_name(target.name + ending))
    return target


def _install(key: Key, file: Path) -> None:
    present = file.exists()
    if present and file.read_bytes() == key.to_bytes():
        return
    if present:
        file.replace(file.with_name(f"{file.name}.before"))
    key.save(file)


def _exchange(copy: Database, target: Database) -> None:
    with copy.reading() as source, target.alone() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(delete(table))
        for table in METADATA.sorted_tables:
            # Numbers of corrections are given by the database, which would give them out again.
            columns = [each for each in table.c if each is not CORRECTIONS.c.id]
            found = source.execute(select(*columns).order_by(*table.primary_key)).mappings()
            for rows in found.partitions(_AT_ONCE):
                connection.execute(insert(table), [dict(row) for row in rows])
