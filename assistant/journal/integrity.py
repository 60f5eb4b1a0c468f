"""Whether a journal is sound: quickly at each start, thoroughly on demand."""

from __future__ import annotations

from sqlalchemy import text

from assistant.errors import JournalDamaged
from assistant.journal.database import Database
from assistant.journal.trouble import RESTORE


def quick_check(database: Database) -> None:
    """Look through a file's pages; a server looks after its own.

    Raises:
        JournalDamaged: it is broken.
        JournalError: it cannot be read.
    """
    _pragma(database, "quick_check(1)")


def _pragma(database: Database, name: str) -> None:
    if database.file is None:
        return
    with database.reading() as connection:
        found = connection.execute(text(f"PRAGMA {name}")).scalars().first()
    if found != "ok":
        raise JournalDamaged(f"Журнал {database.place} повреждён. {RESTORE}")
