"""The desk in a real browser: one keystroke to an answer, nothing lost, nothing foreign, all Russian."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from assistant.journal import answers
from assistant.journal.journal import Journal
from tests.browser.desk_page import (  # noqa: F401  fixtures
    Desk,
    built_site,
    latin_words,
    opened_desk,
    running_server,
    russian_context,
)
from tests.browser.desk_server import DeskServer
from tests.ui_places import EVERYONE, SMS

LETTER = """From: irina@example.org
Subject: =?utf-8?b?0JrQvtC0?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Не приходит код из SMS, жду второй день. Ирина
"""
HOSTILE = (
    "<img src=http://evil.test/a.png onerror=\"fetch('http://evil.test/b')\"> не приходит код "
    "![картинка](http://evil.test/c.png) [ссылка](http://evil.test/d) <script>window.hacked=1</script> "
    "<iframe src=http://evil.test/e></iframe> <style>@import 'http://evil.test/f'</style> "
    ":material/home: $x^2$ :red[текст] <a href='javascript:window.hacked=1'>нажми</a> &lt;b&gt; "
    '"><svg onload=window.hacked=1> </textarea><script>window.hacked=1</script> {{7*7}} `код`'
)


def test_one_keystroke_gives_draft_deadline_sources_and_checklist(desk: Desk) -> None:
    desk.answer()
    assert desk.reply.input_value().startswith("Здравствуйте")
    verdict = desk.page.locator(".desk-verdict")
    expect(verdict).to_contain_text("Стандартное")
    expect(verdict).to_contain_text("Решить до")
    expect(desk.page.locator(".desk-letter mark", has_text="Йота")).to_have_attribute(
        "title", "Оператор связи"
    )
    expect(desk.page.locator(".desk-found-chosen")).to_contain_text("SMS-код при регистрации")
    expect(desk.page.get_by_role("checkbox", name="База знаний проверена")).to_be_attached()
    assert not desk.page.evaluate(
        "document.querySelector('.stMain').scrollHeight > document.querySelector('.stMain').clientHeight"
    )


def test_emergency_is_said_in_words_and_time_runs(desk: Desk) -> None:
    desk.answer(EVERYONE)
    verdict = desk.page.locator(".desk-verdict")
    expect(verdict.locator(".desk-stop")).to_contain_text("Экстренное")
    expect(verdict).to_contain_text("Связаться до")
    left = verdict.locator("[data-due]").first
    expect(left).to_contain_text(re.compile("осталось|просрочено"))
    verdict.locator("summary").first.click()
    expect(verdict.get_by_text("Почему").first).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(verdict.get_by_text("Почему").first).to_be_hidden()


def test_reload_brings_everything_back(desk: Desk) -> None:
    desk.answer()
    desk.page.get_by_role("textbox", name="Номер обращения").fill("20261120001")
    expect(desk.reply).to_have_value(re.compile("№ 20261120001"))
    desk.reply.press("Control+End")
    desk.page.keyboard.type(" Свой хвост.")
    tick = desk.page.get_by_role("checkbox", name="База знаний проверена")
    tick.check(force=True)
    expect(desk.page.get_by_text(re.compile(r"2 из \d+"))).to_be_visible()
    desk.saved()
    desk.reload()
    expect(desk.reply).to_have_value(re.compile(r"№ 20261120001[\s\S]* Свой хвост\.$"))
    expect(tick).to_be_checked()
    expect(desk.page.locator(".desk-letter").first).to_contain_text("Оператор Йота")


def test_last_keystrokes_before_a_reload_are_kept(desk: Desk) -> None:
    desk.ticket.click()
    desk.page.keyboard.type("не приходит смс")
    desk.reload()
    expect(desk.ticket).to_have_value("не приходит смс")


def test_words_typed_while_the_draft_is_made_anew_are_kept(desk: Desk) -> None:
    desk.answer()
    desk.page.get_by_label("Ваше имя").fill("Анна Иванова")
    desk.reply.fill("Здравствуйте! Моё слово.")
    expect(desk.page.get_by_role("button", name="Вернуть черновик")).to_be_visible()
    desk.page.keyboard.type(" И ещё.")
    desk.saved()
    expect(desk.reload().reply).to_have_value("Здравствуйте! Моё слово. И ещё.")


@pytest.fixture
def restarted(server: DeskServer) -> Iterator[DeskServer]:
    """A server to stop; it runs again for the tests that follow."""
    yield server
    server.stop()
    server.start()


def test_server_restart_loses_nothing(desk: Desk, restarted: DeskServer) -> None:
    desk.answer()
    desk.reply.press("Control+End")
    desk.page.keyboard.type(" До обрыва.")
    restarted.stop()
    expect(desk.page.locator("body.desk-offline")).to_be_attached(timeout=15_000)
    assert latin_words(desk.page) == set()
    desk.page.keyboard.type(" Без связи.")
    restarted.start()
    expect(desk.page.locator("body:not(.desk-offline)")).to_be_attached(timeout=30_000)
    expect(desk.reply).to_be_enabled(timeout=15_000)
    desk.reply.press("Control+End")
    desk.page.keyboard.type(" После.")
    desk.saved()
    desk.reload()
    expect(desk.reply).to_have_value(re.compile(r" До обрыва\. Без связи\. После\.$"))


def test_two_tabs_of_one_draft_part_ways(desk: Desk, context: BrowserContext) -> None:
    desk.answer()
    desk.saved()
    other = Desk(context.new_page(), desk.page.url)
    other.open()
    expect(other.reply).to_be_visible()
    desk.reply.fill("Здравствуйте! Первая вкладка.")
    desk.saved()
    other.reply.fill("Здравствуйте! Вторая вкладка.")
    expect(other.page.get_by_text("Это обращение правят и в другой вкладке")).to_be_visible()
    other.saved()
    assert other.page.url != desk.page.url
    expect(desk.reload().reply).to_have_value("Здравствуйте! Первая вкладка.")
    expect(other.reload().reply).to_have_value("Здравствуйте! Вторая вкладка.")


def test_source_opens_the_published_page_at_its_heading(
    desk: Desk, context: BrowserContext
) -> None:
    desk.answer()
    with context.expect_page() as opened:
        desk.page.locator(".st-key-checks .desk-list a").first.click()
    page = opened.value
    anchor = urlsplit(page.url).fragment
    assert anchor == "sms-registration"
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_page_of_the_site_opens_its_text_here(desk: Desk) -> None:
    item = "База типичных запросов/Регистрация и вход.md#sms-registration"
    desk.open(f"?item={quote(item, safe='')}")
    expect(desk.page.get_by_text("Готовый текст")).to_be_visible()
    expect(desk.reply).to_have_value(re.compile("Здравствуйте"))
    desk.reply.fill("Здравствуйте! Правлю готовый текст.")
    desk.saved()
    expect(desk.reload().reply).to_have_value("Здравствуйте! Правлю готовый текст.")


@pytest.mark.parametrize("where", ["ticket", "client", "reply"])
def test_hostile_text_stays_text(desk: Desk, server: DeskServer, where: str) -> None:
    if where == "ticket":
        desk.answer(HOSTILE)
        expect(desk.page.locator(".desk-letter").first).to_contain_text("<img src=http://evil.test")
    else:
        desk.answer()
        field = desk.reply if where == "reply" else desk.page.get_by_label("Имя клиента")
        field.fill(HOSTILE[:80] if where == "client" else HOSTILE)
    desk.saved()
    desk.page.get_by_role("button", name="Новое обращение").click()
    expect(desk.page.get_by_text("Незаконченные", exact=True)).to_be_visible()
    desk.page.wait_for_timeout(300)
    found = "iframe, img[src*='evil'], a[href*='evil'], a[href^='javascript'], .stApp svg[onload]"
    assert desk.page.locator(found).count() == 0
    assert desk.page.evaluate("window.hacked") is None
    assert "evil" not in server.log


def test_page_is_russian_to_the_last_word(desk: Desk) -> None:
    assert latin_words(desk.page) == set()
    desk.answer()
    desk.page.keyboard.press("Tab")
    assert latin_words(desk.page) == set()
    desk.page.get_by_role("button", name=re.compile("Незаконченные")).click()
    desk.page.locator("summary", has_text="Клавиши").click()
    assert latin_words(desk.page) == set()


def test_copy_waits_for_empty_places_unless_waived(desk: Desk) -> None:
    desk.answer()
    copy = desk.page.get_by_role("button", name="Скопировать ответ")
    expect(copy).to_be_disabled()
    desk.page.get_by_text("Отправлю с незаполненными").click()
    expect(copy).to_be_enabled()
    copy.click()
    expect(desk.page.get_by_text("Скопировано")).to_be_visible()
    assert desk.page.evaluate("navigator.clipboard.readText()") == desk.reply.input_value()


def test_filled_reply_is_copied_as_it_stands_on_screen(desk: Desk) -> None:
    desk.answer()
    desk.reply.fill("Здравствуйте!")
    desk.page.keyboard.type(" Ваше обращение № 7. С уважением, Анна")
    desk.page.keyboard.press("Alt+KeyC")
    expect(desk.page.get_by_text("Скопировано")).to_be_visible()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Здравствуйте! Ваше обращение № 7. С уважением, Анна"


def test_places_to_fill_are_marked_and_reached_by_a_key(desk: Desk) -> None:
    desk.answer()
    expect(desk.page.locator(".desk-twin .desk-mark-slot").first).to_have_text("[ID]")
    desk.reply.press("Control+Home")
    desk.page.keyboard.press("Alt+KeyS")
    picked = desk.reply.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert picked == "[ID]"
    desk.page.keyboard.type("42")
    expect(desk.page.locator(".desk-chip-empty")).to_have_text(["Имя специалиста"])


def test_name_of_the_agent_is_remembered(desk: Desk, context: BrowserContext) -> None:
    desk.page.get_by_label("Ваше имя").fill("Анна Иванова")
    desk.answer()
    expect(desk.reply).to_have_value(re.compile("Анна Иванова"))
    other = Desk(context.new_page(), desk.url).open()
    expect(other.page.get_by_label("Ваше имя")).to_have_value("Анна Иванова")


def test_note_of_the_checklist_goes_to_the_clipboard(desk: Desk) -> None:
    desk.answer()
    desk.page.get_by_role("checkbox", name="База знаний проверена").check(force=True)
    expect(desk.page.get_by_text(re.compile(r"2 из \d+"))).to_be_visible()
    desk.page.get_by_role("button", name="Скопировать как заметку").click()
    expect(desk.page.get_by_text("Скопировано")).to_be_visible()
    note = desk.page.evaluate("navigator.clipboard.readText()")
    assert "✓ База знаний проверена" in note
    assert "Сделано 2 из" in note


def test_mail_is_dropped_on_the_left_column(desk: Desk) -> None:
    desk.page.evaluate(
        """letter => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([letter], 'письмо.eml', {type: 'message/rfc822'}));
          const column = document.querySelector('.st-key-left');
          for (const type of ['dragover', 'drop'])
            column.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
        }""",
        LETTER,
    )
    expect(desk.ticket).to_have_value("Не приходит код из SMS, жду второй день. Ирина")
    expect(desk.page.get_by_role("radio", name="почта")).to_be_checked()


def test_wrong_file_is_refused_in_russian(desk: Desk) -> None:
    with desk.page.expect_file_chooser() as chooser:
        desk.page.get_by_role("button", name="Открыть письмо .eml").click()
    chooser.value.set_files([{"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}])
    expect(desk.page.get_by_text("Нужен файл письма .eml")).to_be_visible()


def test_megabyte_is_refused_and_kept(desk: Desk) -> None:
    desk.ticket.fill("не работает шлагбаум " * 50_000)
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.get_by_text("Текст слишком длинный")).to_be_visible(timeout=20_000)
    assert len(desk.ticket.input_value()) == 21 * 50_000
    assert json.dumps(sorted(latin_words(desk.page))) == "[]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_nothing_is_cut_off_sideways(
    chromium: Browser, server: DeskServer, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, locale="ru-RU"
    )
    desk = Desk(context.new_page(), server.url).open().answer(EVERYONE)
    wide = desk.page.evaluate(
        """() => ['.stMain', '.st-key-left', '.st-key-middle', '.st-key-right']
          .filter(name => { const e = document.querySelector(name);
            return e.scrollWidth > e.clientWidth + 1; })"""
    )
    assert wide == []
    paper = desk.page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme")
    assert paper == scheme
    context.close()


def test_quick_look_shows_an_item_beside_the_work(desk: Desk) -> None:
    desk.answer()
    look = desk.page.locator(".desk-look").first
    look.locator("summary").click()
    panel = look.locator(".desk-look-panel")
    expect(panel).to_contain_text("Причины")
    expect(panel).to_contain_text("Диагностика")
    box = panel.bounding_box()
    assert box is not None
    assert box["width"] > 400
    assert box["y"] + box["height"] <= 900
    desk.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_health_page_is_a_click_away_and_what_is_typed_waits(desk: Desk) -> None:
    desk.answer()
    desk.reply.fill("Здравствуйте! Моё слово.")
    desk.saved()
    desk.page.get_by_role("link", name="Здоровье базы").click()
    expect(desk.page.get_by_text("Здоровье базы знаний")).to_be_visible()
    expect(desk.page.locator(".desk-tiles")).to_contain_text("Черновики", timeout=90_000)
    expect(desk.page.get_by_role("link", name="Сроки SLA")).to_be_visible()
    assert latin_words(desk.page) <= {"python", "assistant", "check"}
    desk.page.get_by_role("link", name="Обращение").click()
    expect(desk.reply).to_have_value("Здравствуйте! Моё слово.")


def test_a_copied_reply_is_in_the_journal(desk: Desk, server: DeskServer) -> None:
    desk.page.get_by_label("Номер обращения").fill("777001")
    desk.answer(SMS)
    reply = desk.reply.input_value().replace("[Имя специалиста]", "Анна").replace("[ID]", "777001")
    desk.reply.fill(f"{reply}\nОтветим до 18:00 20.11.2026.")
    desk.page.get_by_role("button", name="Скопировать ответ").click()
    expect(desk.page.get_by_role("status").filter(has_text="Скопировано")).to_be_visible()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    with closing(Journal.from_settings(server.settings)) as journal:
        until = time.monotonic() + 15
        found = []
        while not found and time.monotonic() < until:
            time.sleep(0.1)
            found = [each for each in answers.every(journal) if each.ticket_id == "777001"]
    assert [each.sent for each in found] == [copied]
    assert found[0].text == SMS
    assert 0 < found[0].edited_share < 0.5
    assert found[0].seconds_to_copy is not None
    assert len(found[0].promises) >= 1
