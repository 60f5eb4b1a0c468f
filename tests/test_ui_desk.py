"""The desk's flows without a browser: what an agent does, what is on the page, what is on disk."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.retrieval.build import build_index
from assistant.settings import Settings
from assistant.ui import session
from assistant.ui.drafts import Drafts
from tests.conftest import TINY
from tests.ui_places import APP, EVERYONE, SMS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def settings(real_index: Path, tmp_path: Path) -> Settings:
    return Settings(index=real_index, state=tmp_path / "state")


@pytest.fixture
def small(docs: Path, index: Path, tmp_path: Path) -> Settings:
    """Documents and an index of the test's own, to change."""
    return Settings(docs=docs, index=index, state=tmp_path / "state")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    name = "small" if "small" in request.fixturenames else "settings"
    for variable, value in request.getfixturevalue(name).to_environment().items():
        monkeypatch.setenv(variable, value)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def opened(**parameters: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def answered(text: str = SMS) -> AppTest:
    page = opened()
    area(page, "Текст обращения").set_value(text)
    return press(page, "analyse")


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def area(page: AppTest, name: str):
    return next(each for each in page.text_area if each.label == name)


def field(page: AppTest, name: str):
    return next(each for each in page.text_input if each.label == name)


def reply(page: AppTest) -> str:
    value: str = area(page, "Ответ клиенту").value
    return value


def words(page: AppTest) -> str:
    """All HTML on the page without its tags."""
    return re.sub(r"<[^>]+>", " ", "\n".join(each.value for each in page.get("html")))


def draft_id(page: AppTest) -> str:
    value = page.query_params["draft"]
    return value if isinstance(value, str) else value[0]


def test_ticket_gives_draft_verdict_checklist_and_sources() -> None:
    page = answered()
    assert not page.exception
    assert reply(page).startswith("Здравствуйте")
    shown = words(page)
    for word in ("Стандартное", "Решить до", "24 раб. ч", "Оператор связи", "Йота", "Регламенты"):
        assert word in shown
    assert "Не приходит SMS-код при регистрации" in shown
    assert len([each for each in page.checkbox if (each.key or "").startswith("tick-")]) > 10


def test_emergency_names_level_contact_and_reason() -> None:
    shown = words(answered(EVERYONE))
    for word in ("Экстренное", "срочно", "Связаться до", "Почему"):
        assert word in shown


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Обращение пустое"),
        ("   \n ", "Обращение пустое"),
        ("не работает шлагбаум " * 50_000, "Текст слишком длинный"),
        ("My gate does not open, please help", "понимает только русский"),
        ("大门打不开,请帮忙", "понимает только русский"),
        ("👍👍🔥", "понимает только русский"),
    ],
)
def test_odd_input_gets_a_plain_word_and_stays(text: str, word: str) -> None:
    page = answered(text)
    assert word in words(page)
    assert not page.exception
    stored = Drafts(session.settings().state).load(draft_id(page))
    assert (stored.draft.text if stored else "") == (text if text.strip() else "")


def test_wrong_moment_is_explained_and_can_be_mended() -> None:
    page = opened()
    area(page, "Текст обращения").set_value(SMS)
    field(page, "Когда поступило").set_value("вчерась")
    press(page, "analyse")
    assert "«вчерась» — не время" in words(page)
    assert area(page, "Текст обращения").value == SMS
    field(page, "Когда поступило").set_value("20.11.2026 17:00")
    press(page, "analyse")
    assert "пт 20.11 17:00" in words(page)


def test_number_name_and_agent_fill_their_slots() -> None:
    page = answered()
    assert "[ID]" in reply(page)
    field(page, "Номер обращения").set_value("20261120001")
    field(page, "Имя клиента").set_value("Ирина")
    field(page, "Ваше имя").set_value("Анна")
    page.run()
    text = reply(page)
    assert "20261120001" in text
    assert "Здравствуйте, Ирина!" in text
    assert "Анна" in text
    assert "[" not in text


def test_a_line_that_the_number_proves_ticks_itself() -> None:
    page = answered("Fw\n\nВложение: IMG_4471.HEIC")
    before = sum(each.value for each in page.checkbox)
    field(page, "Номер обращения").set_value("77").run()
    proved = [each for each in page.checkbox if "№ 77" in each.label]
    assert all(each.value for each in proved)
    assert sum(each.value for each in page.checkbox) == before + len(proved)


