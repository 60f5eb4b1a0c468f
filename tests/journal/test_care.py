"""Copies, restoring, erasing and checking, on both databases and from each to the other."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from assistant.errors import JournalDamaged, JournalError
from assistant.journal import answers, past
from assistant.journal.backup import back_up
from assistant.journal.erasing import Erased, erase_client, prune
from assistant.journal.integrity import count, full_check
from assistant.journal.journal import Journal
from assistant.journal.keys import Key
from assistant.journal.records import Correction
from assistant.journal.restoring import restore
from assistant.journal.tables import ANSWER_REQUESTS, ANSWERS, METADATA
from assistant.settings import Settings
from tests.journal import cases

CORRECTION = Correction(cases.NOON, "Борис", "level", "standard", "emergency", "Стоит посёлок")


def fill(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    answers.correct(journal, cases.ANSWER.id, CORRECTION)
    past.take(journal, [cases.PAST, cases.past("400002", client="")])


def is_filled(journal: Journal) -> bool:
    expected = replace(cases.ANSWER, corrections=(CORRECTION,))
    tickets = [cases.PAST, cases.past("400002", client="")]
    return answers.load(journal, expected.id) == expected and list(past.every(journal)) == tickets


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of another journal, on the other database than ``settings``."""
    is_file = not request.getfixturevalue("settings").journal_url
    url = request.getfixturevalue("postgres_url") if is_file else ""
    return Settings(state=tmp_path / "other", journal_url=url)


@pytest.fixture
def copy(journal: Journal, tmp_path: Path) -> Path:
    fill(journal)
    file = tmp_path / "копия"
    assert back_up(journal, file) == tmp_path / "копия.key"
    return file


def test_a_copy_is_two_files_for_their_owner_alone(copy: Path) -> None:
    made = sorted(each.name for each in copy.parent.iterdir() if each.is_file())
    assert made == ["копия", "копия.key"]
    assert {stat.S_IMODE((copy.parent / name).stat().st_mode) for name in made} == {0o600}


def test_a_copy_is_restored_elsewhere(copy: Path, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "new")
    restored = restore(settings, copy)
    assert (restored.answers, restored.tickets, restored.kept) == (1, 2, None)
    with closing(Journal.from_settings(settings)) as journal:
        assert is_filled(journal)
        answers.correct(journal, cases.ANSWER.id, CORRECTION)


def test_a_copy_is_restored_in_the_other_database(copy: Path, other: Settings) -> None:
    restore(other, copy)
    with closing(Journal.from_settings(other)) as journal:
        assert is_filled(journal)
        answers.correct(journal, cases.ANSWER.id, CORRECTION)
        again = copy.with_name("вторая")
        back_up(journal, again)
        assert full_check(journal.database, journal.key) == ()
    third = Settings(state=copy.parent / "third")
    restore(third, again)
    with closing(Journal.from_settings(third)) as journal:
        found = answers.load(journal, cases.ANSWER.id)
        assert found is not None
        assert found.corrections == (CORRECTION, CORRECTION)


def test_restoring_takes_the_place_of_a_sound_journal_which_is_kept(
    copy: Path, journal: Journal, settings: Settings
) -> None:
    answers.record(journal, cases.answer(id="00000000000000b2"))
    restored = restore(settings, copy)
    assert is_filled(journal)
    assert answers.load(journal, "00000000000000b2") is None
    assert restored.kept is not None
    restore(settings, restored.kept)
    assert answers.load(journal, "00000000000000b2") is not None


def test_a_copy_is_of_one_moment_while_others_write(journal: Journal, tmp_path: Path) -> None:
    fill(journal)
    with journal.database.writing() as connection:
        connection.execute(update(ANSWERS).values(agent="Не записано"))
        back_up(journal, tmp_path / "копия")
    restored = Settings(state=tmp_path / "new")
    restore(restored, tmp_path / "копия")
    with closing(Journal.from_settings(restored)) as found:
        assert is_filled(found)


def test_a_copy_without_its_key_is_refused(copy: Path, tmp_path: Path) -> None:
    key = tmp_path / "копия.key"
    key.unlink()
    settings = Settings(state=tmp_path / "new")
    with pytest.raises(JournalError, match=r"Положите рядом файл копия\.key"):
        restore(settings, copy)
    Key.new().save(key)
    with pytest.raises(JournalError, match="Ключа к копии"):
        restore(settings, copy)
    assert [each.name for each in settings.state.iterdir()] == []


@pytest.mark.parametrize(("cut", "is_known"), [(0, False), (10, False), (-300, False), (-1, True)])
def test_a_broken_copy_is_refused_and_the_journal_stays(
    cut: int, is_known: bool, copy: Path, journal: Journal, settings: Settings
) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[:cut])
    if not is_known:
        shutil.move(copy.with_name("копия.key"), settings.state / "journal.key")
    with pytest.raises(JournalError, match=r"не годится: .*журнал остался прежним"):
        restore(settings, copy)
    assert is_filled(journal)


