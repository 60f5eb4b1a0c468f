"""The desk over a line that a test may hold up, and what tests of typing say of it; imported by those."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.desk_page import Desk
from tests.browser.desk_server import DeskServer
from tests.browser.slow_line import SlowLine

TAIL = " Свой хвост."
ENDS_SO = re.compile(r"Свой хвост\.$")
REPLY, TEXT, NUMBER, CLIENT, REASON = (
    "Ответ клиенту",
    "Текст обращения",
    "Номер обращения",
    "Имя клиента",
    "Почему исправляете",
)


@pytest.fixture(name="line", scope="module")
def opened_line(server: DeskServer) -> Iterator[SlowLine]:
    opened = SlowLine(server.settings.assistant_port)
    yield opened
    opened.close()


@pytest.fixture(name="desk")
def desk_on_the_line(context: BrowserContext, line: SlowLine) -> Desk:
    opened = Desk(context.new_page(), line.url).open()
    expect(opened.page.get_by_role("button", name="Разобрать")).to_be_visible()
    complete(opened)
    return opened


def complete(desk: Desk) -> None:
    """Wait until the page is drawn and kept: what is on its way would be held up, too."""
    expect(desk.page.locator('[data-test-script-state="notRunning"]')).to_be_attached()
    desk.saved()
    desk.page.wait_for_timeout(100)


def answer(desk: Desk) -> None:
    """Have a ticket answered, to the last part of the page."""
    desk.answer()
    expect(desk.page.get_by_role("checkbox").last).to_be_attached()
    complete(desk)


def type_at_the_end(desk: Desk, text: str = TAIL) -> None:
    desk.reply.press("Control+End")
    desk.page.keyboard.insert_text(text)


def stays(desk: Desk, *fields: tuple[str, str | re.Pattern[str]]) -> None:
    """Each field holds its text on screen and on disk, and again after a reload."""
    for name, text in fields:
        expect(desk.page.get_by_label(name).first).to_have_value(text)
    desk.saved()
    for name, text in fields:
        expect(desk.page.get_by_label(name).first).to_have_value(text, timeout=100)
    desk.reload()
    for name, text in fields:
        expect(desk.page.get_by_label(name).first).to_have_value(text)
