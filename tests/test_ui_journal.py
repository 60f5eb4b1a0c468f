"""The journal behind the desk: written in the background, tried again, never in an agent's way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import JournalError
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.journal.records import GivenAnswer
from assistant.settings import Settings
from assistant.ui import journal_keeper
from assistant.ui.journal_keeper import JournalKeeper
from tests.journal import cases

Opener = Callable[[Settings], Journal]
Begin = Callable[..., JournalKeeper]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path / "state")


@pytest.fixture
def begin(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    monkeypatch.setattr(journal_keeper, "RETRY_SECONDS", 0.05)
    begun: list[JournalKeeper] = []

    def begin(
        opener: Opener = Journal.from_settings, settings: Settings = settings
    ) -> JournalKeeper:
        begun.append(JournalKeeper(settings, opener))
        return begun[-1]

    yield begin
    for each in begun:
        each.leave()


def kept(settings: Settings, identifier: str = cases.ANSWER.id) -> GivenAnswer | None:
    with closing(Journal.from_settings(settings)) as journal:
        return answers.load(journal, identifier)


def test_an_answer_is_on_disk_when_it_is_said_to_be(begin: Begin, settings: Settings) -> None:
    keeper = begin()
    assert not keeper.is_written(cases.ANSWER.id)
    keeper.record(cases.ANSWER.id, lambda: cases.ANSWER)
    assert keeper.wait(10)
    assert keeper.is_written(cases.ANSWER.id)
    assert kept(settings) == cases.ANSWER
    assert keeper.problem == ""


def test_nobody_waits_for_a_slow_journal(begin: Begin) -> None:
    gate = threading.Event()

    def slow(settings: Settings) -> Journal:
        gate.wait(10)
        return Journal.from_settings(settings)

    keeper = begin(slow)
    started = time.monotonic()
    keeper.record("1", lambda: cases.answer(id="1"))
    assert time.monotonic() - started < 1
    assert not keeper.wait(0.2)
    assert not keeper.is_written("1")
    gate.set()
    assert keeper.wait(10)


def test_copied_twice_the_last_stays(begin: Begin, settings: Settings) -> None:
    keeper = begin()
    keeper.record(cases.ANSWER.id, lambda: cases.ANSWER)
    keeper.record(cases.ANSWER.id, lambda: cases.answer(sent="Иначе"))
    assert keeper.wait(10)
    found = kept(settings)
    assert found is not None
    assert found.sent == "Иначе"


def test_a_journal_that_opens_later_gets_what_waited(begin: Begin, settings: Settings) -> None:
    is_mended = threading.Event()

    def opener(settings: Settings) -> Journal:
        if not is_mended.is_set():
            raise JournalError("Журнал занят")
        return Journal.from_settings(settings)

    keeper = begin(opener)
    keeper.record(cases.ANSWER.id, lambda: cases.ANSWER)
    assert not keeper.wait(0.3)
    assert keeper.problem == "Журнал занят"
    with pytest.raises(JournalError, match="Журнал занят"):
        keeper.journal()
    is_mended.set()
    assert keeper.wait(10)
    assert kept(settings) == cases.ANSWER
    assert keeper.problem == ""


def test_an_answer_that_cannot_be_kept_does_not_stop_the_others(
    begin: Begin, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> GivenAnswer:
        raise ValueError("слова клиента")

    keeper = begin()
    keeper.record("1", broken)
    keeper.record(cases.ANSWER.id, lambda: cases.ANSWER)
    assert keeper.wait(10)
    assert kept(settings) == cases.ANSWER
    assert "ValueError" in caplog.text
    assert "слова клиента" not in caplog.text


def test_what_waits_is_written_on_leaving(begin: Begin, settings: Settings) -> None:
    keeper = begin()
    keeper.record(cases.ANSWER.id, lambda: cases.ANSWER)
    keeper.leave()
    assert kept(settings) == cases.ANSWER


def test_a_broken_journal_is_told_before_the_first_answer(begin: Begin, settings: Settings) -> None:
    settings.state.mkdir()
    (settings.state / "journal.sqlite3").write_bytes(b"no database" * 1000)
    keeper = begin()
    until = time.monotonic() + 10
    while not keeper.problem and time.monotonic() < until:
        time.sleep(0.02)
    assert "повреждён" in keeper.problem
    assert "journal restore" in keeper.problem


def test_the_old_is_let_go_at_the_start(begin: Begin, settings: Settings) -> None:
    with closing(Journal.from_settings(settings)) as journal:
        answers.record(journal, cases.ANSWER)
    keeper = begin(settings=Settings(state=settings.state, journal_days=1))
    keeper.record("1", lambda: cases.answer(id="1"))
    assert keeper.wait(10)
    assert kept(settings) is None
