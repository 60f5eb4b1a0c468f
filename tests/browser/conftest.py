"""A real Chromium for the tests of this folder.

Without one they are skipped, unless ``ASSISTANT_REQUIRE_BROWSER=1`` says that this must not happen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

_QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: two running Playwright drivers do not go together."""
    path = shutil.which("chromium")
    if path is None:
        problem = "Chromium is not installed"
        if os.environ.get("ASSISTANT_REQUIRE_BROWSER") == "1":
            pytest.fail(problem)
        pytest.skip(problem)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", *_QUIET]
        )
        yield browser
        browser.close()
