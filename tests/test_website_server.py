"""The server of the built site: files of the site, headers, and nothing else."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.website.build import SiteError
from assistant.website.server import SiteServer, content_policy


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<p>дом</p>", encoding="utf-8")
    (site / "404.html").write_text("<p>нет такой</p>", encoding="utf-8")
    (site / "assets" / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("секрет", encoding="utf-8")
    (site / "assets" / "link").symlink_to(tmp_path / "secret.txt")
    with SiteServer(site, port=0) as running:
        yield running


def ask(server: SiteServer, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    host = server.url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request(method, path)
    answer = connection.getresponse()
    result = answer.status, dict(answer.getheaders()), answer.read().decode()
    connection.close()
    return result


def test_page_comes_as_utf8_with_security_headers(server: SiteServer) -> None:
    status, headers, body = ask(server, "/")
    assert (status, body) == (200, "<p>дом</p>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; script-src 'self';")


@pytest.mark.parametrize(
    "path", ["/assets/", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/link", "/nope", "/a%00b"]
)
def test_nothing_but_files_of_the_site(server: SiteServer, path: str) -> None:
    status, _, body = ask(server, path)
    assert (status, body) == (404, "<p>нет такой</p>")


def test_head_has_no_body_and_other_methods_are_refused(server: SiteServer) -> None:
    assert ask(server, "/assets/a.js", "HEAD")[::2] == (200, "")
    assert ask(server, "/", "POST")[0] == 501


def test_inline_scripts_are_allowed_by_their_hash_only() -> None:
    policy = content_policy(b"<script>x=1</script>")
    assert "script-src 'self' 'sha256-HyBrEcI+KMwlDe1/wAmNOCOoRnpUNA8axOU1y4VEST8='" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_missing_site_and_taken_port_are_named(server: SiteServer, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="соберите его командой make site"):
        SiteServer(tmp_path / "nowhere")
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(SiteError, match=f"порт {port} занят"):
        SiteServer(tmp_path / "site", port)