def test_a_changed_line_of_a_dump_is_refused(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state", journal_url=postgres_url)
    copy = tmp_path / "копия"
    with closing(Journal.from_settings(settings)) as journal:
        fill(journal)
        back_up(journal, copy)
        (tmp_path / "копия.key").unlink()
        copy.write_bytes(copy.read_bytes().replace("Анна".encode(), "Инна".encode()))
        with pytest.raises(JournalError, match="обрывается или изменена"):
            restore(settings, copy)
        copy.write_text('{"journal": 2}\n{"rows": 0}\n', encoding="utf-8")
        with pytest.raises(JournalError, match="формат 2, а нужен 1"):
            restore(settings, copy)


def test_a_damaged_journal_is_told_moved_aside_and_mended(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state")
    with closing(Journal.from_settings(settings)) as journal:
        fill(journal)
        back_up(journal, tmp_path / "копия")
    file = settings.state / "journal.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[4096 : len(data) - 4096] = os.urandom(len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(JournalDamaged, match=r"journal restore ФАЙЛ.*отвечает и без"):
        Journal.from_settings(settings)
    restored = restore(settings, tmp_path / "копия")
    assert restored.kept is not None
    assert restored.kept.read_bytes() == data
    with closing(Journal.from_settings(settings)) as journal:
        assert is_filled(journal)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").write_bytes(b"no database, but a text of some length" * 200)
    with pytest.raises(JournalDamaged, match="повреждён"):
        Journal.from_settings(Settings(state=tmp_path))


def test_a_copy_that_cannot_be_written(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"Копия .* не записана: No such file"):
        back_up(journal, tmp_path / "нет папки" / "копия")
    assert not list(tmp_path.glob("*.part"))


def test_a_client_is_erased_in_any_order_of_the_name(journal: Journal) -> None:
    fill(journal)
    answers.record(journal, cases.answer(id="00000000000000b2", client="Ольга"))
    assert erase_client(journal, "ёлкина  ИРИНА") == Erased(answers=1, tickets=1)
    assert answers.load(journal, cases.ANSWER.id) is None
    assert answers.load(journal, "00000000000000b2") is not None
    assert [each.id for each in past.every(journal)] == ["400002"]
    with journal.database.reading() as connection:
        left = connection.execute(select(func.count()).select_from(ANSWER_REQUESTS)).scalar()
    assert left == len(cases.ANSWER.requests)
    assert erase_client(journal, "Ирина Ёлкина").nothing
    assert erase_client(journal, "").nothing


def test_nothing_of_the_erased_is_left_on_the_disk(tmp_path: Path) -> None:
    with closing(Journal.from_settings(Settings(state=tmp_path))) as journal:
        mark = "Неповторимое слово гиппопотам"
        past.take(journal, [cases.past(str(each), text=mark) for each in range(300)])
        assert any(mark.encode() in file.read_bytes() for file in tmp_path.iterdir())
        erase_client(journal, cases.PAST.client)
        for file in tmp_path.iterdir():
            assert mark.encode() not in file.read_bytes()
            assert "гиппопотам".encode() not in file.read_bytes()


def test_the_old_is_pruned(journal: Journal) -> None:
    fill(journal)
    open_ticket = cases.past("400003", closed=None)
    past.take(journal, [open_ticket])
    moment = cases.PAST.closed
    assert moment is not None
    assert prune(journal, moment) == Erased(answers=0, tickets=1)
    assert prune(journal, moment + timedelta(seconds=1)) == Erased(answers=0, tickets=2)
    assert prune(journal, cases.ANSWER.copied) == Erased(0, 0)
    assert prune(journal, cases.ANSWER.copied + timedelta(seconds=1)) == Erased(1, 0)


def test_what_is_wrong_is_found(journal: Journal) -> None:
    fill(journal)
    assert full_check(journal.database, journal.key) == ()
    with journal.database.writing() as connection:
        connection.execute(update(ANSWERS).values(sealed="не шифр"))
    problem = f"Личные данные ответа {cases.ANSWER.id} не открываются."
    assert full_check(journal.database, journal.key) == (problem,)


def test_rows_without_their_answer_are_found(tmp_path: Path) -> None:
    with closing(Journal.from_settings(Settings(state=tmp_path))) as journal:
        fill(journal)
        with closing(sqlite3.connect(tmp_path / "journal.sqlite3")) as connection, connection:
            connection.execute("DELETE FROM answer")
        assert full_check(journal.database, journal.key) == ("Есть строки без своего ответа.",)


def test_copies_keep_every_table(copy: Path, other: Settings) -> None:
    restore(other, copy)
    with closing(Journal.from_settings(other)) as journal:
        counts = {each.name: count(journal.database, each) for each in METADATA.sorted_tables}
    assert counts == {
        "note": 1,
        "answer": 1,
        "answer_request": 2,
        "correction": 1,
        "promise": 1,
        "past_ticket": 2,
    }


def test_a_copy_of_a_later_version_is_refused(copy: Path, journal: Journal, tmp_path: Path) -> None:
    with journal.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(journal, copy)
    with pytest.raises(JournalError, match="9999"):
        restore(Settings(state=tmp_path / "new"), copy)
