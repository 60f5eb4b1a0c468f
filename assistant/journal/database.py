"""Where the journal lies: a SQLite file of ours alone, or a PostgreSQL database by address.

A write is one transaction and is acknowledged when it is on disk (WAL, ``synchronous = FULL``). Each
use of the file has its own connection, so that a restored copy is seen at once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from assistant.errors import JournalError, SettingsError
from assistant.journal.trouble import told

WAIT_SECONDS = 5.0
# Of the lock that one process holds while it makes or mends the tables; any number of our own does.
_LOCK = 7_242_024


@dataclass(frozen=True, slots=True)
class Database:
    """An opened database; ``file`` is None for a server, ``place`` names it without its password."""

    engine: Engine
    place: str
    file: Path | None

    @classmethod
    def from_file(cls, file: Path) -> Database:
        """A SQLite file, made when it is missing.

        Raises:
            JournalError: it cannot be made or opened.
        """
        with told(str(file)):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not file.exists():
                os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        engine = create_engine(
            "sqlite://", creator=lambda: connect(file), poolclass=NullPool, hide_parameters=True
        )
        event.listen(engine, "begin", _begin)
        return cls(engine, str(file), file)

    @classmethod
    def from_url(cls, url: str) -> Database:
        """A PostgreSQL database.

        Raises:
            SettingsError: the address is none of PostgreSQL.
        """
        mend = "Напишите так: postgresql://имя@сервер/база"
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise SettingsError(f"journal_url — не адрес базы данных. {mend}") from error
        if parsed.drivername not in {"postgresql", "postgresql+psycopg"}:
            raise SettingsError(f"journal_url: «{parsed.drivername}» не поддерживается. {mend}")
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,  # an error of a statement tells no values
            connect_args={"connect_timeout": int(WAIT_SECONDS)},
        )
        return cls(engine, parsed.render_as_string(hide_password=True), None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database.

        Raises:
            JournalError: it cannot be read.
        """
        with told(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def reading_one_moment(self) -> Iterator[Connection]:
        """A connection for many queries that all see the state of the first; SQLite's always do.

        Raises:
            JournalError: it cannot be read.
        """
        if self.file is not None:
            with self.reading() as connection:
                yield connection
            return
        still = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with told(self.place), still.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: on disk when the block ends, as if it had never begun when the block fails.

        Raises:
            JournalError: it cannot be written.
        """
        writer = self.engine.execution_options(is_writing=True)
        with told(self.place), writer.begin() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A transaction no other process may open its own beside, to make or mend the tables.

        Raises:
            JournalError: it cannot be written, or another process does not finish.
        """
        if self.file is None:
            with self.writing() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection
            return
        # Switching SQLite's journal mode does not wait for another process; a lock of its own does.
        lock = FileLock(self.file.with_suffix(".lock"), timeout=WAIT_SECONDS, mode=0o600)
        try:
            with told(self.place), lock:
                with closing(connect(self.file)) as connection:
                    connection.execute("PRAGMA journal_mode = WAL")
                with self.writing() as transaction:
                    yield transaction
        except Timeout as error:
            raise JournalError(
                f"Журнал {self.place} готовит другая программа. Повторите через минуту."
            ) from error

    def close(self) -> None:
        """Let go of connections to a server."""
        self.engine.dispose()


def connect(file: Path) -> sqlite3.Connection:
    """A connection to a file that must be there; erased rows are overwritten."""
    connection = sqlite3.connect(
        f"file:{quote(str(file))}?mode=rw",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: Connection) -> None:
    """Begin as SQLite needs it: whoever will write says so at once and waits for its turn."""
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
