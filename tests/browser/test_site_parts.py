"""Parts of a document: checklists, client texts, notes, the foot."""

from __future__ import annotations

from playwright.sync_api import Page

from assistant.knowledge.base import Knowledge
from tests.browser.site_fixtures import (
    INTAKE,
    ROOT,
    built_site,  # noqa: F401  a fixture
    copied,
    open_context,  # noqa: F401  same
    open_page,  # noqa: F401  same
    served_site,  # noqa: F401  same
)


def test_ticks_survive_a_reload_and_can_be_reset(page: Page, url: str) -> None:
    page.goto(url + INTAKE)
    count = page.locator(".kb-progress__count")
    assert count.inner_text() == "0 из 7"
    page.get_by_label("Номер обращения присвоен").check()
    page.get_by_text("Обращение получено, канал учтён").click()
    assert count.inner_text() == "2 из 7"
    page.reload()
    assert count.inner_text() == "2 из 7"
    assert page.get_by_label("Номер обращения присвоен").is_checked()
    page.get_by_role("button", name="Сбросить").click()
    page.reload()
    assert count.inner_text() == "0 из 7"


def test_checklist_is_copied_as_a_report(page: Page, url: str) -> None:
    page.goto(url + INTAKE)
    page.get_by_label("Номер обращения присвоен").check()
    page.get_by_role("button", name="Скопировать отчёт").click()
    page.get_by_text("Отчёт скопирован").wait_for()
    assert copied(page).splitlines()[:4] == [
        "Прием и регистрация обращений. Контрольный чек-лист",
        "Выполнено: 1 из 7",
        "[ ] Обращение получено, канал учтён",
        "[ ] Обращение зарегистрировано в течение 15 минут после поступления",
    ]
    assert "[x] Номер обращения присвоен" in copied(page)


def test_client_text_is_copied_whole_with_its_slots(page: Page, url: str) -> None:
    page.goto(url + INTAKE)
    reply = page.locator(".kb-reply").first
    assert reply.locator("mark.kb-slot").all_inner_texts() == ["[ID]"]
    reply.get_by_role("button", name="Скопировать текст").click()
    page.get_by_text("Скопировано", exact=True).wait_for()
    knowledge = Knowledge.from_folder(ROOT / "docs")
    document = knowledge.documents["Регламенты/Прием и регистрация обращений.md"]
    assert copied(page).strip() == document.templates[0].body.strip()


def test_client_text_opens_in_the_assistant(page: Page, url: str) -> None:
    page.goto(url + "requests/login.html")
    link = page.get_by_role("link", name="Открыть в ассистенте").first
    item = page.evaluate(
        "href => new URL(href).searchParams.get('item')", link.get_attribute("href")
    )
    assert item == "База типичных запросов/Регистрация и вход.md#sms-registration"


def test_overdue_document_says_so_from_its_day_on(page: Page, url: str) -> None:
    note = page.locator("[data-kb-review]")
    page.clock.set_fixed_time("2027-05-20T12:00:00+03:00")
    page.goto(url + INTAKE)
    assert note.is_hidden()
    page.clock.set_fixed_time("2027-05-21T12:00:00+03:00")
    page.reload()
    assert "Срок пересмотра прошёл 20.05.2027" in note.inner_text()


def test_feedback_letter_names_the_page(page: Page, url: str) -> None:
    page.goto(url + INTAKE)
    letter = page.get_by_role("link", name="Нашли неточность?").get_attribute("href") or ""
    assert letter.startswith("mailto:support@pass24online.ru?subject=")
    decoded = page.evaluate("text => decodeURIComponent(text)", letter)
    assert "Неточность на странице «Прием и регистрация обращений»" in decoded


def test_tick_boxes_and_controls_have_names(page: Page, url: str) -> None:
    page.goto(url + INTAKE)
    nameless = page.locator("article :is(button, input, a)").evaluate_all(
        "all => all.filter((each) => !(each.textContent.trim() || each.ariaLabel || each.title"
        " || [...(each.labels ?? [])].some((label) => label.textContent.trim())))"
        ".map((each) => each.outerHTML)"
    )
    assert nameless == []


def test_long_list_of_client_phrases_opens_by_a_button(page: Page, url: str) -> None:
    page.goto(url + "requests/login.html")
    phrases = page.locator("#sms-registration ~ ul").first.locator("li")
    whole = phrases.count()
    assert whole > 10
    assert [phrases.nth(at).is_visible() for at in (0, 4, 5, whole - 1)] == [
        True,
        True,
        False,
        False,
    ]
    page.get_by_role("button", name=f"Ещё {whole - 5} ф").first.click()
    assert phrases.nth(whole - 1).is_visible()
    page.get_by_role("button", name="Свернуть фразы").click()
    assert not phrases.nth(5).is_visible()
    page.emulate_media(media="print")
    assert phrases.nth(whole - 1).is_visible()


def test_phrases_are_open_for_a_reader_from_the_search(page: Page, url: str) -> None:
    page.goto(url + "requests/login.html?h=%D0%BA%D0%BE%D0%B4#sms-registration")
    phrases = page.locator("#sms-registration ~ ul").first.locator("li")
    assert phrases.nth(phrases.count() - 1).is_visible()
