"""Health and readiness: up is one thing, able to answer from the present documents another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.retrieval.build import build_index
from assistant.settings import Settings
from assistant.ui.drafts import Drafts
from assistant.ui.probes import HEALTH, READINESS, routes
from tests.conftest import TINY


@pytest.fixture
def settings(docs: Path, index: Path, tmp_path: Path) -> Settings:
    return Settings(docs=docs, index=index, state=tmp_path / "state")


@pytest.fixture
def client(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    for variable, value in settings.to_environment().items():
        monkeypatch.setenv(variable, value)
    st.cache_resource.clear()
    with TestClient(Starlette(routes=routes())) as client:
        yield client
    st.cache_resource.clear()


def reason(client: TestClient) -> str:
    answer = client.get(READINESS)
    told = answer.json()
    assert answer.status_code == (503 if told["reason"] else 200)
    assert told["ready"] is (answer.status_code == 200)
    assert answer.headers["cache-control"] == "no-store"
    found: str = told["reason"]
    return found


def test_ready_with_a_fresh_index(client: TestClient) -> None:
    assert reason(client) == ""
    assert client.get(HEALTH).text == "ok\n"


def test_up_but_not_ready_without_an_index(client: TestClient, settings: Settings) -> None:
    shutil.rmtree(settings.index)
    assert reason(client).startswith("Индекса нет")
    assert client.get(HEALTH).status_code == 200


def test_a_page_changed_after_the_start_is_noticed_and_mended_by_a_build(
    client: TestClient, settings: Settings
) -> None:
    assert reason(client) == ""
    page = settings.docs / "Справочник" / "Шаблоны ответов.md"
    page.write_text(page.read_text("utf-8") + "\nДобавлена строка.\n", encoding="utf-8")
    assert reason(client).startswith("Индекс устарел: изменены документы (Справочник/Шаблоны")
    build_index(settings.docs, settings.index, recipe=TINY)
    assert reason(client) == ""


def test_a_damaged_index_is_not_ready_even_while_the_one_before_serves(
    client: TestClient, settings: Settings
) -> None:
    page = settings.docs / "Справочник" / "Шаблоны ответов.md"
    page.write_text(page.read_text("utf-8") + "\nДобавлена строка.\n", encoding="utf-8")
    build_index(settings.docs, settings.index, recipe=TINY)
    (settings.index / "vectors.faiss").write_bytes(b"")
    assert "повреждён" in reason(client)


def test_drafts_that_cannot_be_kept_are_not_ready(client: TestClient, settings: Settings) -> None:
    settings.state.write_text("файл на месте папки", encoding="utf-8")
    assert reason(client).startswith("Черновики не сохраняются")


def test_a_check_leaves_no_draft_behind(client: TestClient, settings: Settings) -> None:
    assert reason(client) == ""
    assert Drafts(settings.state).of_owner("") == ()
