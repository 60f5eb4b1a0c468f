"""Signing in with a real OpenID Connect provider, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.settings import Settings
from tests.browser.desk_server import DeskServer
from tests.browser.oidc_provider import CLIENT, SECRET, OidcProvider

expect.set_options(timeout=30_000)

ANNA = {
    "sub": "17",
    "email": "anna@example.org",
    "email_verified": True,
    "name": "Анна Иванова",
}
STRANGER = {"sub": "18", "email": "stranger@example.org", "name": "Чужой"}


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider(ANNA) as running:
        yield running


@pytest.fixture(scope="module")
def server(
    provider: OidcProvider, real_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DeskServer]:
    folder = tmp_path_factory.mktemp("oidc")
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    settings = Settings(
        index=real_index,
        state=folder / "state",
        sign_in="oidc",
        agents="anna@example.org",
        oidc_metadata_url=provider.metadata_url,
        oidc_client_id=CLIENT,
        oidc_secret_file=folder / "secret",
        cookie_secret_file=folder / "state" / "cookie-secret",
    )
    running = DeskServer(settings, folder / "log.txt")
    running.settings = replace(running.settings, assistant_url=running.url)
    provider.redirects.add(f"{running.url}oauth2callback")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(locale="ru-RU")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, provider: OidcProvider) -> Page:
    provider.person = ANNA
    return context.new_page()


def sign_in(page: Page, server: DeskServer) -> None:
    page.goto(server.url)
    expect(page.get_by_text("Войдите, чтобы открыть ассистента.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name="Войти").click()


def test_signing_in_and_out(page: Page, server: DeskServer, provider: OidcProvider) -> None:
    said: list[str] = []
    page.on("console", lambda each: each.type == "error" and said.append(each.text))
    sign_in(page, server)
    expect(page.get_by_text("anna@example.org")).to_be_visible()
    expect(page.get_by_role("textbox", name="Ваше имя")).to_have_value("Анна Иванова")
    expect(page.get_by_role("textbox", name="Текст обращения").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("anna@example.org")).to_be_visible()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    assert provider.left == 1
    assert said == []


def test_who_is_on_no_list_is_told_so_and_can_leave(
    page: Page, server: DeskServer, provider: OidcProvider
) -> None:
    provider.person = STRANGER
    sign_in(page, server)
    refusal = page.get_by_text("Для «stranger@example.org» доступ не открыт.")
    expect(refusal).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()


def test_an_address_the_provider_does_not_vouch_for_is_nobody(
    page: Page, server: DeskServer, provider: OidcProvider
) -> None:
    provider.person = {**ANNA, "sub": "19", "email_verified": False}
    sign_in(page, server)
    expect(page.get_by_text("Для «19» доступ не открыт.")).to_be_visible()


def test_cookies_are_signed_and_out_of_scripts_reach(
    page: Page, context: BrowserContext, server: DeskServer
) -> None:
    sign_in(page, server)
    expect(page.get_by_text("anna@example.org")).to_be_visible()
    found = {each["name"]: each for each in context.cookies()}["_streamlit_user"]
    assert (found["httpOnly"], found["sameSite"]) == (True, "Lax")
    forged = f"{found['value'][:-4]}AAAA"
    context.add_cookies([{**found, "value": forged}])  # type: ignore[typeddict-item,list-item]
    page.goto(server.url)
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_nothing_of_the_sign_in_is_logged(server: DeskServer) -> None:
    for secret in (SECRET, "stranger@example.org", "anna@example.org", "_streamlit_user="):
        assert secret not in server.log
