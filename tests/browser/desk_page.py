"""The desk in a browser, and the servers it needs; imported by ``test_desk*``."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from assistant.settings import ROOT, Settings
from assistant.website.build import build_site
from assistant.website.server import SiteServer
from tests.browser.desk_server import DeskServer
from tests.ui_places import SMS

expect.set_options(timeout=15_000)
_SAVED_SECONDS = 15
# Several times what the page waits for further changes (SETTLE_MS of shell.js).
_AT_REST_MS = 500
# Names and abbreviations that Russian support staff use as they are.
LATIN = frozenset(
    "Alt Ctrl Enter Esc CRM eml Telegram ID PASS24 online SMS SLA support pass24online ru Key Huawei RuStore"
    " API PIN QR IP PUSH Push Sigur VIP KPP".split()
)


@pytest.fixture(name="site", scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(ROOT / "docs", folder, strict=False)
    with SiteServer(folder, port=0) as server:
        yield server


@pytest.fixture(name="server", scope="module")
def running_server(
    site: SiteServer, real_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DeskServer]:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(index=real_index, state=folder / "state", site_url=site.url)
    running = DeskServer(settings, folder / "log.txt")
    running.start()
    yield running
    running.stop()


@dataclass
class Desk:
    """A page of the desk; ``foreign`` lists requests that left this machine's two servers."""

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)

    @property
    def ticket(self) -> Locator:
        # While the program replaces the field, the old one stands behind the new one for a blink.
        return self.page.get_by_role("textbox", name="Текст обращения").first

    @property
    def reply(self) -> Locator:
        return self.page.get_by_role("textbox", name="Ответ клиенту").first

    def open(self, address: str = "") -> Desk:
        self.page.goto(self.url + address)
        return self.ready()

    def ready(self) -> Desk:
        """Wait until the page's own script has begun its work."""
        expect(self.page.locator("html[lang=ru]")).to_be_attached(timeout=20_000)
        return self

    def answer(self, text: str = SMS) -> Desk:
        self.ticket.fill(text)
        self.page.keyboard.press("Control+Enter")
        expect(self.reply).not_to_have_value("")
        return self

    def saved(self) -> None:
        """Wait until the browser keeps no copy of its own: everything is on disk."""
        kept = "Object.keys(sessionStorage).filter(k => k.startsWith('desk:')).length"
        until = time.monotonic() + _SAVED_SECONDS
        # Not wait_for_function: the page's own policy forbids it to make code out of text.
        while self.page.evaluate(kept):
            assert time.monotonic() < until
            self.page.wait_for_timeout(50)

    def reload(self) -> Desk:
        self.page.reload()
        return self.ready()


@pytest.fixture(name="context")
def russian_context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(
        locale="ru-RU",
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield opened
    opened.close()


@pytest.fixture(name="desk")
def opened_desk(context: BrowserContext, server: DeskServer, site: SiteServer) -> Iterator[Desk]:
    page = context.new_page()
    opened = Desk(page, server.url)
    ours = {urlsplit(server.url).netloc, urlsplit(site.url).netloc}

    def note(url: str) -> None:
        parts = urlsplit(url.removeprefix("blob:"))
        if parts.scheme not in ("data", "about") and parts.netloc not in ours:
            opened.foreign.append(url)

    context.on("request", lambda request: note(request.url))
    yield opened.open()
    assert opened.foreign == []


def wait_at_rest(page: Page) -> None:
    """Until the page is drawn and nothing on it changes any more."""
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached()
    page.wait_for_timeout(_AT_REST_MS)


def latin_words(page: Page) -> set[str]:
    """Words left in English once the page is drawn and has come to rest: it is translated then."""
    wait_at_rest(page)
    shown = page.evaluate(
        """() => [document.body.innerText, document.title, ...[...document.querySelectorAll('*')]
          .filter(e => e.checkVisibility()).flatMap(e => ['title', 'aria-label', 'placeholder', 'alt']
          .map(name => e.getAttribute(name) ?? ''))].join('\\n')"""
    )
    return set(re.findall(r"[A-Za-z][A-Za-z0-9]+", shown)) - LATIN
