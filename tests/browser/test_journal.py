"""The journal in a real browser: find an answer, open it again on the desk, take files in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.journal import answers, past
from assistant.journal.journal import Journal
from assistant.settings import Settings
from tests.browser.desk_page import latin_words
from tests.browser.desk_server import DeskServer
from tests.journal import cases
from tests.ui_places import SMS

expect.set_options(timeout=20_000)
NOW = datetime.now(UTC)
BARRIER = "Шлагбаум на въезде не открывается по пропуску гостя"


def fill(settings: Settings) -> None:
    with closing(Journal.from_settings(settings)) as journal:
        answers.record(
            journal,
            cases.answer(id="a" * 16, owner="b" * 16, text=SMS, copied=NOW, received=NOW),
        )
        answers.record(
            journal,
            cases.answer(
                id="c" * 16,
                ticket_id="600600",
                text=BARRIER,
                client="Олег",
                agent="Борис",
                copied=NOW - timedelta(days=40),
            ),
        )
        past.take(journal, [cases.PAST, cases.past("400002", text=BARRIER, client="Олег")])


@pytest.fixture(scope="module")
def server(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    folder = tmp_path_factory.mktemp("journal")
    settings = Settings(index=real_index, state=folder / "state")
    fill(settings)
    running = DeskServer(settings, folder / "log.txt")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(chromium: Browser, server: DeskServer) -> Iterator[Page]:
    context = chromium.new_context(locale="ru-RU", viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.goto(f"{server.url}journal")
    expect(opened.locator("html[lang=ru]")).to_be_attached()
    expect(opened.get_by_text("Журнал").first).to_be_visible()
    yield opened
    context.close()


def pick(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def test_answers_of_everybody_are_found_by_words_and_opened_on_the_desk(page: Page) -> None:
    expect(page.get_by_text("0 ответов")).to_be_visible()
    pick(page, "Все")
    expect(page.get_by_text("2 ответа")).to_be_visible()
    assert latin_words(page) == set()
    pick(page, "Месяц")
    expect(page.get_by_role("heading", name="1 ответ новые")).to_be_visible()
    pick(page, "Всё время")
    expect(page.get_by_text("2 ответа")).to_be_visible()
    page.get_by_label("Найти").fill("шлагбаум")
    page.get_by_label("Найти").press("Enter")
    expect(page.get_by_role("heading", name="1 ответ новые")).to_be_visible()
    page.get_by_role("button", name="Открыть", exact=True).click()
    expect(page.get_by_text("Отправленный ответ")).to_be_visible()
    expect(page.get_by_text("Клиент: Олег")).to_be_visible()
    assert latin_words(page) <= {"irina", "example", "org"}
    page.get_by_role("button", name="Открыть в обращении").click()
    expect(page.get_by_role("textbox", name="Ответ клиенту").first).to_have_value(cases.SENT)
    expect(page.get_by_label("Номер обращения")).to_have_value("600600")
    expect(page.locator(".desk-verdict")).to_contain_text("Решить до")


def test_a_verdict_is_corrected_after_the_fact(page: Page, server: DeskServer) -> None:
    pick(page, "Все")
    page.get_by_role("button", name="Открыть", exact=True).first.click()
    page.get_by_role("button", name="Исправить вердикт").click()
    pick(page, "Экстренное")
    save = page.get_by_role("button", name="Записать")
    save.click()
    expect(page.get_by_text("Напишите, почему исправляете.")).to_be_visible()
    page.get_by_role("combobox", name="Запись базы").fill("Гость не может")
    page.get_by_role("option", name=re.compile("^Гость не может")).first.click()
    page.get_by_label("Почему исправляете").fill("стоит весь въезд")
    save.click()
    facts = page.locator(".desk-facts")
    expect(facts).to_contain_text("Исправлено: уровень")
    expect(facts).to_contain_text("Экстренное (стоит весь въезд)")
    expect(facts).to_contain_text("Гость не может")
    expect(page.get_by_label("Почему исправляете")).to_be_hidden()
    assert latin_words(page) <= {"irina", "example", "org"}
    with closing(Journal.from_settings(server.settings)) as journal:
        kept = answers.load(journal, "a" * 16)
    assert kept is not None
    told = {each.field: (each.became, each.is_from_desk) for each in kept.corrections}
    assert told["level"] == ("emergency", False)
    assert told.keys() == {"level", "request"}
    page.get_by_role("button", name="Открыть в обращении").click()
    expect(page.locator(".desk-verdict")).to_contain_text("Экстренное")
    expect(page.locator(".desk-found-chosen")).to_contain_text("Гость не может")


def test_past_tickets_are_found_by_meaning(page: Page) -> None:
    pick(page, "Прошлые обращения")
    expect(page.get_by_text("2 обращения")).to_be_visible()
    pick(page, "По смыслу")
    page.get_by_label("Найти").fill("не открылся шлагбаум")
    page.get_by_label("Найти").press("Enter")
    row = page.locator(".desk-journal-row").first
    expect(row).to_contain_text("№ 400002")
    page.get_by_role("button", name="Открыть", exact=True).first.click()
    expect(page.get_by_text("Клиент: Олег")).to_be_visible()
    expect(page.get_by_text("Чем кончилось")).to_be_visible()


def test_a_table_is_taken_in_by_its_columns(page: Page, server: DeskServer) -> None:
    pick(page, "Файлы")
    expect(page.get_by_text("Принять прошлые обращения")).to_be_visible()
    expect(page.get_by_text("Выбрать файл")).to_be_visible()
    # Names of formats and of the command; glyphs of icons are words to the browser alone.
    assert latin_words(page) <= {
        "upload",
        "csv",
        "CSV",
        "JSON",
        "JSONL",
        "TSV",
        "python",
        "assistant",
        "journal",
        "import",
    }
    table = "Код;Суть;Когда\n700001;Не идёт код;20.11.2026 12:00\n700002;;20.11.2026\n"
    page.set_input_files(
        "input[type=file]",
        {"name": "crm.csv", "mimeType": "text/csv", "buffer": table.encode("cp1251")},
    )
    expect(page.get_by_text("Укажите столбцы: текст, поступило")).to_be_visible()
    for field, head in (("Текст", "Суть"), ("Поступило", "Когда")):
        page.get_by_role("combobox", name=field).click()
        page.get_by_role("option", name=head).click()
    page.get_by_role("button", name="Принять", exact=True).click()
    expect(
        page.get_by_text("Новых — 1, изменённых — 0, прежних — 0, не принято строк — 1.")
    ).to_be_visible()
    expect(page.get_by_text("crm.csv:3: нет поля text (текст)")).to_be_visible()
    with closing(Journal.from_settings(server.settings)) as journal:
        assert past.read(journal, ["700001"])["700001"].text == "Не идёт код"
    with page.expect_download() as download:
        page.get_by_role("button", name="Обращения, JSON").click()
    rows = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert "700001" in {each["id"] for each in rows}


def test_the_link_leads_there_and_back(page: Page) -> None:
    page.get_by_role("link", name="Обращение").click()
    expect(page.get_by_role("textbox", name="Текст обращения").first).to_be_visible()
    page.get_by_role("link", name="Журнал").click()
    expect(page.get_by_label("Найти")).to_be_visible()


def test_figures_are_read_without_a_click(page: Page) -> None:
    page.get_by_role("link", name="Показатели").click()
    tiles = page.locator(".desk-tiles")
    expect(tiles).to_contain_text("Позже срока")
    expect(page.get_by_role("heading", name="По дням")).to_be_visible()
    expect(page.locator(".desk-bars").first).to_contain_text("Вход")
    assert latin_words(page) == set()
    pick(page, "за всё время")
    # The other answer is older than a month.
    expect(tiles.locator(".desk-value").first).to_have_text("2")
    expect(page.locator(".desk-column b").last).to_have_text("1")
    # Drawn last: the button above it is the one of this run by then.
    expect(page.locator(".desk-bars").last).to_contain_text("из 2 ответов")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать таблицей").click()
    table = Path(download.value.path()).read_text("utf-8-sig")
    assert table.splitlines()[1].startswith("База/Вход.md#sms-registration;Не приходит SMS-код;")
