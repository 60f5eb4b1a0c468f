"""The page of gaps: themes with a skeleton a click away, drafts rewritten, phrases as a patch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.journal.answers import correct, record
from assistant.journal.journal import Journal
from assistant.journal.records import Correction
from assistant.knowledge.base import Knowledge
from assistant.settings import Settings
from tests.journal.cases import answer
from tests.journal.test_gaps import CHARGING, OTHERS

LOGIN = "База типичных запросов/Регистрация и вход.md#sms-registration"


def script() -> None:
    from assistant.access.roster import guest
    from assistant.ui.gaps_page import draw_gaps
    from assistant.ui.session import settings

    draw_gaps(guest(settings()))


@pytest.fixture
def settings(
    docs: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Settings]:
    found = Settings(docs=docs, index=index, state=tmp_path / "state")
    for variable, value in found.to_environment().items():
        monkeypatch.setenv(variable, value)
    st.cache_resource.clear()
    yield found
    st.cache_resource.clear()


def opened() -> AppTest:
    return AppTest.from_function(script, default_timeout=60).run()


def words(page: AppTest) -> str:
    return re.sub(r"<[^>]+>", " ", "\n".join(each.value for each in page.get("html")))


def kept(settings: Settings, *texts: str) -> None:
    now = datetime.now(UTC)
    with closing(Journal.from_settings(settings)) as journal:
        for at, text in enumerate(texts):
            given = answer(
                id=f"{at:016x}", text=text, abstained=True, requests=(), copied=now, received=now
            )
            record(journal, given)
        record(journal, answer(id="f" * 16, copied=now, edited_share=0.5, text="жду код с утра"))
        correct(journal, "f" * 16, Correction(now, "Анна", "request", "", LOGIN, "про код"))


def test_an_empty_journal_is_good_news(settings: Settings) -> None:
    shown = words(opened())
    for line in ("на каждое обращение нашлась запись", "почти без правки", "Новых фраз нет"):
        assert line in shown


def test_themes_rewrites_and_phrases_are_shown_without_personal_data(settings: Settings) -> None:
    kept(settings, *CHARGING, *OTHERS)
    page = opened()
    shown = words(page)
    assert not page.exception
    assert "6 обращений без подходящей записи" in shown
    assert re.search(r"[2-4] обращения, ушло \d+ минут", shown)
    assert "50 % текста" in shown
    assert "жду код с утра" in shown
    assert "900 000" not in shown


def test_one_click_writes_a_skeleton_that_is_understood(settings: Settings) -> None:
    kept(settings, *CHARGING)
    before = Knowledge.from_folder(settings.docs).requests
    page = opened()
    page.button(key="make-0").click().run()
    assert re.search("Заготовка «.+» записана", words(page))
    after = Knowledge.from_folder(settings.docs).requests
    (new,) = after.keys() - before.keys()
    assert len(after[new].phrases) >= 2
    assert after[new].reply is not None
    assert not any("900" in phrase for phrase in after[new].phrases)
    page.button(key="make-0").click().run()
    assert len(Knowledge.from_folder(settings.docs).requests) == len(after) + 1


def test_older_answers_come_with_a_longer_period(settings: Settings) -> None:
    old = datetime.now(UTC) - timedelta(days=200)
    with closing(Journal.from_settings(settings)) as journal:
        record(journal, answer(text=OTHERS[0], abstained=True, requests=(), copied=old))
    page = opened()
    assert "нашлась запись" in words(page)
    page.get("button_group")[0].set_value(365).run()
    assert "1 обращение без подходящей записи" in words(page)


def test_a_journal_that_does_not_open_is_told(settings: Settings) -> None:
    settings.state.write_text("это файл", encoding="utf-8")
    page = opened()
    assert not page.exception
    assert "Чего в базе нет" not in words(page)
    assert words(page).strip()
