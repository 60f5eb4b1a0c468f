"""What a database complains of, as a Russian sentence with the way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.errors import JournalDamaged, JournalError

RESTORE = (
    "Верните последнюю копию: python -m assistant journal restore ФАЙЛ. Ассистент отвечает и без"
    " журнала, но ничего в него не записывает."
)
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn errors of the database at ``place`` into errors for a person.

    Raises:
        JournalError: it cannot be used now.
        JournalDamaged: it is broken.
    """
    try:
        yield
    except DBAPIError as error:
        raise _sqlite(error.orig, place) or _server(error, place) from error
    except sqlite3.Error as error:
        raise _sqlite(error, place) or JournalDamaged(_damaged(place)) from error
    except SQLAlchemyError as error:
        raise JournalError(f"Журнал {place} не ответил. Повторите позже.") from error
    except OSError as error:
        raise JournalError(_closed(place)) from error


def _sqlite(error: BaseException | None, place: str) -> JournalError | None:
    """The error of SQLite by its primary code (sqlite.org/rescode.html), None when it is no such."""
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return JournalError(
            f"Журнал {place} занят другой программой. Закройте её или повторите через минуту."
        )
    if code in _FULL:
        return JournalError(
            f"Журнал {place} не записан: на диске кончилось место или диск неисправен. Освободите"
            " место и повторите."
        )
    if code in _CLOSED:
        return JournalError(_closed(place))
    return JournalDamaged(_damaged(place))


def _server(error: DBAPIError, place: str) -> JournalError:
    state = getattr(error.orig, "sqlstate", None)
    if state is None or state.startswith(("08", "28", "3D", "57")):
        return JournalError(
            f"База данных журнала {place} не отвечает. Проверьте, что сервер работает и имя с паролем"
            " верны. Ассистент отвечает и без журнала."
        )
    if state.startswith("53"):
        return JournalError(
            f"В базе данных журнала {place} кончилось место или соединения. Освободите и повторите."
        )
    if state.startswith("XX"):
        return JournalDamaged(_damaged(place))
    return JournalError(f"База данных журнала {place} отказала (код {state}). Повторите позже.")


def _closed(place: str) -> str:
    return (
        f"Журнал {place} нельзя открыть или записать. Проверьте, что папка есть и у Вас есть права"
        " на неё. Ассистент отвечает и без журнала."
    )


def _damaged(place: str) -> str:
    return f"Журнал {place} повреждён. {RESTORE}"
