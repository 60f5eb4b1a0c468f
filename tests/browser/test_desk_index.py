"""A new index is taken up while an agent types: the page has it at once, and nothing typed is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.retrieval.build import build_index
from assistant.settings import ROOT, Settings
from tests.browser.desk_page import Desk, russian_context  # noqa: F401  fixtures
from tests.browser.desk_server import DeskServer
from tests.browser.slow_desk import (  # noqa: F401  fixtures
    ENDS_SO,
    NUMBER,
    REPLY,
    TEXT,
    answer,
    complete,
    desk_on_the_line,
    opened_line,
    stays,
    type_at_the_end,
)
from tests.browser.slow_line import SlowLine
from tests.ui_places import SMS

WORDS = "Мы со своей стороны посмотрим"
PAGE = "База типичных запросов/Регистрация и вход.md"


@dataclass
class Base:
    """Documents and index of this module's desk; ``words`` begin a sentence of the reply to ``SMS``."""

    docs: Path
    index: Path
    words: str = WORDS

    def rewrite(self, words: str) -> None:
        """Change the sentence in the documents and have a new index built, as an editor would."""
        page = self.docs / PAGE
        text = page.read_text("utf-8")
        assert text.count(self.words) == 1
        page.write_text(text.replace(self.words, words), "utf-8")
        assert build_index(self.docs, self.index).changed
        self.words = words


@pytest.fixture(scope="module")
def base(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("base")
    docs = shutil.copytree(ROOT / "docs", folder / "docs")
    return Base(docs, shutil.copytree(real_index, folder / "index"))


@pytest.fixture(scope="module")
def server(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(docs=base.docs, index=base.index, state=folder / "state")
    running = DeskServer(settings, folder / "log.txt")
    running.start()
    yield running
    running.stop()


def test_a_ticket_typed_while_a_new_index_is_taken_up(
    desk: Desk, line: SlowLine, base: Base
) -> None:
    base.rewrite("Мы сами посмотрим")
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    with line.held():
        desk.ticket.click()
        desk.page.keyboard.insert_text(SMS)
    stays(desk, (TEXT, SMS), (NUMBER, "77"))
    desk.ticket.press("Control+Enter")
    expect(desk.reply).to_have_value(re.compile(r"№ 77[\s\S]*Мы сами посмотрим"))


def test_words_typed_into_a_draft_and_the_new_text_of_its_template_come_together(
    desk: Desk, line: SlowLine, base: Base
) -> None:
    answer(desk)
    expect(desk.reply).to_have_value(re.compile(base.words))
    base.rewrite("Мы ещё раз посмотрим")
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    with line.held():
        desk.reply.click()
        type_at_the_end(desk)
    stays(
        desk,
        (REPLY, re.compile(r"№ 77[\s\S]*Мы ещё раз посмотрим[\s\S]* Свой хвост\.$")),
        (NUMBER, "77"),
    )


def test_own_wording_outlives_a_new_index(desk: Desk, line: SlowLine, base: Base) -> None:
    answer(desk)
    before = base.words
    desk.reply.press("Control+Home")
    desk.page.keyboard.type("Своё начало. ")
    desk.saved()
    base.rewrite("Мы тоже посмотрим")
    with line.unanswered():
        type_at_the_end(desk, " Свой")
        desk.page.wait_for_timeout(1_500)  # heard, and its page is on its way
        desk.page.keyboard.type(" хвост.")
    stays(desk, (REPLY, re.compile(rf"^Своё начало\. [\s\S]*{before}[\s\S]* Свой хвост\.$")))
    desk.page.get_by_role("button", name="Вернуть черновик").click()
    expect(desk.reply).to_have_value(re.compile("Мы тоже посмотрим"))
    expect(desk.reply).not_to_have_value(ENDS_SO)
    complete(desk)