def test_own_wording_stays_and_its_slots_are_filled_later() -> None:
    page = answered()
    area(page, "Ответ клиенту").set_value(
        "Здравствуйте! Обращение № [ID], займёмся до [срок]."
    ).run()
    field(page, "Номер обращения").set_value("77").run()
    assert reply(page) == "Здравствуйте! Обращение № 77, займёмся до [срок]."
    press(page, "redo")
    assert reply(page).startswith("Здравствуйте!\n\nВаше обращение № 77")
    press(page, "undo")
    assert reply(page) == "Здравствуйте! Обращение № 77, займёмся до [срок]."


def test_empty_places_and_findings_are_listed() -> None:
    page = answered()
    assert "Не заполнено: 2" in words(page)
    area(page, "Ответ клиенту").set_value("Пришлите, пожалуйста, пароль. Ваш № 5").run()
    shown = words(page)
    assert "Не заполнено:" not in shown
    assert "Пароль и код из SMS не спрашиваем никогда" in shown
    assert "Нет приветствия" in shown


def test_copying_with_empty_places_takes_an_explicit_word() -> None:
    page = answered()
    waiver = next(each for each in page.checkbox if each.label == "Отправлю с незаполненными")
    assert waiver.value is False
    waiver.check().run()
    stored = Drafts(session.settings().state).load(draft_id(page))
    assert stored is not None
    assert stored.draft.waived
    field(page, "Номер обращения").set_value("5")
    field(page, "Ваше имя").set_value("Анна").run()
    assert not [each for each in page.checkbox if each.label == "Отправлю с незаполненными"]


def test_another_session_finds_text_reply_and_ticks() -> None:
    page = answered()
    area(page, "Ответ клиенту").set_value("Здравствуйте! Моё.").run()
    tick = next(each for each in page.checkbox if each.label == "База знаний проверена")
    # What sort of matter it is, the words of the ticket prove.
    proven = [each.label for each in page.checkbox if each.value]
    assert [label.partition(" (")[0] for label in proven] == ["Вид проблемы определён"]
    tick.check().run()
    again = opened(draft=draft_id(page))
    assert reply(again) == "Здравствуйте! Моё."
    assert next(each for each in again.checkbox if each.key == tick.key).value is True
    assert "2 из" in words(again)


def test_another_request_redrafts_and_keeps_own_wording() -> None:
    page = answered()
    area(page, "Ответ клиенту").set_value("Здравствуйте! Моё.").run()
    key = next(each.key for each in page.button if (each.key or "").startswith("take-"))
    before = words(page)
    press(page, str(key))
    assert "Здравствуйте! Моё." not in reply(page)
    assert "по записи, выбранной Вами" in words(page)
    press(page, "undo")
    assert reply(page) == "Здравствуйте! Моё."
    press(page, "unchoose")
    assert "по записи, выбранной Вами" not in words(page)
    assert "Записи базы" in before


def test_an_overruled_verdict_redrafts_keeps_own_wording_and_asks_why() -> None:
    page = answered()
    area(page, "Ответ клиенту").set_value("Здравствуйте! Моё.").run()
    press(page, "rule")
    pills = next(each for each in page.get("button_group") if each.label == "Уровень")
    pills.set_value("emergency").run()
    assert "Связаться до" in words(page)
    assert "Моё." not in reply(page)
    press(page, "rule_close")
    assert "исправлен без причины" in words(page)
    press(page, "rule")
    field(page, "Почему исправляете").set_value("стоят все").run()
    press(page, "rule_close")
    assert "исправлен без причины" not in words(page)
    assert "Исправлено специалистом" in words(page)
    press(page, "undo")
    assert reply(page) == "Здравствуйте! Моё."
    again = opened(draft=draft_id(page))
    assert "Исправлено специалистом" in words(again)
    press(again, "rule")
    press(again, "unrule")
    assert "Связаться до" not in words(again)


def test_paragraphs_are_switched_off_and_on_beside_own_words() -> None:
    page = answered()
    area(page, "Ответ клиенту").set_value(reply(page) + "\n\nP. S. Моё.").run()
    before = reply(page)
    press(page, "parts_button")
    pills = next(each for each in page.get("button_group") if each.label == "Абзацы в ответе")
    second = before.split("\n\n")[1]
    pills.set_value([at for at in pills.value if at != 1]).run()
    assert second not in reply(page)
    assert reply(page).endswith("P. S. Моё.")
    pills = next(each for each in page.get("button_group") if each.label == "Абзацы в ответе")
    pills.set_value([0, 1, *pills.value[1:]]).run()
    assert reply(page) == before
    press(page, "redo")
    assert "Моё" not in reply(page)


