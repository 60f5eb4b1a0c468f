"""The encoder trained anew beside a running assistant: by a real second build, which may fail or be killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assistant import desk
from assistant.authoring.following import Follower
from assistant.commands.base import due_text
from assistant.commands.retraining import Retraining
from assistant.commands.service import environment_of
from assistant.retrieval.build import build_index
from assistant.retrieval.index import ENCODER, Index
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from assistant.ui.shelf import Shelf
from tests.conftest import TINY

LOGIN = "База типичных запросов/Регистрация и вход.md"
WAIT_SECONDS = 400
STARTED = "Обучаю кодировщик заново в фоне; ассистент отвечает по прежнему индексу."
DONE = "Кодировщик обучен заново, индекс заменён."


def edit(docs: Path, old: str, new: str) -> None:
    file = docs / LOGIN
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def settings(docs: Path, index: Path) -> Settings:
    """Documents with many new phrases, their index built with the encoder as it was."""
    phrases = "".join(f"- «совсем новая фраза номер {number}»\n" for number in range(100))
    edit(docs, "- «забыл пароль от приложения»\n", phrases)
    assert build_index(docs, index, recipe=TINY).is_due
    return Settings(docs=docs, index=index)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def retraining(settings: Settings, told: list[str]) -> Iterator[Retraining]:
    with Retraining(settings, environment_of(settings), told.append) as running:
        yield running


def look_until(happened: Callable[[], bool], retraining: Retraining) -> None:
    end_at = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < end_at
        retraining.look()
        time.sleep(0.05)


def state(settings: Settings) -> tuple[bytes, bytes]:
    return (
        (settings.index / FILE_NAME).read_bytes(),
        (settings.index / ENCODER / "model.safetensors").read_bytes(),
    )


def answers(shelf: Shelf) -> str:
    library, digest = shelf.library()
    received = library.calendar.local(datetime(2026, 11, 20, 10, 0))
    ticket = Ticket.from_text("не приходит смс с кодом", received)
    assert desk.answer(ticket, library).requests[0].id.endswith("#sms-registration")
    assert shelf.problem == ""
    return digest


def test_running_assistant_answers_throughout_and_takes_the_new_index_up(
    settings: Settings, retraining: Retraining, told: list[str]
) -> None:
    shelf = Shelf(settings)
    before, old = state(settings), answers(shelf)
    digests: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            digests.append(answers(shelf))
            time.sleep(0.05)

    agent = threading.Thread(target=ask)
    agent.start()
    try:
        look_until(lambda: len(told) == 2, retraining)
    finally:
        stop.set()
        agent.join()
    assert told == [STARTED, DONE]
    assert Manifest.from_file(settings.index / FILE_NAME).drift == 0.0
    assert state(settings)[1] != before[1]
    new = answers(shelf)
    # Never anything but the one or the other, the old one first.
    assert new != old
    assert digests == sorted(digests, key=[old, new].index)
    retraining.look()
    assert told == [STARTED, DONE]


def test_page_saved_meanwhile_is_indexed_at_once_and_stays(
    settings: Settings, retraining: Retraining, told: list[str]
) -> None:
    saves: list[str] = []
    follower = Follower.from_settings(settings, saves.append)
    retraining.look()
    edit(settings.docs, "не приходит смс с кодом", "смс с кодом так и нет")
    assert follower.look()
    assert told == [STARTED]
    texts = {each.text for each in Index.from_folder(settings.index, settings.docs).passages}
    assert "смс с кодом так и нет" in texts
    look_until(lambda: len(told) > 1, retraining)
    assert told == [STARTED, DONE]
    opened = Index.from_folder(settings.index, settings.docs)
    assert {each.text for each in opened.passages} == texts
    assert opened.manifest.drift < 0.02


def test_build_that_fails_leaves_the_index_and_is_not_tried_again(
    settings: Settings, retraining: Retraining, told: list[str]
) -> None:
    before = state(settings)
    figures = settings.docs / "_data" / "sla.yml"
    figures.write_text("a: [\n", encoding="utf-8")
    look_until(lambda: len(told) == 2, retraining)
    assert told[1].startswith("Кодировщик не обучен, индекс прежний: _data/sla.yml:")
    assert told[1].endswith("Повторить: python build_index.py --train")
    assert state(settings) == before
    os.utime(settings.index / FILE_NAME)
    for _ in range(3):
        retraining.look()
    assert len(told) == 2


def test_build_that_is_killed_leaves_the_index(
    settings: Settings, retraining: Retraining, told: list[str]
) -> None:
    before = state(settings)
    retraining.look()
    assert retraining._process is not None
    os.kill(retraining._process.pid, signal.SIGKILL)
    look_until(lambda: len(told) == 2, retraining)
    assert told[1].startswith(
        "Кодировщик не обучен, индекс прежний: программа завершилась, код -9. Повторить:"
    )
    assert state(settings) == before
    Index.from_folder(settings.index, settings.docs)


def test_leaving_ends_the_build(settings: Settings, told: list[str]) -> None:
    with Retraining(settings, environment_of(settings), told.append) as running:
        running.look()
        process = running._process
        assert process is not None
        assert process.poll() is None
    assert process.poll() is not None


def test_nothing_is_started_for_an_encoder_that_is_not_due(
    docs: Path, index: Path, told: list[str]
) -> None:
    settings = Settings(docs=docs, index=index)
    with Retraining(settings, environment_of(settings), told.append) as running:
        running.look()
        (index / FILE_NAME).write_text("{", encoding="utf-8")
        running.look()
        (index / FILE_NAME).unlink()
        running.look()
    assert told == []


def test_what_an_editor_is_told() -> None:
    assert due_text(0.1234) == (
        "Кодировщик пора обучить заново: новых и изменённых отрывков — 12,3 % (предел 10 %). "
        "Обучить: python build_index.py --train"
    )
