"""The tables come from migrations alone, which keep what was there."""

from __future__ import annotations

import threading

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assistant.errors import JournalDamaged, JournalError
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.journal.schema import HEAD, MIGRATIONS, version_of
from assistant.journal.tables import METADATA
from assistant.settings import Settings
from tests.journal import cases


def config_of(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def test_the_newest_step_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_tables_are_those_the_program_reads(journal: Journal) -> None:
    with journal.database.reading() as connection:
        command.check(config_of(connection))
        assert version_of(connection) == HEAD
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_a_missing_column_would_be_found(journal: Journal) -> None:
    with journal.database.writing() as connection:
        connection.execute(text("ALTER TABLE promise ADD COLUMN stray TEXT"))
    with (
        journal.database.reading() as connection,
        pytest.raises(Exception, match="New upgrade operations detected"),
    ):
        command.check(config_of(connection))


def test_down_and_up_again(journal: Journal) -> None:
    with journal.database.writing() as connection:
        command.downgrade(config_of(connection), "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        command.upgrade(config_of(connection), "head")
    answers.record(journal, cases.ANSWER)
    assert answers.load(journal, cases.ANSWER.id) == cases.ANSWER


def test_promises_of_the_first_version_have_no_source(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    with journal.database.writing() as connection:
        command.downgrade(config_of(connection), "0001")
    with journal.database.writing() as connection:
        command.upgrade(config_of(connection), "head")
    assert answers.load(journal, cases.ANSWER.id) == cases.ANSWER


def test_opening_again_keeps_everything(settings: Settings) -> None:
    first = Journal.from_settings(settings)
    answers.record(first, cases.ANSWER)
    first.close()
    second = Journal.from_settings(settings)
    assert answers.load(second, cases.ANSWER.id) == cases.ANSWER
    second.close()


def test_a_later_version_is_refused_untouched(settings: Settings) -> None:
    journal = Journal.from_settings(settings)
    with journal.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(JournalDamaged, match=r"более новой версией программы \(9999"):
        Journal.from_settings(settings)
    journal.close()


def test_a_failed_step_leaves_the_database_empty(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.journal.schema.MIGRATIONS", MIGRATIONS / "нет такой")
    with pytest.raises(JournalError, match="версия таблиц head этой программе неизвестна"):
        Journal.from_settings(settings)
    monkeypatch.undo()
    journal = Journal.from_settings(settings)
    answers.record(journal, cases.ANSWER)
    journal.close()


def test_many_may_open_a_new_journal_at_once(settings: Settings) -> None:
    problems: list[BaseException] = []

    def open_and_write(number: int) -> None:
        try:
            journal = Journal.from_settings(settings)
            answers.record(journal, cases.answer(id=f"{number:016}"))
            journal.close()
        except BaseException as error:  # noqa: BLE001  a thread's failure is the finding
            problems.append(error)

    threads = [threading.Thread(target=open_and_write, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert problems == []
    journal = Journal.from_settings(settings)
    assert all(answers.load(journal, f"{number:016}") for number in range(8))
    journal.close()
