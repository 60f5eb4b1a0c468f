"""Whether a journal is sound: quickly at each start, thoroughly on demand."""

from __future__ import annotations

from sqlalchemy import Table, func, select, text

from assistant.errors import JournalDamaged, JournalError
from assistant.journal.database import Database
from assistant.journal.keys import Key
from assistant.journal.tables import ANSWERS, PAST_TICKETS
from assistant.journal.trouble import RESTORE

_SHOWN = 20


def quick_check(database: Database) -> None:
    """Look through a file's pages; a server looks after its own.

    Raises:
        JournalDamaged: it is broken.
        JournalError: it cannot be read.
    """
    if _pragma(database, "quick_check(1)") not in ([], ["ok"]):
        raise JournalDamaged(f"Журнал {database.place} повреждён. {RESTORE}")


def full_check(database: Database, key: Key) -> tuple[str, ...]:
    """Everything that is wrong, as Russian sentences: pages, indexes, references, sealed values.

    Raises:
        JournalDamaged: it is too broken to be looked through.
        JournalError: it cannot be read.
    """
    problems = [f"Файл: {line}" for line in _pragma(database, "integrity_check") if line != "ok"]
    if _pragma(database, "foreign_key_check"):
        problems.append("Есть строки без своего ответа.")
    for table, what in ((ANSWERS, "ответа"), (PAST_TICKETS, "прошлого обращения")):
        problems.extend(
            f"Личные данные {what} {identifier} не открываются."
            for identifier in _unopened(database, key, table)
        )
    return tuple(problems)


def count(database: Database, table: Table) -> int:
    """How many rows a table has.

    Raises:
        JournalError: it cannot be read.
    """
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _pragma(database: Database, name: str) -> list[str]:
    if database.file is None:
        return []
    with database.reading() as connection:
        found = connection.execute(text(f"PRAGMA {name}")).scalars().fetchmany(_SHOWN)
    return [str(each) for each in found]


def _unopened(database: Database, key: Key, table: Table) -> list[str]:
    found: list[str] = []
    with database.reading() as connection:
        for row in connection.execute(select(table.c.id, table.c.sealed)):
            try:
                key.open(row.sealed)
            except JournalError:
                found.append(row.id)
    return found[:_SHOWN]
