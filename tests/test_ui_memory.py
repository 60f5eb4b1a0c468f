"""A tab that answers many tickets keeps no more in memory than one that answers a few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.settings import Settings
from tests.ui_places import APP, SMS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def page(real_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    settings = Settings(index=real_index, state=tmp_path / "state")
    for variable, value in settings.to_environment().items():
        monkeypatch.setenv(variable, value)
    st.cache_resource.clear()
    yield AppTest.from_file(str(APP), default_timeout=60).run()
    st.cache_resource.clear()


def answer(page: AppTest, text: str) -> None:
    page.text_area[0].set_value(text)
    page.button(key="analyse").click().run()
    assert not page.exception


def finish(page: AppTest) -> None:
    page.button(key="finish").click().run()


def remembered(page: AppTest) -> tuple[int, int]:
    """How many fields Streamlit describes, and how many keys it knows."""
    state = page._session_state._state
    return len(state._new_widget_state.widget_metadata), len(state._key_id_mapper.id_key_mapping)


def test_a_finished_ticket_leaves_no_fields_behind(page: AppTest) -> None:
    seen = []
    for number in range(4):
        answer(page, f"{SMS} Обращение {number}.")
        seen.append(remembered(page))
        finish(page)
    fields, keys = seen[0]
    assert fields > 20
    assert keys > 20
    assert seen == [(fields, keys)] * 4
    assert remembered(page) < (fields, keys)


def test_what_stays_on_the_page_keeps_its_state(page: AppTest) -> None:
    page.text_input(key="agent").set_value("Анна").run()
    answer(page, SMS)
    line = page.checkbox[1]
    line.check().run()
    assert page.checkbox(key=line.key).value
    finish(page)
    assert page.text_input(key="agent").value == "Анна"
