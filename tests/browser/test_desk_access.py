"""The desk by keyboard and for low vision: axe-core, zoom, and rows that keep together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.desk_page import Desk, built_site, running_server  # noqa: F401  fixtures
from tests.browser.desk_server import DeskServer

Scheme = Literal["light", "dark"]
PLAIN: ViewportSize = {"width": 1280, "height": 800}
# A page of 1440 × 900 at 150 %.
ZOOMED: ViewportSize = {"width": 960, "height": 600}
ZOOM = 1.5
# Longer than its panel, with a thread below and many facts.
LETTER = (
    "Не приходит код при регистрации, телефон +7 900 000-00-01, ЖК «Придуманный лес», дом 3, кв. 12.\n"
    "Xiaomi Redmi Note 12, Android 13, версия приложения 2.14, оператор Йота, с 9:40 сегодня.\n"
    + "Пробовал ещё раз, и снова ничего не пришло, жду уже очень долго.\n"
    * 30
    + "\nС уважением, Пётр Примеров\n\n---------- Пересланное сообщение ---------\n"
    "От: Пётр Примеров <petr@example.org>\nДата: чт, 26 нояб. 2026 г. в 18:04\n"
    "Тема: Не приходит код\n\nНе приходит код при регистрации.\n"
)
SCROLLED = """(each) => {
  while (getComputedStyle(each).overflowY !== "auto") each = each.parentElement;
  return each.scrollTop;
}"""
OVERLAPS = """() => {
  const parts = [...document.querySelectorAll(
    ".desk-title > :is(img, b, a, details), .st-key-rooms a, .st-key-head input, .st-key-head button")]
    .map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
  const name = (each) => each.innerText || each.placeholder || each.tagName;
  return parts.flatMap(([one, a], at) => parts.slice(at + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([other]) => `${name(one)} / ${name(other)}`))
    .concat(parts.filter(([, box]) => box.right > innerWidth).map(([each]) => name(each)));
}"""


@pytest.fixture
def scheme() -> Scheme:
    return "light"


@pytest.fixture
def size() -> ViewportSize:
    return ZOOMED


@pytest.fixture
def desk(
    chromium: Browser, server: DeskServer, scheme: Scheme, size: ViewportSize
) -> Iterator[Desk]:
    opened = chromium.new_context(
        locale="ru-RU",
        color_scheme=scheme,
        viewport=size,
        device_scale_factor=ZOOM if size == ZOOMED else 1,
        bypass_csp=True,
    )
    made = Desk(opened.new_page(), server.url).open()
    expect(made.page.get_by_role("button", name="Открыть письмо .eml")).to_be_visible()
    yield made
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PLAIN, ZOOMED], ids=["plain", "zoomed"])
def test_axe_finds_nothing_serious(desk: Desk) -> None:
    page = desk.page
    found = {"empty": violations(page)}
    desk.answer(LETTER)
    expect(page.get_by_role("checkbox").last).to_be_attached()
    found["answered"] = violations(page)
    page.keyboard.press("Alt+KeyP")
    expect(page.locator('[class*="st-key-parts-"] button').first).to_be_visible()
    page.locator(".desk-menu summary").click()
    found["paragraphs"] = violations(page)
    page.keyboard.press("Alt+KeyV")
    expect(page.locator(".st-key-ruling_panel")).to_be_visible()
    found["ruling"] = violations(page)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-ruling_panel")).to_be_hidden()
    page.get_by_role("button", name=re.compile("Незаконченные")).click()
    expect(page.locator(".st-key-list_panel")).to_be_visible()
    page.locator(".desk-look summary").first.click()
    found["list"] = violations(page)
    assert {when: each for when, each in found.items() if each} == {}


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ('.st-key-fields [role="radio"]:last-child', "Обращение клиента"),
        (".st-key-edit_text button", "Что известно"),
    ],
)
def test_what_scrolls_is_scrolled_by_the_keyboard(desk: Desk, before: str, name: str) -> None:
    page = desk.answer(LETTER).page
    expect(page.get_by_role("checkbox").last).to_be_attached()
    page.locator(before).focus()
    page.keyboard.press("Tab")
    piece = page.get_by_role("group", name=name)
    expect(piece).to_be_focused()
    assert piece.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("End")
    page.wait_for_timeout(500)
    assert piece.evaluate(SCROLLED) > 0


def test_zoomed_in_the_reply_has_most_of_the_first_screen(desk: Desk) -> None:
    desk.answer()
    expect(desk.page.get_by_text("Замечаний к тексту нет")).to_be_visible()
    box = desk.reply.bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert box["height"] > 250
    assert box["y"] + box["height"] < ZOOMED["height"]
    copy = desk.page.get_by_role("button", name="Скопировать ответ").bounding_box()
    assert copy is not None
    assert copy["y"] + copy["height"] < ZOOMED["height"]


def test_zoomed_in_the_next_ticket_is_on_screen_though_the_page_was_scrolled(desk: Desk) -> None:
    desk.answer()
    expect(desk.page.get_by_role("checkbox").last).to_be_attached()
    desk.page.keyboard.press("Alt+KeyL")
    desk.page.keyboard.press("Space")
    expect(desk.page.get_by_text(re.compile(r"2 из \d+"))).to_be_in_viewport()
    desk.page.keyboard.press("Alt+KeyG")
    expect(desk.ticket).to_have_value("")
    expect(desk.ticket).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [720, 960, 1152, 1280, 1440])
def test_nothing_overlaps_whatever_the_width(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.page.wait_for_timeout(300)
    assert desk.page.evaluate(OVERLAPS) == []
    desk.answer()
    expect(desk.page.get_by_role("checkbox").last).to_be_attached()
    assert desk.page.evaluate(OVERLAPS) == []
    assert desk.page.evaluate("document.querySelector('.stMain').scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 1440])
def test_buttons_below_the_ticket_stand_in_one_row(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 800})
    boxes = [
        desk.page.get_by_role("button", name=name).bounding_box()
        for name in ("Разобрать", "Открыть письмо .eml")
    ]
    middles = {round(box["y"] + box["height"] / 2) for box in boxes if box}
    assert len(boxes) == 2
    assert max(middles) - min(middles) <= 1
    assert all(box and box["height"] <= 32 for box in boxes)