def test_what_the_customer_did_is_off_and_can_be_put_back() -> None:
    page = answered("Не приходит смс с кодом при регистрации, в спаме пусто")
    step = "Загляните в папку «Спам» в сообщениях телефона."
    assert step not in reply(page)
    press(page, "parts_button")
    pills = next(each for each in page.get("button_group") if each.label == "Абзацы в ответе")
    assert len(pills.options) == len(pills.value) + 1
    assert "Убрано: Загляните в папку" in pills.options[-1]
    assert "в спаме пусто" in pills.options[-1]
    pills.set_value([*pills.value, len(pills.value)]).run()
    assert step in reply(page)


def test_nothing_fitting_is_said_and_nearest_are_offered() -> None:
    page = answered("Уважаемые коллеги! Просим сообщить причины некорректной работы")
    shown = words(page)
    assert "Подходящей записи нет" in shown
    assert "под сомнением" in shown
    key = next(each.key for each in page.button if (each.key or "").startswith("take-"))
    press(page, str(key))
    assert "Подходящей записи нет" not in words(page)


def test_link_from_the_site_opens_the_text_of_an_item() -> None:
    item = "База типичных запросов/Регистрация и вход.md#sms-registration"
    page = opened(item=item)
    assert "Готовый текст" in words(page)
    assert reply(page).startswith("Здравствуйте")
    area(page, "Текст обращения").set_value("Добрый день, помогите")
    press(page, "analyse")
    assert "по записи, выбранной Вами" in words(page)
    assert "SMS-код при регистрации" in words(page)


def test_link_to_an_item_that_is_gone_says_so() -> None:
    page = opened(item="Нет такой.md#<img src=x>")
    assert "Готового текста по этой ссылке нет" in words(page)
    assert area(page, "Текст обращения").value == ""


def test_unfinished_tickets_are_listed_opened_finished_and_erased() -> None:
    page = answered()
    first = draft_id(page)
    press(page, "new")
    assert draft_id(page) != first
    assert "Скачала приложение" in words(page)
    press(page, f"open-desk-{first}")
    assert draft_id(page) == first
    assert reply(page).startswith("Здравствуйте")
    press(page, "finish")
    assert "Только что законченные" in words(page)
    press(page, f"delete-desk-{first}")
    assert "Скачала приложение" not in words(page)
    assert Drafts(session.settings().state).load(first) is None


def test_missing_index_names_the_command_and_keeps_what_is_typed(small: Settings) -> None:
    (small.index / "manifest.json").unlink()
    page = opened()
    area(page, "Текст обращения").set_value("не приходит смс")
    press(page, "analyse")
    assert "python build_index.py" in words(page)
    assert area(page, "Текст обращения").value == "не приходит смс"


def test_new_index_is_taken_up_and_a_bad_one_is_not(small: Settings, tmp_path: Path) -> None:
    page = answered("не приходит смс с кодом при регистрации, жду код уже час")
    file = small.docs / "База типичных запросов" / "Регистрация и вход.md"
    text = file.read_text(encoding="utf-8").replace("код приходит на него", "код придёт на него")
    file.write_text(text, encoding="utf-8")
    build_index(small.docs, small.index, recipe=TINY)
    page.run()
    assert "код придёт на него" in reply(page)
    shutil.copytree(small.index, tmp_path / "kept")
    manifest = small.index / "manifest.json"
    manifest.write_text("{}", encoding="utf-8")
    page.run()
    assert "код придёт на него" in reply(page)
    assert "Индекс другого формата" in words(page)


def test_unforeseen_error_is_a_russian_sentence_and_tells_the_log_no_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Йота +7 900 000-00-01")

    monkeypatch.setattr("assistant.ui.answering.desk.answer", fail)
    with caplog.at_level(logging.DEBUG):
        page = answered()
    assert "Не получилось: ошибка в программе" in words(page)
    assert area(page, "Текст обращения").value == SMS
    assert not page.exception
    ours = [each.getMessage() for each in caplog.records if each.name == "assistant.ui"]
    # A journal that an earlier test left behind may speak as well.
    assert any(each.startswith("ValueError at ") for each in ours)
    assert not any("Йота" in each.getMessage() for each in caplog.records)


def test_page_that_cannot_be_drawn_offers_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("assistant.ui.page.draw_head", fail)
    page = opened()
    assert "Не получилось" in words(page)
    assert "Открыть новое обращение" in words(page)
    assert "boom" not in words(page)


def test_state_that_cannot_be_written_is_told_and_work_goes_on(settings: Settings) -> None:
    settings.state.write_text("это файл, а не папка", encoding="utf-8")
    page = answered()
    assert "Черновики не сохраняются" in words(page)
    assert reply(page).startswith("Здравствуйте")
