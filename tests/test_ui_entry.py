"""The desk and its door: who sees it, whose drafts are listed, what is left when people change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.testing.v1 import AppTest

from assistant.access.proxy import TrustedProxy
from assistant.access.roster import Roster
from assistant.settings import Settings
from assistant.ui.gate import Gate
from assistant.ui.probes import HEALTH
from tests.ui_places import APP

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ANNA, LEAD = "anna@example.org", "lead@example.org"
ROSTER = {"sign_in": "proxy", "leads": LEAD}


@pytest.fixture
def settings(real_index: Path, tmp_path: Path) -> Settings:
    return Settings(index=real_index, state=tmp_path / "state")


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes settings those of the desk."""

    def take(settings: Settings) -> None:
        for variable, value in settings.to_environment().items():
            monkeypatch.setenv(variable, value)
        st.cache_resource.clear()

    yield take
    st.cache_resource.clear()


def opened(user: dict[str, Any] | None = None, **parameters: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.user = user or {}
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def shown(page: AppTest) -> str:
    return "\n".join(each.proto.body for each in page.get("html"))


def text_area(page: AppTest) -> Any:
    return next(each for each in page.text_area if each.label == "Текст обращения")


def is_open(page: AppTest) -> bool:
    return any(each.label == "Текст обращения" for each in page.text_area)


def drafted(user: dict[str, Any], text: str) -> tuple[AppTest, str]:
    page = opened(user)
    text_area(page).set_value(text).run()
    return page, draft_of(page)


def rooms(user: dict[str, Any]) -> list[str]:
    return [each.proto.label for each in opened(user).get("page_link")]


def draft_of(page: AppTest) -> str:
    value = page.query_params["draft"]
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("way", "user"),
    [
        ("proxy", {}),
        ("proxy", {"login": ""}),
        ("proxy", {"email": LEAD}),
        ("proxy", {"login": "\xc8"}),
        ("oidc", {}),
        ("oidc", {"is_logged_in": False, "email": LEAD}),
        ("oidc", {"login": LEAD}),
    ],
)
def test_closed_to_who_has_not_signed_in(
    settings: Settings, settle: Any, way: str, user: dict[str, Any]
) -> None:
    settle(replace(settings, sign_in=way, leads=LEAD))
    page = opened(user)
    assert not is_open(page)
    assert "desk-notice" in shown(page)
    assert bool(page.button) is (way == "oidc")


def test_open_to_who_has_signed_in(settings: Settings, settle: Any) -> None:
    settle(replace(settings, **ROSTER))
    page = opened({"login": ANNA})
    assert is_open(page)
    assert f'title="специалист">{ANNA}' in shown(page)
    assert 'title="руководитель"' in shown(opened({"login": LEAD}))


def test_a_cyrillic_login_comes_through_the_header_whole(settings: Settings, settle: Any) -> None:
    settle(replace(settings, **ROSTER))
    page = opened({"login": "Анна".encode().decode("latin-1")})
    assert 'title="специалист">анна' in shown(page)


def test_name_of_the_provider_signs_the_reply(settings: Settings, settle: Any) -> None:
    settle(replace(settings, sign_in="oidc"))
    page = opened({"is_logged_in": True, "email": ANNA, "name": "Анна Иванова"})
    assert page.text_input(key="agent").value == "Анна Иванова"
    assert page.button(key="sign_out").label == "Выйти"


def test_drafts_follow_the_person_to_another_browser(settings: Settings, settle: Any) -> None:
    settle(replace(settings, **ROSTER))
    drafted({"login": ANNA}, "не приходит код")
    assert "не приходит код" in shown(opened({"login": ANNA.upper()}))
    assert "не приходит код" not in shown(opened({"login": LEAD}))


def test_another_agents_draft_opens_for_a_lead_alone(settings: Settings, settle: Any) -> None:
    settle(replace(settings, **ROSTER))
    _, identifier = drafted({"login": ANNA}, "секрет клиента")
    assert text_area(opened({"login": LEAD}, draft=identifier)).value == "секрет клиента"
    page = opened({"login": "olga@example.org"}, draft=identifier)
    assert text_area(page).value == ""
    assert draft_of(page) != identifier
    assert "ведёт другой специалист" in shown(page)


def test_state_of_the_base_is_for_editors(settings: Settings, settle: Any) -> None:
    settle(replace(settings, **ROSTER, editors="olga@example.org"))
    assert rooms({"login": ANNA}) == ["Обращение", "Журнал"]
    assert rooms({"login": "olga@example.org"}) == [
        "Обращение",
        "Журнал",
        "Пробелы базы",
        "Здоровье базы",
    ]


def test_nothing_stays_when_another_person_takes_the_session_over(
    settings: Settings, settle: Any
) -> None:
    settle(replace(settings, **ROSTER))
    page, _ = drafted({"login": ANNA}, "секрет клиента")
    page.user = {"login": "olga@example.org"}
    page.query_params.clear()
    page.run()
    assert text_area(page).value == ""
    assert "секрет клиента" not in shown(page)


# The gate before everything.


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("внутри")
    await socket.close()


def gated(peer: str) -> TestClient:
    settings = Settings(agents=ANNA, proxy_addresses="10.0.0.5")
    gate = Middleware(
        Gate, proxy=TrustedProxy.from_settings(settings), roster=Roster.from_settings(settings)
    )
    paths = ("/", HEALTH, "/_stcore/upload_file/a/b")
    routes = [Route(path, lambda _: PlainTextResponse("внутри")) for path in paths]
    inside = Starlette(routes=[*routes, WebSocketRoute("/stream", _echo)], middleware=[gate])
    return TestClient(inside, client=(peer, 50_000))


@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b"])
@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.0.0.5", {"X-Forwarded-User": ANNA}, 200),
        ("10.0.0.5", {"X-Forwarded-User": LEAD}, 403),
        ("10.0.0.5", {}, 403),
        ("10.0.0.6", {"X-Forwarded-User": ANNA}, 403),
        ("10.0.0.6", {"X-Forwarded-User": ANNA, "X-Forwarded-For": "10.0.0.5"}, 403),
    ],
)
def test_gate(path: str, peer: str, headers: dict[str, str], status: int) -> None:
    answer = gated(peer).get(path, headers=headers)
    assert answer.status_code == status
    assert (answer.text == "внутри") is (status == 200)


def test_gate_before_the_stream_of_the_page() -> None:
    with gated("10.0.0.5").websocket_connect("/stream", headers={"X-Forwarded-User": ANNA}) as ours:
        assert ours.receive_text() == "внутри"
    stranger = gated("10.0.0.6").websocket_connect("/stream", headers={"X-Forwarded-User": ANNA})
    with pytest.raises(WebSocketDisconnect) as refused, stranger:
        pass
    assert refused.value.code == 1008


def test_health_is_told_to_anybody() -> None:
    assert gated("10.0.0.6").get(HEALTH).status_code == 200
