"""The journal keeps what it is given, on both databases, and no private data in the clear."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import JournalError, SettingsError
from assistant.journal import answers, past
from assistant.journal.database import Database
from assistant.journal.integrity import count
from assistant.journal.journal import Journal
from assistant.journal.keys import Key
from assistant.journal.records import Correction, Verdict
from assistant.journal.tables import ANSWERS, METADATA, PAST_TICKETS
from assistant.settings import Settings
from tests.journal import cases

CORRECTION = Correction(cases.NOON, "Борис", "level", "standard", "emergency", "Стоит весь посёлок")


def test_an_answer_comes_back_as_it_was(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    assert answers.load(journal, cases.ANSWER.id) == cases.ANSWER
    assert answers.load(journal, "00000000000000ff") is None


def test_copied_again_an_answer_is_replaced_and_keeps_its_feedback(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    answers.correct(journal, cases.ANSWER.id, CORRECTION)
    answers.rate(journal, cases.ANSWER.id, -1)
    later = cases.answer(sent="Иначе", edited_share=1.0, requests=(), promises=())
    answers.record(journal, later)
    expected = replace(later, rating=-1, corrections=(CORRECTION,))
    assert answers.load(journal, later.id) == expected
    answers.rate(journal, later.id, None)
    assert answers.load(journal, later.id) == replace(expected, rating=None)


def test_rulings_of_the_desk_are_those_of_the_last_copy(journal: Journal) -> None:
    ruled = replace(CORRECTION, field="kind", is_from_desk=True)
    answers.record(journal, cases.answer(corrections=(ruled,)))
    answers.correct(journal, cases.ANSWER.id, CORRECTION)
    again = replace(ruled, became="complaint")
    answers.record(journal, cases.answer(corrections=(again,)))
    found = answers.load(journal, cases.ANSWER.id)
    assert found is not None
    assert set(found.corrections) == {CORRECTION, again}
    answers.record(journal, cases.ANSWER)
    found = answers.load(journal, cases.ANSWER.id)
    assert found is not None
    assert found.corrections == (CORRECTION,)


def test_texts_no_database_takes_are_mended(journal: Journal) -> None:
    past.take(journal, [cases.past("1", text="код\0 не \ud800приходит", client="Ив\0ан")])
    found = past.read(journal, ["1"])["1"]
    assert found.text == "код\ufffd не \ufffdприходит"
    assert found.client == "Ив\ufffdан"


def test_a_strange_name_of_the_client_is_masked_too(journal: Journal) -> None:
    strange = cases.past("1", client="Аль-Джурайд Жъыщ", text="Пишет ЖЪЫЩ: код не приходит ⟦имя-1⟧")
    past.take(journal, [strange])
    with journal.database.reading() as connection:
        stored = connection.execute(select(PAST_TICKETS.c.text)).scalar_one()
    assert "ЖЪЫЩ" not in stored
    assert "код не приходит ⟦имя-1⟧" in stored
    assert past.read(journal, ["1"])["1"] == strange


def test_feedback_on_an_answer_that_is_gone_is_refused(journal: Journal) -> None:
    with pytest.raises(JournalError, match="Такого ответа в журнале нет"):
        answers.correct(journal, "00000000000000ff", CORRECTION)
    with pytest.raises(JournalError, match="Такого ответа в журнале нет"):
        answers.rate(journal, "00000000000000ff", 1)


def test_a_failed_write_leaves_nothing_behind(journal: Journal) -> None:
    wrong = cases.answer(verdict=Verdict("in", "", None, "standard", False, False, ""))  # type: ignore[arg-type]
    with pytest.raises(JournalError):
        answers.record(journal, wrong)
    assert answers.load(journal, wrong.id) is None


def test_past_tickets_are_taken_once(journal: Journal) -> None:
    two = [cases.PAST, cases.past("400002", closed=None, client="")]
    assert past.take(journal, two) == past.Taken(new=2)
    assert past.take(journal, two) == past.Taken(same=2)
    changed = [cases.past("400001", resolution="Иначе"), cases.past("400003")]
    assert past.take(journal, changed) == past.Taken(new=1, changed=1)
    assert list(past.every(journal)) == [changed[0], two[1], changed[1]]
    assert past.read(journal, ["400002", "нет такого"]) == {"400002": two[1]}
    assert count(journal.database, PAST_TICKETS) == 3


def test_of_one_number_twice_in_a_batch_the_last_stays(journal: Journal) -> None:
    twice = [cases.PAST, cases.past("400001", resolution="Иначе")]
    assert past.take(journal, twice) == past.Taken(new=1, same=1)
    assert list(past.every(journal)) == [twice[1]]


def test_more_tickets_than_are_read_at_once(journal: Journal) -> None:
    numbers = [f"{number:06}" for number in range(1_201)]
    past.take(journal, [cases.past(number) for number in numbers])
    assert [each.id for each in past.every(journal)] == numbers
    assert [number for number, _ in past.every_masked(journal)] == numbers


def test_nothing_private_lies_in_the_clear(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    past.take(journal, [cases.PAST])
    with journal.database.reading() as connection:
        stored = " ".join(
            str(value)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
            for value in row
        )
    for private in (cases.PHONE, "900 000", "irina@example.org", "Ёлкина", "ёлкина", "елкина"):
        assert private not in stored
    assert "Не приходит код на" in stored


def test_a_name_is_one_client_however_it_is_typed(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    past.take(journal, [cases.past("400001", client=" ирина  ЕЛКИНА ")])
    with journal.database.reading() as connection:
        of_answer = connection.execute(select(ANSWERS.c.client)).scalar_one()
        of_ticket = connection.execute(select(PAST_TICKETS.c.client)).scalar_one()
    assert of_answer == of_ticket == journal.key.pseudonym("Ирина Елкина")
    assert Key.new().pseudonym("Ирина Елкина") != of_answer


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    journal = Journal.from_settings(Settings(state=state))
    answers.record(journal, cases.ANSWER)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in state.iterdir()}
    assert modes.pop("journal.key") == 0o600
    assert "journal.sqlite3" in modes
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_another_key_is_refused_and_none_is_made_in_its_place(settings: Settings) -> None:
    Journal.from_settings(settings).close()
    file = settings.state / "journal.key"
    kept = file.read_bytes()
    file.unlink()
    with pytest.raises(JournalError, match=r"journal\.key пропал"):
        Journal.from_settings(settings)
    assert not file.exists()
    Key.new().save(file)
    with pytest.raises(JournalError, match=r"journal\.key от другого журнала"):
        Journal.from_settings(settings)
    file.write_bytes(b"no key")
    with pytest.raises(JournalError, match="не читается"):
        Journal.from_settings(settings)
    file.write_bytes(kept)
    Journal.from_settings(settings).close()


def test_a_key_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "journal.key"
    first = Key.new()
    assert first.save(file)
    assert not Key.new().save(file)
    found = Key.from_file(file)
    assert found is not None
    assert found.secret == first.secret
    assert [each.name for each in tmp_path.iterdir()] == ["journal.key"]


def test_sealed_values_open_with_their_key_only() -> None:
    key = Key.new()
    sealed = key.seal({"1": "Ёлкина"})
    assert key.open(sealed) == {"1": "Ёлкина"}
    assert (key.seal({}), key.open("")) == ("", {})
    for stranger, text in ((Key.new(), sealed), (key, sealed[:-3] + "xyz"), (key, "не шифр")):
        with pytest.raises(JournalError, match="не открываются"):
            stranger.open(text)


def test_a_moment_without_a_zone_is_a_mistake(journal: Journal) -> None:
    naive = cases.past("1", created=datetime(2026, 1, 1))
    with pytest.raises(JournalError):
        past.take(journal, [naive])
    assert count(journal.database, PAST_TICKETS) == 0


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "sqlite:///x", "не адрес", "postgresql+asyncpg://a/b"]
)
def test_only_postgresql_is_taken_for_a_server(url: str) -> None:
    with pytest.raises(SettingsError, match="postgresql://имя@сервер/база"):
        Database.from_url(url)


def test_a_server_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, journal_url="postgresql://anna:tayna@127.0.0.1:1/journal")
    with pytest.raises(JournalError) as told:
        Journal.from_settings(settings)
    assert "не отвечает" in str(told.value)
    assert "tayna" not in str(told.value)
