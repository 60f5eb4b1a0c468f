"""Keyboard, screen readers, contrast: axe-core and the eye of the browser."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.site_fixtures import (
    INTAKE,
    built_site,  # noqa: F401  a fixture
    open_context,  # noqa: F401  same
    open_page,  # noqa: F401  same
    served_site,  # noqa: F401  same
)

Scheme = Literal["light", "dark"]
PAGES = ("index.html", INTAKE, "requests/login.html", "reference/templates.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(chromium: Browser, url: str, scheme: Scheme, width: int) -> None:
    opened = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = opened.new_page()
    found = []
    for path in (*PAGES, "404.html"):
        page.goto(url + path, wait_until="networkidle")
        found += [f"{path}: {each}" for each in violations(page)]
    opened.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_articles_stands_out_enough(chromium: Browser, url: str, scheme: Scheme) -> None:
    """WCAG 2.2, criterion 1.4.3, as the browser paints it."""
    opened = chromium.new_context(color_scheme=scheme)
    page = opened.new_page()
    faint = []
    for path in ("index.html", INTAKE, "requests/equipment.html", "reference/drafts.html"):
        page.goto(url + path)
        faint += page.evaluate(FAINT_TEXTS)
    opened.close()
    assert faint == []


FAINT_TEXTS = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const colour = parse(getComputedStyle(element).backgroundColor);
    return (colour[3] ?? 1) === 0 ? ground(element.parentElement) : over(colour, ground(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = new Set();
  for (const element of document.querySelectorAll("article *, .md-nav a, .md-footer *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.offsetParent || getComputedStyle(element).opacity === "0") continue;
    const under = ground(element);
    const ink = over(parse(getComputedStyle(element).color), under);
    const [dark, bright] = [light(ink), light(under)].sort((one, other) => one - other);
    const contrast = (bright + 0.05) / (dark + 0.05);
    if (contrast < 4.5) found.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)} ${element.textContent.slice(0, 30)}`);
  }
  return [...found];
}"""


# Keyboard


def focused(page: Page, read: str) -> str:
    return str(page.evaluate(f"(({read}))(document.activeElement)"))


NAME = "each => each.ariaLabel || each.labels?.[0]?.textContent.trim() || each.textContent.trim()"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", INTAKE])
def test_focus_is_seen_wherever_tab_leads(
    chromium: Browser, url: str, path: str, scheme: Scheme
) -> None:
    opened = chromium.new_context(
        color_scheme=scheme, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page = opened.new_page()
    page.goto(url + path, wait_until="networkidle")
    unseen, seen = [], 0
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        shown = page.evaluate(FOCUS_SHOWN)
        seen += 1
        if shown:
            unseen.append(shown)
    opened.close()
    assert seen > 20
    assert unseen == []


# Empty when what is focused has an outline that can be seen, or is a field with a caret.
FOCUS_SHOWN = """() => {
  const focused = document.activeElement;
  const each = focused.closest(".md-header__option") ?? focused; // the theme's switch is drawn by its form
  const style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  if (each.matches("input[type=text]") || (outlined && box.width > 0 && style.opacity !== "0")) return "";
  return each.outerHTML.slice(0, 160);
}"""


def test_checklist_is_worked_by_keyboard_alone(page: Page, url: str) -> None:
    page.goto(url + INTAKE, wait_until="networkidle")
    page.get_by_role("button", name="Сбросить").focus()
    page.keyboard.press("Tab")
    assert focused(page, NAME) == "Обращение получено, канал учтён"
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page, NAME) == "Номер обращения присвоен"
    page.keyboard.press("Space")
    assert page.locator(".kb-progress__count").inner_text() == "2 из 7"
    assert page.get_by_role("status").first.inner_text() == "2 из 7"
    page.get_by_role("button", name="Сбросить").press("Enter")
    assert page.locator(".kb-progress__count").inner_text() == "0 из 7"


def test_wide_table_is_scrolled_by_keyboard_on_a_phone(chromium: Browser, url: str) -> None:
    phone = chromium.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    page.goto(url + INTAKE, wait_until="networkidle")
    frame = page.get_by_role("group", name="Таблица: Типичные ошибки и их решение")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.scrollLeft") > 0
    phone.close()


def test_stages_are_an_ordered_list_of_five(page: Page, url: str) -> None:
    page.goto(url)
    assert page.locator(".kb-steps").aria_snapshot().count("- listitem:") == 5
    stages = page.locator(".kb-steps > ol > li")
    assert stages.locator("strong").all_inner_texts() == [
        "Получение",
        "Анализ",
        "Решение",
        "Эскалация и контроль",
        "Обратная связь",
    ]
    tops = stages.evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)")
    assert len(set(tops)) == 1  # one line on a wide screen
    arrows = stages.evaluate_all(
        "all => all.map((each) => getComputedStyle(each, '::after').content)"
    )
    assert arrows == ['""'] * 4 + ["none"]
    page.set_viewport_size({"width": 390, "height": 844})
    lefts = stages.evaluate_all("all => all.map((each) => each.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1


def test_home_page_leads_in_by_words_product_kind_and_channel(page: Page, url: str) -> None:
    page.goto(url)
    order = page.locator("[data-kb-search], .kb-entries a, article h2").evaluate_all(
        "all => all.map((each) => each.dataset.kbSearch === undefined ? each.firstChild.textContent"
        " || each.childNodes[1].textContent : 'Поиск')"
    )
    ways = ["О чём пишет клиент", "Какое это обращение", "Откуда пришло"]
    assert order == ["Поиск", *ways, "Пять этапов", *ways, "Оглавления"]
    page.get_by_role("link", name="Откуда пришло").click()
    assert page.get_by_text("support@pass24online.ru").is_visible()
    assert page.get_by_role("heading", name="Откуда пришло").evaluate(
        "each => Math.abs(each.getBoundingClientRect().top) < innerHeight"
    )
