"""Past tickets out of a file: JSON lines or a table, each line good or told to be bad.

Read line by line: a file may be larger than the memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from assistant.errors import AssistantError, JournalError, TicketError
from assistant.journal.columns import FIELDS, REQUIRED, TITLES, checked
from assistant.journal.masking import clean
from assistant.journal.records import MAX_ID, PastTicket
from assistant.journal.spreadsheet import MARK, delimiter_of, plain
from assistant.ticket.moment import read_moment
from assistant.ticket.ticket import MAX_CHARACTERS

# Two texts of MAX_CHARACTERS, each letter written as «\\u0430», and the rest.
_MAX_LINE = 4_000_000
# Python takes a longer cell than 131 072 letters for a slip, unless told.
csv.field_size_limit(_MAX_LINE)
_SAMPLE = 65_536
_DOTTED = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")

Local = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no ticket: ``number`` counts from 1, ``problem`` is a Russian sentence."""

    number: int
    problem: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the file is; ``done`` is how much of the file was read by then, in bytes."""

    found: PastTicket | BadLine
    done: int


class TicketFile:
    """A file of past tickets that may be read once.

    ``local`` gives a moment without a zone the one of the support. ``columns`` says which column of a
    table is which field, as far as its heads do not tell.
    """

    def __init__(
        self, name: str, stream: BinaryIO, local: Local, columns: Mapping[str, str]
    ) -> None:
        self._is_table = Path(name).suffix.lower() in {".csv", ".tsv", ".txt"}
        self._stream = stream
        self._local = local
        self._columns = columns
        self._done = 0

    def __iter__(self) -> Iterator[Line]:
        """Each line with something on it.

        Raises:
            JournalError: the table's columns are not those of tickets.
        """
        rows = self._table() if self._is_table else self._json_lines()
        for number, values in rows:
            found: PastTicket | BadLine
            try:
                found = _ticket(values, self._local)
            except AssistantError as error:
                found = BadLine(number, str(error))
            yield Line(found, self._done)

    def heads(self) -> list[str]:
        """Names of a table's columns; the file is read from its start again afterwards."""
        first = next(iter(self._rows()), (0, []))[1]
        self._stream.seek(0)
        self._done = 0
        return first

    def _json_lines(self) -> Iterator[tuple[int, Mapping[str, Any] | AssistantError]]:
        for number, line in enumerate(self._lines(), start=1):
            if line.strip():
                yield number, _json(line)

    def _table(self) -> Iterator[tuple[int, Mapping[str, Any] | AssistantError]]:
        rows = self._rows()
        _, heads = next(rows, (0, []))
        columns = checked(self._columns, heads)
        places = {field: heads.index(head) for field, head in columns.items()}
        for number, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heads):
                yield (
                    number,
                    TicketError(
                        f"столбцов {len(cells)}, а в первой строке {len(heads)}; проверьте кавычки"
                    ),
                )
                continue
            yield number, {field: plain(cells[place]) for field, place in places.items()}

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows of the table, each with the number of its first line."""
        lines = self._lines()
        first = next(lines, "")
        source = _Remembering(first, lines)
        reader = csv.reader(source, delimiter=delimiter_of(first))
        number = 1
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise JournalError(
                    f"Таблица не разбирается со строки {number}: проверьте кавычки в ней."
                ) from error
            yield number, row
            number = reader.line_num + 1

    def _lines(self) -> Iterator[str]:
        sample = self._stream.read(_SAMPLE)
        self._stream.seek(0)
        encoding = _encoding_of(sample)
        while data := self._stream.readline(_MAX_LINE):
            self._done += len(data)
            yield data.decode(encoding, errors="replace").removeprefix(MARK)


class _Remembering:
    """Lines with the first one, already looked at, put back."""

    def __init__(self, first: str, rest: Iterable[str]) -> None:
        self._first = first
        self._rest = rest

    def __iter__(self) -> Iterator[str]:
        if self._first:
            yield self._first
        yield from self._rest


def _encoding_of(sample: bytes) -> str:
    """UTF-8 unless the sample is none; a letter may be cut at its end."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start >= len(sample) - 3 and len(sample) == _SAMPLE else "cp1251"
    return "utf-8"


def _json(line: str) -> Mapping[str, Any] | AssistantError:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return TicketError("строка — не JSON")
    return data if isinstance(data, dict) else TicketError("нужен объект JSON")


def _ticket(values: Mapping[str, Any] | AssistantError, local: Local) -> PastTicket:
    if isinstance(values, AssistantError):
        raise values
    fields = {field: _text(field, values.get(field)) for field in FIELDS}
    lacking = [field for field in REQUIRED if not fields[field]]
    if lacking:
        raise TicketError(f"нет поля {lacking[0]} ({TITLES[lacking[0]].lower()})")
    number = fields["id"]
    if len(number) > MAX_ID or not number.isprintable():
        raise TicketError("номер не годится: он длинный или в нём перевод строки")
    return PastTicket(
        number,
        fields["client"],
        fields["text"],
        _moment(fields["created"], local),
        _moment(fields["closed"], local) if fields["closed"] else None,
        fields["resolution"],
    )


def _text(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TicketError(f"поле {field} — не текст")
    text = clean(str(value))
    if len(text) > MAX_CHARACTERS:
        raise TicketError(f"в поле {field} больше {MAX_CHARACTERS // 1000} тысяч знаков")
    # Of a letter every byte is kept, of a name or a date the spaces around it mean nothing.
    return text if field in {"text", "resolution"} and text.strip() else text.strip()


def _moment(text: str, local: Local) -> datetime:
    for form in _DOTTED:
        try:
            text = datetime.strptime(text, form).isoformat()  # noqa: DTZ007  local() gives the zone
            break
        except ValueError:
            continue
    return local(read_moment(text))
