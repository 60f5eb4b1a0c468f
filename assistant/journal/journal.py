"""An opened journal: its database and its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from assistant.errors import JournalError
from assistant.journal.database import Database
from assistant.journal.integrity import quick_check
from assistant.journal.keys import FILE_NAME as KEY_NAME
from assistant.journal.keys import Key, key_beside
from assistant.journal.schema import bring_to_head
from assistant.journal.tables import NOTES
from assistant.settings import Settings

FILE_NAME = "journal.sqlite3"
_NOTE = "key"
_FINGERPRINT = select(NOTES.c.value).where(NOTES.c.name == _NOTE)


@dataclass(frozen=True, slots=True)
class Journal:
    """What the rooms of this package read and write; threads may share one.

    ``key_file`` is where the key lies.
    """

    database: Database
    key: Key
    key_file: Path

    @classmethod
    def from_settings(cls, settings: Settings) -> Journal:
        """Open the journal the settings name, made or brought to this version where needed.

        Raises:
            JournalError: it cannot be opened now, or its key is gone.
            JournalDamaged: it is broken.
            SettingsError: ``journal_url`` is no address of PostgreSQL.
        """
        return cls.from_database(database_of(settings), key_file_of(settings))

    @classmethod
    def from_database(cls, database: Database, key_file: Path) -> Journal:
        """Open a journal with the key of a file.

        Raises:
            JournalError: it cannot be opened now, or its key is another one.
            JournalDamaged: it is broken.
        """
        try:
            quick_check(database)
            bring_to_head(database)
            return cls(database, _its_key(database, key_file), key_file)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Let go of connections to a server."""
        self.database.close()


def database_of(settings: Settings) -> Database:
    """The database the settings name, opened but not looked into.

    Raises:
        JournalError: its file cannot be made.
        SettingsError: ``journal_url`` is no address of PostgreSQL.
    """
    if settings.journal_url:
        return Database.from_url(settings.journal_url)
    return Database.from_file(settings.state / FILE_NAME)


def key_file_of(settings: Settings) -> Path:
    """Where the key lies, of a journal on a server too."""
    return settings.state / KEY_NAME


def fingerprint_of(database: Database) -> str | None:
    """The fingerprint of the key a journal was begun with, None for one without a key yet."""
    with database.reading() as connection:
        return connection.execute(_FINGERPRINT).scalar()


def _its_key(database: Database, file: Path) -> Key:
    """The key the journal was begun with; a journal without one takes the key of the file."""
    fingerprint = fingerprint_of(database)
    key = Key.from_file(file) if fingerprint else key_beside(file)
    if fingerprint is None and key is not None:
        with database.alone() as connection:
            fingerprint = connection.execute(_FINGERPRINT).scalar()
            if fingerprint is None:
                fingerprint = key.fingerprint
                connection.execute(insert(NOTES).values(name=_NOTE, value=fingerprint))
    if key is None or fingerprint != key.fingerprint:
        what = "пропал" if key is None else "от другого журнала"
        raise JournalError(
            f"Ключ журнала {file} {what}: без прежнего не открыть имена и личные данные. Верните его"
            " из копии. Ассистент отвечает и без журнала."
        )
    return key
