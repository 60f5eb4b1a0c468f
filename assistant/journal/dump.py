"""A journal as lines of JSON: a copy that any of its databases can be filled from.

First line: format and version of the tables. Then a row a line, masked and sealed as it is stored. Last
line: how many rows there were and the SHA-256 of all lines before, so that a cut copy is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy import Connection, DateTime, MetaData, insert, select

from assistant.errors import JournalError
from assistant.journal.schema import upgrade, version_of
from assistant.journal.tables import METADATA

FORMAT = 1
_AT_ONCE = 500


def write_dump(connection: Connection, stream: BinaryIO) -> None:
    """Write all rows that a connection sees."""
    digest = hashlib.sha256()
    rows = 0

    def put(value: Mapping[str, Any]) -> None:
        line = json.dumps(value, ensure_ascii=False, default=_moment).encode() + b"\n"
        digest.update(line)
        stream.write(line)

    put({"journal": FORMAT, "version": version_of(connection)})
    for table in METADATA.sorted_tables:
        found = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for row in found.mappings():
            put({"table": table.name, "row": dict(row)})
            rows += 1
    end = {"rows": rows, "sha256": digest.hexdigest()}
    stream.write(json.dumps(end).encode() + b"\n")


def read_dump(stream: BinaryIO, connection: Connection) -> None:
    """Fill an empty database with a dump, in the tables of the dump's own version.

    Raises:
        JournalError: it is no dump, cut or changed.
    """
    lines = _checked(stream)
    try:
        head = next(lines)
        if head.get("journal") != FORMAT:
            raise JournalError(f"формат {head.get('journal')}, а нужен {FORMAT}")
        upgrade(connection, str(head["version"]))
        tables = MetaData()
        tables.reflect(connection)
        for line in lines:
            table = tables.tables[line["table"]]
            row = {
                name: _read(value, is_moment=isinstance(table.c[name].type, DateTime))
                for name, value in line["row"].items()
            }
            connection.execute(insert(table).values(row))
    except (KeyError, ValueError, TypeError, AttributeError, StopIteration) as error:
        raise JournalError("в ней не те строки") from error


def _checked(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Lines but the last, which must agree with them."""
    digest = hashlib.sha256()
    held: bytes | None = None
    count = -1
    for line in stream:
        if held is not None:
            digest.update(held)
            count += 1
            yield json.loads(held)
        held = line
    end = json.loads(held or b"{}")
    if end != {"rows": count, "sha256": digest.hexdigest()}:
        raise JournalError("она обрывается или изменена")


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _read(value: Any, *, is_moment: bool) -> Any:
    if not is_moment or value is None:
        return value
    # Reflected columns know no zones: on SQLite a moment is kept in UTC without one.
    return datetime.fromisoformat(value).replace(tzinfo=None)
