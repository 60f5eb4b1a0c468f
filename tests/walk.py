"""A recorded walk: ``python -m tests.walk [FOLDER]`` works through varied tickets and keeps a picture of each.

By the keyboard, in a real Chromium, on the real page with the index as it is. The pictures are those of
docs/_dev/walk.md; looking at them is part of changing the page.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from assistant.journal import past
from assistant.journal.journal import Journal
from assistant.settings import ROOT, Settings
from tests.browser.desk_server import DeskServer
from tests.walk_tickets import RECEIVED, STOPS, Stop, past_tickets

PICTURES = ROOT / "docs" / "_dev" / "images" / "walk"
MOST_BYTES = 150_000
_SIZE = {"width": 1280, "height": 860}
_COLOURS = 64
_SETTLED_MS = 900
_AGENT = "Анна Примерова"


def main() -> None:
    """Walk and keep the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PICTURES)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        settings = Settings(index=ROOT / "index", state=Path(state) / "state")
        with closing(Journal.from_settings(settings)) as journal:
            past.take(journal, past_tickets())
        server = DeskServer(settings, Path(state) / "log.txt")
        server.start()
        try:
            _walk(server.url, folder)
        finally:
            server.stop()


def _walk(url: str, folder: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        permissions = ["clipboard-read", "clipboard-write"]
        context = browser.new_context(locale="ru-RU", viewport=_SIZE, permissions=permissions)
        page = context.new_page()
        page.goto(url)
        expect(page.locator("html[lang=ru]")).to_be_attached(timeout=60_000)
        _keep(page, folder, "00-empty")
        page.get_by_label("Ваше имя").fill(_AGENT)
        for at, stop in enumerate(STOPS, start=1):
            _answer(page, stop)
            _keep(page, folder, f"{at:02d}-{stop.name}")
            done = _draft(page)
            page.keyboard.press("Alt+KeyG")
            expect(page.locator(f'[class*="st-key-number-{done}"]')).to_have_count(
                0, timeout=30_000
            )
        _work(page, folder, len(STOPS) + 1)
        browser.close()


def _draft(page: Page) -> str:
    """The draft the page is about, as its address names it."""
    return parse_qs(urlsplit(page.url).query)["draft"][0]


def _answer(page: Page, stop: Stop) -> None:
    """Bring the ticket in and have it answered."""
    expect(page.locator(".st-key-paste textarea")).to_have_count(1, timeout=30_000)
    for field, value in (("Номер обращения", stop.number), ("Когда поступило", RECEIVED)):
        page.get_by_label(field).fill(value)
    if stop.channel:
        page.get_by_role("radio", name=stop.channel).click()
    page.wait_for_timeout(2 * _SETTLED_MS)
    # While the program replaces the field, the old one stands behind the new one for a blink.
    text = page.locator(".st-key-paste textarea").first
    if stop.is_mail:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Открыть письмо .eml").click()
        letter = {"name": "письмо.eml", "mimeType": "message/rfc822", "buffer": stop.text.encode()}
        chooser.value.set_files([letter])
        expect(text).not_to_have_value("")
        page.wait_for_timeout(2 * _SETTLED_MS)
    else:
        text.fill(stop.text)
        page.wait_for_timeout(2 * _SETTLED_MS)
    text.press("Control+Enter")
    expect(page.locator(".st-key-editor textarea")).to_be_visible(timeout=30_000)


def _work(page: Page, folder: Path, at: int) -> None:
    """One ticket worked on to its end: paragraph off, lines ticked, verdict corrected, copied."""
    _answer(page, STOPS[4])
    page.keyboard.press("Alt+KeyP")
    page.wait_for_timeout(_SETTLED_MS)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_timeout(_SETTLED_MS)
    page.keyboard.press("Alt+KeyL")
    for _ in range(2):
        page.keyboard.press("Space")
        page.wait_for_timeout(_SETTLED_MS)
        page.keyboard.press("Tab")
    page.keyboard.press("Alt+KeyC")
    expect(page.get_by_role("status").filter(has_text="Скопировано")).to_be_visible()
    _keep(page, folder, f"{at:02d}-worked", _SETTLED_MS // 3)
    page.keyboard.press("Alt+KeyP")
    page.wait_for_timeout(_SETTLED_MS)
    page.keyboard.press("Alt+KeyV")
    page.wait_for_timeout(_SETTLED_MS)
    page.keyboard.press("Space")
    _keep(page, folder, f"{at + 1:02d}-ruling")


def _keep(page: Page, folder: Path, name: str, settled_ms: int = _SETTLED_MS) -> None:
    """A picture with few colours: text stays as sharp, and the repository small."""
    page.wait_for_timeout(settled_ms)
    with Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide"))) as shot:
        small = shot.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=0)
        file = folder / f"{name}.png"
        small.save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size // 1000} kB", flush=True)


if __name__ == "__main__":
    main()
