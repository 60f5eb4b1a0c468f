"""Links that are kept for years: ASCII anchors, sections and pages that moved, a folder without a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from assistant.website.build import build_site
from assistant.website.server import SiteServer
from tests.browser.site_fixtures import (
    INTAKE,
    ROOT,
    built_site,  # noqa: F401  a fixture
    copied,
    open_context,  # noqa: F401  same
    open_page,  # noqa: F401  same
    served_site,  # noqa: F401  same
)


def at_heading(page: Page, anchor: str) -> bool:
    """Whether the heading stands in the upper third of the window, below the header."""
    page.wait_for_timeout(300)
    place = page.evaluate(
        "id => document.getElementById(id).closest('h1, h2, h3').getBoundingClientRect().bottom",
        anchor,
    )
    return 40 < float(place) < 300


@pytest.mark.parametrize("anchor", ["nomer-obrashcheniia", "номер-обращения"])
def test_both_anchors_of_a_heading_lead_to_it(page: Page, url: str, anchor: str) -> None:
    page.goto(f"{url}{INTAKE}#{anchor}")
    assert at_heading(page, anchor)


@pytest.mark.parametrize(
    ("path", "title", "link"),
    [
        (INTAKE, "Каналы приёма", f"{INTAKE}#kanaly-priema"),
        # An anchor given by hand is the better one: it stays when the heading is renamed.
        (
            "requests/login.html",
            "1. Не приходит SMS-код при регистрации",
            "requests/login.html#sms-registration",
        ),
    ],
)
def test_heading_copies_an_ascii_link_that_works(
    page: Page, url: str, path: str, title: str, link: str
) -> None:
    page.goto(url + path)
    page.get_by_role("button", name=f"Скопировать ссылку на раздел «{title}»").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Ссылка скопирована").wait_for()
    assert copied(page) == url + link
    page.goto("about:blank")
    page.goto(url + link)
    assert at_heading(page, link.partition("#")[2])


# Sections and pages that moved


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site after a section was renamed, one went to another page, and a page got a new address."""
    folder = tmp_path_factory.mktemp("moved")
    docs = shutil.copytree(ROOT / "docs", folder / "docs")
    listed = docs / "_data" / "addresses.yml"
    text = listed.read_text(encoding="utf-8")
    text = text.replace("redirects: {}", "redirects:\n  old/intake: regulations/intake")
    text = text.replace(
        "anchors: {}",
        "anchors:\n"
        "  regulations/intake#откуда-приходит: номер-обращения\n"
        "  regulations/intake#сроки: reference/sla#сроки-sla\n",
    )
    listed.write_text(text, encoding="utf-8")
    build_site(docs, folder / "site", strict=True)
    return folder / "site"


@pytest.fixture(params=["server", "folder"])
def start(request: pytest.FixtureRequest, moved: Path) -> Iterator[str]:
    """Address the site begins with: on a server, and in a folder without one."""
    if request.param == "folder":
        yield moved.as_uri() + "/"
        return
    with SiteServer(moved, port=0) as server:
        yield server.url


@pytest.mark.parametrize("old", ["откуда-приходит", "otkuda-prikhodit"])
def test_old_anchor_leads_to_the_renamed_section(page: Page, start: str, old: str) -> None:
    page.goto(f"{start}{INTAKE}#{old}")
    assert at_heading(page, "номер-обращения")


def test_old_anchor_on_an_open_page_is_followed_too(page: Page, start: str) -> None:
    page.goto(start + INTAKE)
    page.evaluate("location.hash = 'откуда-приходит'")
    assert at_heading(page, "номер-обращения")


def test_old_anchor_leads_to_another_page(page: Page, start: str) -> None:
    page.goto(f"{start}{INTAKE}#сроки")
    page.wait_for_url("**/reference/sla.html#*")


def test_old_page_takes_its_anchor_along(page: Page, start: str) -> None:
    page.goto(f"{start}old/intake.html#otkuda-prikhodit")
    page.wait_for_url("**/regulations/intake.html#*")
    assert at_heading(page, "номер-обращения")


def test_unknown_and_broken_anchors_do_no_harm(page: Page, start: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for anchor in ("нет-такого", "%E0%A4%A", "__proto__", "constructor"):
        page.goto("about:blank")
        page.goto(f"{start}{INTAKE}#{anchor}")
        page.wait_for_timeout(50)
        assert page.url.startswith(start + INTAKE)
    assert errors == []


# A folder without a server


def test_folder_without_a_server_has_links_and_checklists(page: Page, site: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Прием и регистрация", exact=True).click()
    page.get_by_role("heading", level=1, name="Прием и регистрация обращений").wait_for()
    page.get_by_label("Номер обращения присвоен").check()
    page.reload()
    assert page.locator(".kb-progress__count").inner_text() == "1 из 7"
    page.locator("article").get_by_role("link", name="классификацию").first.click()
    page.get_by_role("heading", level=1, name="Классификация и приоритизация").wait_for()
    page.goto((site / INTAKE).as_uri() + "#nomer-obrashcheniia")
    assert at_heading(page, "nomer-obrashcheniia")
    assert errors == []
