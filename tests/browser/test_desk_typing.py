"""What is typed while the page is being drawn stays, whatever the drawing does to its field."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from assistant.journal import answers
from assistant.journal.journal import Journal
from tests.browser.desk_page import (  # noqa: F401  fixtures
    Desk,
    built_site,
    running_server,
    russian_context,
)
from tests.browser.desk_server import DeskServer
from tests.browser.slow_desk import (  # noqa: F401  fixtures
    CLIENT,
    ENDS_SO,
    NUMBER,
    REASON,
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
from tests.journal import cases
from tests.ui_places import EVERYONE, SMS


def on_disk(desk: Desk, address: str) -> Desk:
    """A draft as the server has it: what the tab itself remembers is wiped before."""
    desk.page.evaluate("sessionStorage.clear()")
    desk.page.goto(address)
    return desk.ready()


def test_a_ticket_pasted_while_the_number_is_taken_in(desk: Desk, line: SlowLine) -> None:
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    with line.held():
        desk.ticket.click()
        desk.page.wait_for_timeout(100)
        desk.page.keyboard.insert_text(SMS)
    stays(desk, (TEXT, SMS), (NUMBER, "77"))


def test_a_name_typed_while_the_number_is_taken_in(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    with line.held():
        desk.page.get_by_label(CLIENT).click()
        desk.page.wait_for_timeout(100)
        desk.page.keyboard.type("Ирина")
    stays(desk, (CLIENT, "Ирина"), (NUMBER, "77"))


@pytest.mark.parametrize("field", ["Ваше имя", NUMBER])
def test_a_reply_typed_while_a_field_fills_its_place(
    desk: Desk, line: SlowLine, field: str
) -> None:
    answer(desk)
    desk.page.get_by_label(field).click()
    desk.page.keyboard.type("4242")
    with line.held():
        desk.reply.click()
        desk.page.wait_for_timeout(100)
        type_at_the_end(desk)
    stays(desk, (REPLY, re.compile(r"4242[\s\S]*Свой хвост\.$")))


def test_a_reply_typed_while_a_line_is_ticked(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    with line.held():
        desk.page.get_by_role("checkbox", name="База знаний проверена").check(force=True)
        type_at_the_end(desk)
    expect(desk.page.get_by_text(re.compile(r"1 из \d+"))).to_be_visible()
    stays(desk, (REPLY, ENDS_SO))


def test_a_ticket_typed_on_after_it_was_given_to_be_answered(desk: Desk, line: SlowLine) -> None:
    desk.ticket.fill(SMS)
    with line.held():
        desk.page.keyboard.press("Control+Enter")
        desk.page.wait_for_timeout(100)
        desk.page.keyboard.press("Control+End")
        desk.page.keyboard.insert_text(" И шлагбаум стоит.")
    expect(desk.page.locator(".desk-letter").first).to_contain_text("И шлагбаум стоит.")
    desk.saved()
    desk.reload()
    expect(desk.page.locator(".desk-letter").first).to_contain_text("И шлагбаум стоит.")


def test_ctrl_enter_answers_the_text_as_it_stands(desk: Desk, line: SlowLine) -> None:
    desk.ticket.fill("Не приходит смс")
    desk.page.wait_for_timeout(700)
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    with line.held():
        desk.ticket.click()
        desk.page.wait_for_timeout(100)
        desk.ticket.press("Control+End")
        desk.page.keyboard.insert_text(". Шлагбаум стоит")
        desk.page.keyboard.press("Control+Enter")
    expect(desk.page.locator(".desk-letter").first).to_contain_text(
        "Не приходит смс. Шлагбаум стоит"
    )


@pytest.mark.parametrize("key", ["Alt+KeyG", "Alt+KeyN"])
def test_the_next_ticket_pasted_before_its_page_is_there(
    desk: Desk, line: SlowLine, key: str
) -> None:
    answer(desk)
    reply = desk.reply.input_value()
    desk.saved()
    first = desk.page.url
    with line.held():
        desk.reply.click()
        desk.page.keyboard.press(key)
        desk.page.keyboard.insert_text(EVERYONE)
    stays(desk, (TEXT, EVERYONE))
    expect(on_disk(desk, first).reply).to_have_value(reply)


@pytest.mark.parametrize("key", ["Alt+KeyG", "Alt+KeyN"])
def test_last_keystrokes_before_the_next_ticket(desk: Desk, line: SlowLine, key: str) -> None:
    answer(desk)
    first = desk.page.url
    with line.held():
        type_at_the_end(desk)
        desk.page.keyboard.press(key)
    expect(desk.ticket).to_have_value("")
    expect(on_disk(desk, first).reply).to_have_value(ENDS_SO)


@pytest.mark.parametrize(
    ("role", "name", "there"),
    [
        ("button", "Новое обращение", TEXT),
        ("link", "Журнал", "Найти"),
    ],
)
def test_last_keystrokes_before_a_click_on_top(
    desk: Desk, line: SlowLine, role: Literal["button", "link"], name: str, there: str
) -> None:
    answer(desk)
    first = desk.page.url
    with line.held():
        type_at_the_end(desk)
        desk.page.get_by_role(role, name=name).first.click()
    expect(desk.page.get_by_label(there)).to_be_visible()
    expect(on_disk(desk, first).reply).to_have_value(ENDS_SO)


def test_a_ticket_typed_while_the_list_is_opened(desk: Desk, line: SlowLine) -> None:
    with line.held():
        desk.page.get_by_role("button", name=re.compile("Незаконченные")).click()
        desk.ticket.click()
        desk.page.keyboard.insert_text(SMS)
    expect(desk.page.locator(".st-key-list_panel")).to_be_visible()
    stays(desk, (TEXT, SMS))


def opened_ruling(desk: Desk) -> Locator:
    """The panel in which a verdict is overruled, opened by its key on an answered ticket."""
    answer(desk)
    desk.page.keyboard.press("Alt+KeyV")
    panel = desk.page.locator(".st-key-ruling_panel")
    expect(panel).to_be_visible()
    return panel


def test_a_reply_typed_while_the_verdict_is_overruled(desk: Desk, line: SlowLine) -> None:
    panel = opened_ruling(desk)
    with line.held():
        panel.get_by_role("radio", name="Экстренное").click()
        type_at_the_end(desk)
    expect(desk.page.locator(".desk-verdict")).to_contain_text("Экстренное")
    stays(desk, (REPLY, ENDS_SO))


def test_a_reason_typed_while_the_verdict_is_overruled(desk: Desk, line: SlowLine) -> None:
    panel = opened_ruling(desk)
    with line.held():
        panel.get_by_role("radio", name="Вне рамок").click()
        panel.get_by_label(REASON).click()
        desk.page.keyboard.insert_text("стоят все")
    expect(desk.page.get_by_text("Что именно не наше").first).to_be_visible()
    expect(panel.get_by_label(REASON)).to_have_value("стоят все")
    desk.saved()
    expect(panel.get_by_label(REASON)).to_have_value("стоят все")
    desk.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(desk.page.get_by_text("Вердикт исправлен без причины")).to_be_hidden()


def test_a_reply_typed_while_a_paragraph_is_switched_off(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    desk.page.keyboard.press("Alt+KeyP")
    part = desk.page.locator('[class*="st-key-parts-"] button').nth(2)
    expect(part).to_be_visible()
    before = desk.reply.input_value()
    with line.held():
        part.click()
        type_at_the_end(desk)
    stays(desk, (REPLY, ENDS_SO))
    assert len(desk.reply.input_value()) < len(before)


def test_a_reply_typed_while_the_draft_is_brought_back(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    desk.reply.fill("Здравствуйте!")
    back = desk.page.get_by_role("button", name="Вернуть черновик")
    expect(back).to_be_visible()
    with line.held():
        back.click()
        type_at_the_end(desk)
    stays(desk, (REPLY, re.compile(r"^Здравствуйте! Свой хвост\.")))


def test_a_number_typed_while_a_mail_is_opened(desk: Desk, line: SlowLine) -> None:
    letter = b"From: i@example.org\r\nSubject: a\r\n\r\n" + "Не приходит код".encode()
    with line.held():
        with desk.page.expect_file_chooser() as chooser:
            desk.page.get_by_role("button", name="Открыть письмо .eml").click()
        chooser.value.set_files({"name": "a.eml", "mimeType": "message/rfc822", "buffer": letter})
        desk.page.wait_for_timeout(200)
        desk.page.get_by_label(NUMBER).click()
        desk.page.keyboard.type("77")
    stays(desk, (TEXT, "Не приходит код"), (NUMBER, "77"))


def test_a_number_typed_right_before_a_reload(desk: Desk) -> None:
    desk.page.get_by_label(NUMBER).click()
    desk.page.keyboard.type("77")
    desk.reload()
    stays(desk, (NUMBER, "77"))


def test_a_line_that_breaks_while_a_reply_is_typed(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    with line.held():
        type_at_the_end(desk)
        desk.page.get_by_label(CLIENT).fill("Ирина")
        line.cut()
    expect(desk.page.locator("body:not(.desk-offline)")).to_be_attached(timeout=30_000)
    stays(desk, (REPLY, ENDS_SO), (CLIENT, "Ирина"))


def test_another_tab_took_the_draft_while_fields_are_typed(
    desk: Desk, context: BrowserContext, line: SlowLine
) -> None:
    answer(desk)
    other = Desk(context.new_page(), desk.page.url).open()
    expect(other.reply).to_be_visible()
    desk.reply.fill("Здравствуйте! Первая вкладка.")
    desk.saved()
    with line.held():
        other.reply.fill("Здравствуйте! Вторая вкладка.")
        other.page.wait_for_timeout(800)  # taken in, and on its way
        type_at_the_end(other)
        other.page.get_by_label(CLIENT).fill("Ирина")
    expect(other.page.get_by_text("Это обращение правят и в другой вкладке")).to_be_visible()
    stays(other, (REPLY, re.compile(r"Вторая вкладка\. Свой хвост\.$")), (CLIENT, "Ирина"))
    expect(desk.reload().reply).to_have_value("Здравствуйте! Первая вкладка.")


def test_words_on_their_way_do_not_turn_the_page_back(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    first = desk.page.url
    with line.unanswered():
        desk.page.get_by_role("button", name="Новое обращение").click()
        desk.page.wait_for_timeout(500)  # another draft there, this page does not know of it yet
        type_at_the_end(desk)
        desk.page.wait_for_timeout(1_000)
    expect(desk.ticket).to_be_visible()
    desk.page.wait_for_timeout(500)
    expect(desk.ticket).to_be_visible()
    assert desk.page.url != first
    desk.page.go_back()
    expect(desk.reply).to_be_visible()


def test_keys_struck_while_there_is_no_field_are_not_lost(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    desk.reply.press("Control+Home")
    desk.page.evaluate(
        """() => { const area = document.querySelector('[class*="st-key-reply-"] textarea');
          window.kept = area.closest('.stTextArea'); window.place = kept.parentElement; kept.remove(); }"""
    )
    desk.page.keyboard.type("Пропало бы. ")
    desk.page.evaluate("() => place.append(kept)")
    expect(desk.reply).to_have_value(re.compile(r"^Пропало бы\. Здравствуйте"))
    desk.page.keyboard.type("И это. ")
    expect(desk.reply).to_have_value(re.compile(r"^Пропало бы\. И это\. Здравствуйте"))


def test_the_next_ticket_is_answered_before_its_page_is_there(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    with line.held():
        desk.page.keyboard.press("Alt+KeyG")
        desk.page.keyboard.insert_text(EVERYONE)
        desk.page.keyboard.press("Control+Enter")
    expect(desk.page.locator(".desk-stop").first).to_contain_text("Экстренное")
    expect(desk.page.locator(".desk-letter").first).to_contain_text("Сосновый Плёс")


def test_words_typed_before_the_ticket_can_be_changed(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    reply = desk.reply.input_value()
    with line.held():
        desk.reply.click()
        desk.page.keyboard.press("Alt+KeyT")
        desk.page.keyboard.type("Пишу снова. ")
    expect(desk.ticket).to_have_value(f"Пишу снова. {SMS}")
    desk.page.keyboard.type("И снова. ")
    stays(desk, (TEXT, f"Пишу снова. И снова. {SMS}"))
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.locator(".desk-letter").first).to_contain_text("Пишу снова. И снова.")
    assert "Пишу" not in reply
    assert "Пишу" not in desk.reply.input_value()


def test_words_typed_in_the_journal_while_it_is_drawn(
    desk: Desk, line: SlowLine, server: DeskServer
) -> None:
    with closing(Journal.from_settings(server.settings)) as journal:
        answers.record(journal, cases.answer(id="e" * 16, ticket_id="900900"))
    desk.page.goto(f"{line.url}journal")
    desk.page.get_by_role("radio", name="Все", exact=True).click()
    words = desk.page.get_by_label("Найти")
    with line.held():
        desk.page.get_by_role("radio", name="Всё время", exact=True).click()
        words.click()
        desk.page.keyboard.type("900900")
        desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", name="1 ответ новые")).to_be_visible()
    expect(words).to_have_value("900900")
    desk.page.get_by_role("button", name="Открыть", exact=True).click()
    desk.page.get_by_role("button", name="Исправить вердикт").click()
    expect(desk.page.get_by_role("combobox", name="Запись базы")).to_be_visible()
    complete(desk)
    with line.held():
        desk.page.get_by_role("radio", name="Вне рамок").click()
        desk.page.get_by_label(REASON).click()
        desk.page.keyboard.type("чужой шлагбаум")
        desk.page.get_by_role("button", name="Записать").click()
    expect(desk.page.locator(".desk-facts")).to_contain_text("чужой шлагбаум")


def test_what_is_copied_is_what_stands_in_the_editor(desk: Desk, line: SlowLine) -> None:
    answer(desk)
    desk.reply.fill("Здравствуйте! Ваше обращение № 7. С уважением, Анна")
    desk.saved()
    with line.held():
        type_at_the_end(desk)
        desk.page.keyboard.press("Alt+KeyC")
        expect(desk.page.get_by_text("Скопировано, но ещё не проверено")).to_be_visible()
        copied = desk.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Здравствуйте! Ваше обращение № 7. С уважением, Анна Свой хвост."
