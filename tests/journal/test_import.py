"""Past tickets in and out of files: good lines kept, bad ones told, nothing run by a spreadsheet."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from assistant.errors import JournalError
from assistant.journal import exporting, past
from assistant.journal.columns import guessed, parse
from assistant.journal.importing import Imported, import_tickets
from assistant.journal.integrity import count
from assistant.journal.journal import Journal
from assistant.journal.reading import BadLine, TicketFile
from assistant.journal.records import PastTicket
from assistant.journal.spreadsheet import neutral, plain
from assistant.journal.tables import PAST_TICKETS
from assistant.settings import Settings
from tests.journal import cases

GOOD = {
    "id": "7",
    "client": "Ирина",
    "text": "Не приходит код\nвторой день",
    "created": "2026-11-20T12:00",
    "closed": "2026-11-20T18:30:00+03:00",
    "resolution": "Исправили",
}


def local(moment: datetime) -> datetime:
    return moment.astimezone(cases.MOSCOW) if moment.tzinfo else moment.replace(tzinfo=cases.MOSCOW)


def file_of(
    content: str, name: str = "x.jsonl", encoding: str = "utf-8", /, **columns: str
) -> TicketFile:
    return TicketFile(name, io.BytesIO(content.encode(encoding)), local, columns)


def lines_of(*objects: object) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def found_in(file: TicketFile) -> list[PastTicket | BadLine]:
    return [line.found for line in file]


@pytest.fixture
def sqlite(tmp_path: Path) -> Journal:
    return Journal.from_settings(Settings(state=tmp_path / "state"))


def test_a_line_of_the_contract() -> None:
    assert found_in(file_of(lines_of(GOOD))) == [
        PastTicket(
            "7",
            "Ирина",
            "Не приходит код\nвторой день",
            datetime(2026, 11, 20, 12, 0, tzinfo=cases.MOSCOW),
            datetime(2026, 11, 20, 18, 30, tzinfo=cases.MOSCOW),
            "Исправили",
        )
    ]


def test_what_need_not_be_there() -> None:
    short = {"id": 7, "text": "Код", "created": "20.11.2026 12:00:05", "closed": None, "лишнее": []}
    assert found_in(file_of("\n" + lines_of(short) + "  \n")) == [
        PastTicket("7", "", "Код", datetime(2026, 11, 20, 12, 0, 5, tzinfo=cases.MOSCOW), None, "")
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{не json", "строка — не JSON"),
        ("[" * 100_000, "строка — не JSON"),
        ("[1]", "нужен объект JSON"),
        (json.dumps({**GOOD, "id": ""}), "нет поля id (номер)"),
        (json.dumps({**GOOD, "text": " \n"}), "нет поля text (текст)"),
        (json.dumps({**GOOD, "created": None}), "нет поля created (поступило)"),
        (json.dumps({**GOOD, "text": ["а"]}), "поле text — не текст"),
        (json.dumps({**GOOD, "client": True}), "поле client — не текст"),
        (json.dumps({**GOOD, "id": "1\n2"}), "номер не годится"),
        (json.dumps({**GOOD, "id": "1" * 201}), "номер не годится"),
        (json.dumps({**GOOD, "created": "вчера"}), "«вчера» — не время"),
        (json.dumps({**GOOD, "created": "1026-11-20"}), "«1026-11-20» — не тот год"),
        (json.dumps({**GOOD, "created": "20.11.1026"}), "«1026-11-20T00:00:00» — не тот год"),
        (json.dumps({**GOOD, "closed": "2026-13-01"}), "«2026-13-01» — не время"),
        (json.dumps({**GOOD, "text": "а" * 200_001}), "в поле text больше 200 тысяч знаков"),
    ],
)
def test_a_bad_line_is_told_with_its_number(line: str, problem: str) -> None:
    good, bad, after = found_in(file_of(lines_of(GOOD) + line + "\n" + lines_of(GOOD)))
    assert isinstance(bad, BadLine)
    assert bad.number == 2
    assert bad.problem.startswith(problem)
    assert isinstance(good, PastTicket)
    assert good == after


def test_the_longest_ticket_fits_in_any_spelling() -> None:
    longest = {**GOOD, "text": "ы" * 200_000, "resolution": "ы" * 200_000}
    (found,) = found_in(file_of(json.dumps(longest) + "\n"))
    assert isinstance(found, PastTicket)
    table = f"id;text;created\n1;{'ы' * 200_000};2026-11-20\n"
    (found,) = found_in(file_of(table, "x.csv"))
    assert isinstance(found, PastTicket)


def test_import_keeps_the_good_lines_and_may_be_repeated(journal: Journal) -> None:
    text = lines_of(GOOD, {"id": "8"}, {**GOOD, "id": "9"})
    told: list[int] = []
    bad = [BadLine(2, "нет поля text (текст)")]
    first = import_tickets(journal, file_of(text), told.append)
    assert first == Imported(past.Taken(new=2), bad)
    assert told == [len(text.encode())]
    assert import_tickets(journal, file_of(text), told.append) == Imported(past.Taken(same=2), bad)
    assert [each.id for each in past.every(journal)] == ["7", "9"]


def test_progress_is_told_for_what_is_on_disk(sqlite: Journal) -> None:
    text = lines_of(*({**GOOD, "id": str(number)} for number in range(1_100)))
    steps: list[tuple[int, int]] = []
    import_tickets(
        sqlite,
        file_of(text),
        lambda done: steps.append((done, count(sqlite.database, PAST_TICKETS))),
    )
    assert [count for _, count in steps] == [500, 1_000, 1_100]
    assert steps[-1][0] == len(text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_of_a_crm(delimiter: str, encoding: str) -> None:
    heads = ["Дата создания", "Номер", "ФИО", "Описание", "Лишнее"]
    cells = ["20.11.2026 12:00", "7", "Ирина", '"Код ""4""\r\nне подходит"', ""]
    text = delimiter.join(heads) + "\r\n" + delimiter.join(cells) + "\r\n\r\n"
    assert found_in(file_of(text, "обращения.csv", encoding)) == [
        PastTicket("7", "Ирина", 'Код "4"\r\nне подходит', cases.NOON, None, "")
    ]


def test_heads_are_shown_and_the_file_read_after_that() -> None:
    file = file_of("Номер;Описание;Дата\n7;Код;20.11.2026\n", "x.csv")
    assert file.heads() == ["Номер", "Описание", "Дата"]
    assert len(found_in(file)) == 1


def test_columns_an_editor_chose() -> None:
    text = "a;b;c\n7;Код;20.11.2026\n"
    (found,) = found_in(file_of(text, "x.csv", id="a", text="b", created="c"))
    assert isinstance(found, PastTicket)
    assert (found.id, found.text) == ("7", "Код")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, r"Не ясно, в каком столбце: id \(номер\), text \(текст\), created \(поступило\)"),
        ({"id": "нет"}, "Столбца «нет» в таблице нет. Есть: a, b"),
    ],
)
def test_columns_that_do_not_fit(columns: dict[str, str], said: str) -> None:
    with pytest.raises(JournalError, match=said):
        found_in(file_of("a;b\n1;2\n", "x.csv", **columns))


def test_bad_rows_of_a_table_are_told_with_their_first_line() -> None:
    text = 'id;text;created\n1;"два\nряда";2026-11-20\n2;лишнее;2026-11-20;x\n3;;2026-11-20\n'
    good, wide, empty = found_in(file_of(text, "x.csv"))
    assert isinstance(good, PastTicket)
    assert wide == BadLine(4, "столбцов 4, а в первой строке 3; проверьте кавычки")
    assert empty == BadLine(5, "нет поля text (текст)")


def test_an_empty_table() -> None:
    with pytest.raises(JournalError, match="Не ясно, в каком столбце"):
        found_in(file_of("", "x.csv"))
    assert found_in(file_of("")) == []


def test_pairs_of_columns() -> None:
    assert parse("id=Номер, text = Описание,") == {"id": "Номер", "text": "Описание"}
    for wrong in ("id", "id=", "номер=Номер"):
        with pytest.raises(JournalError, match="не годится"):
            parse(wrong)


def test_of_two_columns_with_one_meaning_the_first_is_taken() -> None:
    assert guessed(["Текст", "ТЕКСТ", "Дата"])["text"] == "Текст"


@pytest.mark.parametrize("value", ["=1+1", "+7 900", "-1", "@x", "\t=1", "'=1", "'", "обычный", ""])
def test_cells_come_back(value: str) -> None:
    assert plain(neutral(value)) == value
    assert not neutral(value).startswith(("=", "+", "-", "@", "\t"))


def test_export_and_import_give_the_same_tickets(sqlite: Journal) -> None:
    tickets = [
        cases.PAST,
        cases.past(
            "2", text='=HYPERLINK("http://x"); "кавычки"\nи строка', client="-Ирина", closed=None
        ),
    ]
    past.take(sqlite, tickets)
    rows = [exporting.ticket_row(each, local) for each in past.every(sqlite)]
    jsonl = "".join(exporting.as_json_lines(rows))
    table = "".join(exporting.as_csv(rows))
    expected = sorted(tickets, key=lambda each: each.id)
    assert found_in(file_of(jsonl)) == expected
    assert found_in(file_of(table, "x.csv")) == expected
    assert json.loads("".join(exporting.as_json(rows))) == rows
    assert json.loads("".join(exporting.as_json([]))) == []
    assert "\"'=HYPERLINK" in table
    assert ";'-Ирина;" in table


def test_an_answer_as_a_row() -> None:
    row = exporting.answer_row(cases.ANSWER, local)
    assert tuple(sorted(row)) == tuple(sorted(exporting.ANSWER_FIELDS))
    assert row["received"] == "2026-11-20T12:00:00+03:00"
    assert row["requests"][0] == {"id": "База/Вход.md#sms-registration", "similarity": 0.91}
    table = "".join(exporting.as_csv([row], exporting.ANSWER_FIELDS))
    assert table.count("\r\n") == 2
    assert '""similarity"": 0.91' in table
