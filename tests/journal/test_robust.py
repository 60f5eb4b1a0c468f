"""What was acknowledged is there, whatever happens to the process, the disk, the file or the folder."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import JournalError
from assistant.journal import answers
from assistant.journal.integrity import count, full_check
from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWERS
from assistant.settings import ROOT, Settings
from tests.journal import cases

_NOBODY = 65_534


def start(state: Path, prefix: str, number: int, *limit: int) -> subprocess.Popen[str]:
    words = [str(state), prefix, str(number), *map(str, limit)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journal.writer", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def written(process: subprocess.Popen[str]) -> tuple[list[str], list[str]]:
    """Acknowledged answers and complaints of a writer that has ended."""
    output, _ = process.communicate(timeout=120)
    lines = output.splitlines()
    return [each for each in lines if not each.startswith("!")], [
        each for each in lines if each.startswith("!")
    ]


def lost(state: Path, acknowledged: list[str]) -> list[str]:
    """Acknowledged answers that are not in the journal, which must be sound."""
    with closing(Journal.from_settings(Settings(state=state))) as journal:
        assert full_check(journal.database, journal.key) == ()
        return [each for each in acknowledged if answers.load(journal, each) is None]


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_process_killed_while_it_writes_loses_nothing(after: int, tmp_path: Path) -> None:
    process = start(tmp_path, "k", 100_000)
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    rest, complaints = written(process)
    assert process.returncode == -signal.SIGKILL
    assert complaints == []
    assert len(told + rest) >= after
    assert lost(tmp_path, told + rest) == []


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    acknowledged, complaints = written(start(tmp_path, "f", 100_000, 600_000))
    assert len(acknowledged) > 10
    assert len(complaints) == 1
    assert "кончилось место" in complaints[0]
    assert lost(tmp_path, acknowledged) == []
    again, complaints = written(start(tmp_path, "g", 5))
    assert complaints == []
    assert lost(tmp_path, acknowledged + again) == []


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [start(tmp_path, prefix, 50) for prefix in ("a", "b")]
    found = [written(process) for process in both]
    assert [complaints for _, complaints in found] == [[], []]
    acknowledged = [each for told, _ in found for each in told]
    assert len(acknowledged) == 100
    assert lost(tmp_path, acknowledged) == []


def test_a_writer_waits_for_its_turn(tmp_path: Path) -> None:
    with closing(Journal.from_settings(Settings(state=tmp_path))) as journal:
        with closing(sqlite3.connect(tmp_path / "journal.sqlite3")) as holder:
            holder.execute("BEGIN IMMEDIATE")
            process = start(tmp_path, "w", 1)
            time.sleep(1.5)
            assert count(journal.database, ANSWERS) == 0
            holder.rollback()
            assert written(process) == (["w000000"], [])
        assert count(journal.database, ANSWERS) == 1


def test_a_file_held_too_long_is_told_and_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.journal.database.WAIT_SECONDS", 0.2)
    with closing(Journal.from_settings(Settings(state=tmp_path))) as journal:
        answers.record(journal, cases.ANSWER)
        with closing(sqlite3.connect(tmp_path / "journal.sqlite3")) as holder:
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(JournalError, match="занят другой программой"):
                answers.record(journal, cases.answer(id="00000000000000b2"))
            assert answers.load(journal, cases.ANSWER.id) == cases.ANSWER
        answers.record(journal, cases.answer(id="00000000000000b2"))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may look into."""
    folder = Path(tempfile.mkdtemp(prefix="journal-"))
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Root may write everywhere; as somebody else the test is told what agents are told."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    yield
    os.seteuid(0)


@pytest.fixture
def closed_folder(open_folder: Path) -> Path:
    """A folder with a journal that nobody may write to."""
    with closing(Journal.from_settings(Settings(state=open_folder))) as journal:
        answers.record(journal, cases.ANSWER)
    for file in open_folder.iterdir():
        file.chmod(0o444)
    open_folder.chmod(0o555)
    return open_folder


def test_a_folder_that_may_only_be_read_is_told(closed_folder: Path, as_nobody: None) -> None:
    with (
        pytest.raises(JournalError, match="нельзя открыть или записать"),
        closing(Journal.from_settings(Settings(state=closed_folder))) as journal,
    ):
        answers.record(journal, cases.answer(id="00000000000000b2"))


def test_a_folder_that_cannot_be_made_is_told(closed_folder: Path, as_nobody: None) -> None:
    with pytest.raises(JournalError, match="нельзя открыть или записать"):
        Journal.from_settings(Settings(state=closed_folder / "внутри"))


def test_a_file_deleted_under_an_open_journal_is_told(tmp_path: Path) -> None:
    with closing(Journal.from_settings(Settings(state=tmp_path))) as journal:
        (tmp_path / "journal.sqlite3").unlink()
        with pytest.raises(JournalError, match="нельзя открыть или записать"):
            answers.record(journal, cases.ANSWER)
        assert not (tmp_path / "journal.sqlite3").exists()


def test_a_server_that_goes_away_and_comes_back(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, journal_url=postgres_url)
    with closing(Journal.from_settings(settings)) as journal:
        answers.record(journal, cases.ANSWER)
        with journal.database.reading() as connection:
            number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with closing(Journal.from_settings(settings)) as other, other.database.writing() as admin:
            admin.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
        assert answers.load(journal, cases.ANSWER.id) == cases.ANSWER
