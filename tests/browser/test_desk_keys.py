"""The desk by the keyboard alone: every step of a ticket has a key, and the caret stays where the work is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk_page import (  # noqa: F401  fixtures
    Desk,
    built_site,
    opened_desk,
    running_server,
    russian_context,
    wait_at_rest,
)
from tests.ui_places import EVERYONE, SMS

WATCH_SHIFTS = """() => {
  window.moved = [];
  new PerformanceObserver((list) => window.moved.push(...list.getEntries().map((each) => each.value)))
    .observe({ type: "layout-shift" });
}"""


def caret(page: Page) -> str:
    """Key of the field the caret is in, without its counts; what is written on a button."""
    return str(
        page.evaluate(
            """() => {
              const held = document.activeElement;
              const holder = held.closest('[class*="st-key-"]');
              const key = [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-")) ?? "";
              return key.slice(7).replace(/-[0-9a-f]{16}.*/, "");
            }"""
        )
    )


def selected(page: Page) -> str:
    return str(
        page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.value.slice(e.selectionStart, e.selectionEnd); }"
        )
    )


def wait_caret(page: Page, key: str) -> None:
    """Wait until the caret is there, and see that it stays."""
    for _ in range(100):
        if caret(page) == key:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)
    assert caret(page) == key


@pytest.fixture
def answered(desk: Desk, context: BrowserContext) -> Page:
    """A pasted and answered ticket, not a click made."""
    page = desk.page
    wait_caret(page, "text")
    page.evaluate("text => navigator.clipboard.writeText(text)", SMS)
    page.keyboard.press("Control+KeyV")
    page.keyboard.press("Control+Enter")
    expect(desk.reply).to_be_visible()
    wait_caret(page, "reply")
    return page


def test_a_ticket_from_paste_to_the_next_without_the_mouse(answered: Page, desk: Desk) -> None:
    page = answered
    page.keyboard.press("Alt+KeyI")
    wait_caret(page, "number")
    page.keyboard.type("20261129001")
    page.keyboard.press("Enter")
    expect(desk.reply).to_have_value(re.compile("№ 20261129001"))
    wait_at_rest(page)
    page.keyboard.press("Alt+KeyS")
    assert selected(page) == "[Имя специалиста]"
    page.keyboard.type("Анна")
    page.keyboard.press("Alt+KeyL")
    wait_caret(page, "tick")
    page.keyboard.press("Space")
    # The second line is ticked already: the ticket proves it.
    expect(page.get_by_text(re.compile(r"2 из \d+"))).to_be_visible()
    wait_caret(page, "tick")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile(r"3 из \d+"))).to_be_visible()
    page.keyboard.press("Alt+KeyC")
    expect(page.get_by_text("Скопировано")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "№ 20261129001" in copied
    assert "\nАнна\n" in copied
    page.keyboard.press("Alt+KeyG")
    expect(desk.ticket).to_have_value("")
    wait_caret(page, "text")
    page.keyboard.insert_text(EVERYONE)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-stop").first).to_contain_text("Экстренное")
    wait_caret(page, "reply")


def test_paragraphs_are_switched_and_the_caret_stays_with_them(answered: Page, desk: Desk) -> None:
    page, before = answered, desk.reply.input_value()
    page.keyboard.press("Alt+KeyP")
    wait_caret(page, "parts")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(desk.reply).not_to_have_value(before)
    wait_caret(page, "parts")
    page.keyboard.press("Space")
    expect(desk.reply).to_have_value(before)
    wait_caret(page, "parts")
    page.keyboard.press("Alt+KeyP")
    wait_caret(page, "reply")


def test_a_verdict_is_overruled_and_escape_goes_back_to_the_reply(answered: Page) -> None:
    page = answered
    page.keyboard.press("Alt+KeyV")
    wait_caret(page, "rule-level")
    page.keyboard.press("Space")
    expect(page.locator(".desk-verdict")).to_contain_text("Экстренное")
    wait_caret(page, "rule-level")
    # The present value again: it stays chosen.
    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    chosen = page.locator('.st-key-ruling_panel [role="radio"][aria-checked="true"]').first
    expect(chosen).to_have_text("Экстренное")
    for name in ("rule-scope", "rule-kind", "rule-reason"):
        page.keyboard.press("Tab")
        wait_caret(page, name)
    page.keyboard.type("стоят все")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-ruling_panel")).to_be_hidden()
    wait_caret(page, "reply")


def test_a_copy_that_may_not_be_leads_to_the_empty_place(answered: Page) -> None:
    answered.keyboard.press("Alt+KeyC")
    expect(answered.get_by_role("status").filter(has_text="Есть незаполненные")).to_be_visible()
    assert selected(answered) == "[ID]"


def test_a_place_with_a_field_of_its_own_is_filled_there(answered: Page, desk: Desk) -> None:
    answered.get_by_role("button", name="Имя специалиста", exact=True).press("Enter")
    wait_caret(answered, "agent")
    answered.keyboard.type("Анна Иванова")
    answered.keyboard.press("Enter")
    expect(desk.reply).to_have_value(re.compile("Анна Иванова"))


def test_the_text_is_changed_by_a_key(answered: Page, desk: Desk) -> None:
    answered.keyboard.press("Alt+KeyT")
    expect(desk.ticket).to_have_value(SMS)
    wait_caret(answered, "text")


def test_what_is_read_does_not_move_while_work_goes_on(answered: Page, desk: Desk) -> None:
    page = answered
    page.wait_for_timeout(1_000)
    page.evaluate(WATCH_SHIFTS)
    page.keyboard.press("Alt+KeyC")
    expect(page.get_by_role("status").filter(has_text="Есть незаполненные")).to_be_visible()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Свой хвост.")
    expect(page.get_by_role("button", name="Вернуть черновик")).to_be_visible()
    page.keyboard.press("Alt+KeyL")
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile(r"2 из \d+"))).to_be_visible()
    page.wait_for_timeout(500)
    assert sum(page.evaluate("window.moved")) < 0.001
