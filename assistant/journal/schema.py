"""The tables brought to this program's version when a journal is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, String, column, inspect, select, table

from assistant.errors import JournalDamaged, JournalError
from assistant.journal.database import Database

HEAD = "0002"
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def bring_to_head(database: Database) -> None:
    """Make the tables, or take them from an older version to this one; nothing is lost on the way.

    Raises:
        JournalError: the database cannot be written.
        JournalDamaged: it was written by a later version of the program.
    """
    with database.reading() as connection:
        found = version_of(connection)
    if found == HEAD:
        return
    with database.alone() as connection:
        found = version_of(connection)
        if found > HEAD:
            raise JournalDamaged(
                f"Журнал {database.place} записан более новой версией программы ({found}, эта знает"
                f" {HEAD}). Обновите программу."
            )
        if found != HEAD:
            upgrade(connection)


def version_of(connection: Connection) -> str:
    """The version of a database's tables, empty when it has none."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return ""
    number = select(column("version_num", String)).select_from(table(_VERSION_TABLE))
    return connection.execute(number).scalar() or ""


def upgrade(connection: Connection, version: str = "head") -> None:
    """Run the steps that lead to a version.

    Raises:
        JournalError: this program knows no such version.
    """
    # Alembic is only needed here, and its import takes as long as a whole answer may.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, version)
    except CommandError as error:
        raise JournalError(f"версия таблиц {version} этой программе неизвестна") from error
