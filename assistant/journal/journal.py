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
        if settings.journal_url:
            database = Database.from_url(settings.journal_url)
        else:
            database = Database.from_file(settings.state / FILE_NAME)
        return cls.from_database(database, settings.state / KEY_NAME)

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


def _its_key(database: Database, file: Path) -> Key:
    """The key the journal was begun with; a journal without one takes the key of the file."""
    name = "key"
    known = select(NOTES.c.value).where(NOTES.c.name == name)
    with database.reading() as connection:
        fingerprint = connection.execute(known).scalar()
    key = Key.from_file(file) if fingerprint else key_beside(file)
    if fingerprint is None and key is not None:
        with database.alone() as connection:
            fingerprint = connection.execute(known).scalar()
            if fingerprint is None:
                fingerprint = key.fingerprint
                connection.execute(insert(NOTES).values(name=name, value=fingerprint))
    if key is None or fingerprint != key.fingerprint:
        what = "пропал" if key is None else "от другого журнала"
        raise JournalError(
            f"Ключ журнала {file} {what}: без прежнего не открыть имена и личные данные. Верните его"
            " из копии. Ассистент отвечает и без журнала."
        )
    return key
