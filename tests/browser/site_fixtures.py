"""The real site, built once and served, and pages of a browser for it; imported by ``test_site_*``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from assistant.website.build import CONFIG_FILE, build_site
from assistant.website.server import SiteServer

ROOT = CONFIG_FILE.parent
INTAKE = "regulations/intake.html"


@cache
def _built() -> tuple[TemporaryDirectory[str], float]:
    """The site in a folder that goes when the tests end, and the seconds its build took."""
    folder = TemporaryDirectory(prefix="site-", ignore_cleanup_errors=True)
    begun = time.perf_counter()
    build_site(ROOT / "docs", Path(folder.name) / "site", strict=True)
    return folder, time.perf_counter() - begun


def build_seconds() -> float:
    """How long the build of the real site took."""
    return _built()[1]


def pages_of(site: Path) -> list[str]:
    """Addresses of all pages of a built site."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


@pytest.fixture(name="site", scope="module")
def built_site() -> Path:
    return Path(_built()[0].name) / "site"


@pytest.fixture(name="url", scope="module")
def served_site(site: Path) -> Iterator[str]:
    with SiteServer(site, port=0) as server:
        yield server.url


@pytest.fixture(name="context")
def open_context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(locale="ru-RU", permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture(name="page")
def open_page(context: BrowserContext) -> Page:
    return context.new_page()


def copied(page: Page) -> str:
    """What the clipboard holds."""
    return str(page.evaluate("navigator.clipboard.readText()"))
