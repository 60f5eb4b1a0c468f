"""`python -m assistant journal …`: contract, exit codes, Russian messages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.commands.parser import run
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.settings import ROOT, Settings
from assistant.ui.drafts import Drafts
from assistant.ui.working_draft import WorkingDraft
from tests.journal import cases

LINE = {
    "id": "7",
    "client": "Ирина Ёлкина",
    "text": "Не приходит код на +7 900 000-00-01",
    "created": "2026-11-20T12:00:00+03:00",
    "closed": None,
    "resolution": "",
}
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.setenv("ASSISTANT_STATE", str(settings.state))
    monkeypatch.setenv("ASSISTANT_JOURNAL_URL", settings.journal_url)

    def run_command(*arguments: object) -> tuple[int, str, str]:
        code = run(["journal", *(str(each) for each in arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "обращения.jsonl"
    file.write_text(json.dumps(LINE, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def test_what_was_imported_is_exported(command: Command, file: Path) -> None:
    code, out, _ = command("import", file)
    assert (code, out) == (0, "Новых — 1, изменённых — 0, прежних — 0, не принято строк — 0.\n")
    code, out, err = command("export")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [LINE]
    assert json.loads(command("export", "--json")[1]) == [LINE]
    table = command("export", "--csv")[1]
    assert table.startswith("\ufeffid;client;text;created;closed;resolution\r\n7;Ирина Ёлкина;")


def test_bad_lines_are_told_with_file_and_number(command: Command, file: Path) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"id": "8"}\nмусор\n')
    code, out, err = command("import", file)
    assert code == 1
    assert out == "Новых — 1, изменённых — 0, прежних — 0, не принято строк — 2.\n"
    assert f"{file}:2: нет поля text (текст)\n{file}:3: строка — не JSON\n" in err


def test_a_table_with_columns_named(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "crm.csv"
    table.write_text("N;Что;Когда\n7;Код;20.11.2026 12:00\n", encoding="cp1251")
    assert command("import", table)[0] == 1
    assert "Не ясно, в каком столбце" in command("import", table)[2]
    assert command("import", "--columns", "id=N,text=Что,created=Когда", table)[0] == 0
    assert json.loads(command("export")[1])["text"] == "Код"


def test_answers_are_exported_too(command: Command, settings: Settings) -> None:
    journal = Journal.from_settings(settings)
    answers.record(journal, cases.ANSWER)
    journal.close()
    found = json.loads(command("export", "--answers")[1])
    assert (found["id"], found["sent"]) == (cases.ANSWER.id, cases.SENT)
    assert command("export", "--answers", "--csv")[1].count("\r\n") == 2
    assert command("export")[1] == ""


@pytest.mark.parametrize("arguments", [(), ("import",), ("нет",), ("export", "--csv", "--json")])
def test_wrong_usage(arguments: tuple[str, ...], command: Command) -> None:
    code, _, err = command(*arguments)
    assert code == 2
    assert err.startswith("Команда набрана неверно: ")


def test_a_file_that_is_not_there(command: Command) -> None:
    assert command("import", "/нет/такого.jsonl") == (2, "", "Файла нет: /нет/такого.jsonl\n")


def test_copy_and_back(command: Command, file: Path, tmp_path: Path) -> None:
    command("import", file)
    copy = tmp_path / "копия"
    code, out, _ = command("backup", copy)
    assert (code, out) == (
        0,
        f"Копия записана: {copy}. Ключ к ней: {copy}.key. Храните их порознь.\n",
    )
    assert command("erase", "--client", "ИРИНА елкина")[0] == 0
    assert command("export")[1] == ""
    code, out, _ = command("restore", copy)
    assert (code, out) == (0, "Возвращено ответов — 0, прошлых обращений — 1.\n")
    assert [json.loads(command("export")[1])] == [LINE]
    assert "Прежний журнал: " in command("restore", copy)[1]


def test_a_client_is_erased_with_drafts(command: Command, file: Path, settings: Settings) -> None:
    command("import", file)
    drafts = Drafts(settings.state)
    drafts.save(WorkingDraft("0" * 16, "владелец", text="Код", client="ирина ЁЛКИНА"), 0)
    drafts.save(WorkingDraft("1" * 16, "владелец", text="Код"), 0)
    code, out, _ = command("erase", "--client", "Ёлкина Ирина")
    assert code == 0
    assert out.startswith("Стёрто ответов — 0, прошлых обращений — 1, черновиков — 1.\nВ копиях")
    assert [each.draft.id for each in drafts.of_owner("владелец")] == ["1" * 16]
    code, out, _ = command("erase", "--client", "Ёлкина Ирина")
    assert code == 1
    assert "Такого имени в журнале нет" in out
    assert command("erase", "--client", " ")[0] == 1
    assert len(drafts.of_owner("владелец")) == 1


def test_the_old_is_pruned(command: Command, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({**LINE, "id": "8", "created": "2001-01-01"}) + "\n")
    command("import", file)
    code, _, err = command("prune")
    assert (code, err) == (
        2,
        "Срок хранения не задан. Укажите --days N или journal_days в настройках.\n",
    )
    assert command("prune", "--days", 9000)[1] == "Стёрто ответов — 0, прошлых обращений — 1.\n"
    monkeypatch.setenv("ASSISTANT_JOURNAL_DAYS", "9000")
    assert command("prune")[1] == "Стёрто ответов — 0, прошлых обращений — 0.\n"


def test_a_sound_journal(command: Command, file: Path) -> None:
    command("import", file)
    code, out, _ = command("check")
    assert code == 0
    assert out.endswith(": ответов — 0, прошлых обращений — 1.\nПовреждений нет.\n")


def test_a_damaged_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    (tmp_path / "journal.sqlite3").write_bytes(b"no database at all" * 500)
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "journal", "check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"Журнал {tmp_path / 'journal.sqlite3'} повреждён. ")
