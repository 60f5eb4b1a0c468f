"""Site, assistant and nginx as a deployment runs them, for tests that come from outside."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.commands.addresses import told_to_site
from assistant.commands.deployment import trial
from assistant.deployment.front import Front
from assistant.settings import ROOT, Settings
from assistant.website.build import build_site
from assistant.website.server import SiteServer
from tests.browser.desk_server import DeskServer, free_port

ANNA, LEAD, PASSWORD = "anna@example.org", "lead@example.org", "пароль для проверки"


def needs(program: str) -> None:
    """Skip without a program, unless ``ASSISTANT_REQUIRE_DEPLOYMENT=1`` says that this must not happen."""
    if shutil.which(program) or shutil.which(f"/usr/sbin/{program}"):
        return
    if os.environ.get("ASSISTANT_REQUIRE_DEPLOYMENT") == "1":
        pytest.fail(f"{program} is not installed")
    pytest.skip(f"{program} is not installed")


@dataclass
class Whole:
    """Site, assistant and nginx, running; ``url`` ends with a slash."""

    settings: Settings
    site: SiteServer
    desk: DeskServer
    nginx: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return self.settings.site_url

    @property
    def assistant(self) -> str:
        return self.settings.assistant_url

    def stop(self) -> None:
        self.nginx.terminate()
        self.nginx.wait(timeout=10)
        self.desk.stop()
        self.site.stop()


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: its answer is the answer."""

    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


def fetch(
    url: str,
    *,
    headers: dict[str, str] | None = None,
    data: bytes | None = None,
    method: str | None = None,
    follow: bool = True,
) -> tuple[int, dict[str, str], str]:
    """Answer to a GET, or to a POST of ``data`` where no other method is named: status, headers in lower case, text."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    request = urllib.request.Request(url, data, headers or {}, method=method)  # noqa: S310
    try:
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=unchecked), *(() if follow else (_Unmoved,))
        )
        with opener.open(request, timeout=30) as answer:
            told = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, told, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            told = {name.lower(): value for name, value in error.headers.items()}
            return error.code, told, error.read().decode("utf-8", "replace")


def write_users(file: Path) -> None:
    """The password file of nginx, as its administrator would make it."""
    made = subprocess.run(
        ["openssl", "passwd", "-6", "-stdin"],
        input=PASSWORD.encode(),
        capture_output=True,
        check=True,
    )
    hashed = made.stdout.decode().strip()
    file.write_text(f"{ANNA}:{hashed}\n{LEAD}:{hashed}\n", encoding="utf-8")


def started(settings: Settings, folder: Path) -> Whole:
    settings = trial(replace(settings, https_port=free_port(), state=folder / "state"))
    settings = replace(settings, site_port=free_port())
    desk = DeskServer(settings, folder / "log.txt")
    with told_to_site(settings):
        build_site(ROOT / "docs", settings.site, strict=False)
    site = SiteServer(settings.site, settings.site_port)
    front = Front.made_in(folder / "nginx", desk.settings)
    if settings.sign_in == "proxy":
        write_users(front.folder / "users")
    site.start()
    desk.start()
    nginx = subprocess.Popen(front.command)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", settings.https_port)) == 0:
                break
        time.sleep(0.05)
    return Whole(desk.settings, site, desk, nginx)
