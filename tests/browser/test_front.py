"""Site and assistant behind nginx in a real browser: one name, TLS, headers, nothing foreign."""

from __future__ import annotations

import base64
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import InvalidStatus

from assistant.settings import Settings
from tests.browser.whole import ANNA, LEAD, PASSWORD, Whole, fetch, needs, started
from tests.desk_client import DeskClient
from tests.ui_places import SMS

COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
}


@pytest.fixture(scope="module")
def whole(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    needs("nginx")
    running = started(Settings(index=real_index), tmp_path_factory.mktemp("whole"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def guarded(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """The same, with nginx signing people in."""
    needs("nginx")
    settings = Settings(index=real_index, sign_in="proxy", leads=LEAD)
    running = started(settings, tmp_path_factory.mktemp("guarded"))
    yield running
    running.stop()


@dataclass
class Watched:
    """A page with all it complained of and every address it asked."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(locale="ru-RU", ignore_https_errors=True)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext) -> Watched:
    seen = Watched(context.new_page())

    def note(url: str) -> None:
        seen.asked.add(urlsplit(url.removeprefix("blob:")).netloc)

    seen.page.on("console", lambda each: each.type == "error" and seen.said.append(each.text))
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("request", lambda each: note(each.url))
    seen.page.on("websocket", lambda each: note(each.url))
    return seen


def answer(page: Page, text: str = SMS) -> None:
    page.get_by_role("textbox", name="Текст обращения").first.fill(text)
    page.keyboard.press("Control+Enter")
    reply = page.get_by_role("textbox", name="Ответ клиенту").first
    expect(reply).to_have_value(re.compile("^Здравствуйте"), timeout=30_000)


def test_site_and_answer_under_one_name(tab: Watched, whole: Whole) -> None:
    tab.page.goto(whole.url)
    expect(tab.page.locator("h1").first).to_be_visible()
    tab.page.goto(whole.assistant)
    expect(tab.page.locator("html[lang=ru]")).to_be_attached(timeout=30_000)
    answer(tab.page)
    # Both ways between them stay under the name.
    for link in tab.page.locator(".desk-title a, .st-key-sources a").all():
        assert (link.get_attribute("href") or "").startswith(whole.url)
    assert tab.said == []
    assert tab.asked - {""} == {urlsplit(whole.url).netloc}


def test_a_page_of_the_site_opens_its_text_in_the_assistant(tab: Watched, whole: Whole) -> None:
    tab.page.goto(f"{whole.url}reference/replies.html")
    link = tab.page.locator(f'a[href^="{whole.assistant}?item="]').first
    tab.page.goto(link.get_attribute("href") or "")
    reply = tab.page.get_by_role("textbox", name="Ответ клиенту").first
    expect(reply).to_have_value(re.compile("^Здравствуйте"), timeout=30_000)
    assert tab.said == []


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("", "default-src 'self'; script-src 'self' 'sha256-"),
        ("no/such/page.html", "default-src 'self'; script-src 'self' 'sha256-"),
        ("assistant/", "default-src 'none'; script-src 'self' 'sha256-"),
        ("assistant/_stcore/health", "default-src 'none'"),
        ("healthz", "default-src 'none'"),
    ],
)
def test_headers(whole: Whole, path: str, policy: str) -> None:
    _, headers, _ = fetch(whole.url + path)
    assert {name: headers.get(name) for name in COMMON} == COMMON
    assert headers["content-security-policy"].startswith(policy)
    assert "frame-ancestors" in headers["content-security-policy"]
    assert re.search(r"https?:|\*|unsafe-eval", headers["content-security-policy"]) is None
    assert re.search(r"\d", headers["server"]) is None


def test_probes(whole: Whole) -> None:
    assert fetch(f"{whole.url}healthz")[0] == 200
    status, _, text = fetch(f"{whole.url}readyz")
    assert (status, text) == (200, '{"ready":true,"reason":""}')


def test_scripts_come_compressed(whole: Whole) -> None:
    page = fetch(whole.assistant)[2]
    script = re.search(r'src="\./(static/js/[^"]+)"', page)
    assert script
    headers = fetch(whole.assistant + script[1], headers={"Accept-Encoding": "gzip"})[1]
    assert headers["content-encoding"] == "gzip"


def test_what_is_too_large_is_refused_in_russian(whole: Whole) -> None:
    status, headers, text = fetch(f"{whole.assistant}other", data=b"0" * 7_000_000)
    assert (status, text) == (413, "Слишком большой файл: сюда помещается до 6 МБ.\n")
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/upload_file/a/1"]
)
def test_insides_of_the_server_are_closed(whole: Whole, path: str) -> None:
    assert fetch(whole.assistant + path)[0] == 404


def test_site_is_for_reading(whole: Whole) -> None:
    assert fetch(whole.url, data=b"a=1")[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "assistant/static/../../../../etc/passwd",
        "assistant/static/..%2f..%2f..%2f..%2fetc/passwd",
        "assistant/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "assistant/media/..%2f..%2fetc%2fpasswd",
        "assets/..%5c..%5c..%5cetc%5cpasswd",
    ],
)
def test_no_path_leads_out_of_the_folders(whole: Whole, path: str) -> None:
    text = raw_answer(
        whole, f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
    assert "root:" not in text
    assert re.match(r"HTTP/1.1 (200|400|404) ", text)


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Host: 127.0.0.1\r\nHost: evil.example",
        "X-A: " + "a" * 40_000,
    ],
)
def test_requests_that_two_servers_would_read_differently_are_refused(
    whole: Whole, headers: str
) -> None:
    host = "" if headers.startswith("Host") else "Host: 127.0.0.1\r\n"
    text = raw_answer(whole, f"GET /assistant/ HTTP/1.1\r\n{host}{headers}\r\n\r\n")
    assert text.startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL"])
def test_headers_that_would_move_the_page_move_nothing(whole: Whole, name: str) -> None:
    status, headers, text = fetch(whole.assistant, headers={name: "evil.example"})
    assert status == 200
    assert "evil.example" not in text + str(headers)
    moved, headers, _ = fetch(
        whole.assistant.rstrip("/"), headers={name: "evil.example"}, follow=False
    )
    assert (moved, headers["location"]) == (308, "/assistant/")


def test_old_tls_is_refused(whole: Whole) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname = False
    old.verify_mode = ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        raw_answer(whole, "GET / HTTP/1.1\r\n\r\n", old)


def raw_answer(whole: Whole, request: str, context: ssl.SSLContext | None = None) -> str:
    """What comes back for bytes no client library would send."""
    if context is None:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    place = ("127.0.0.1", whole.settings.https_port)
    with (
        socket.create_connection(place, timeout=10) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as sealed,
    ):
        sealed.sendall(request.encode())
        pieces = []
        while piece := sealed.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces).decode("utf-8", "replace")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_the_stream_answers_to_its_own_name_alone(whole: Whole, host: str) -> None:
    # A site that points a name of its own here (DNS rebinding).
    stream = DeskClient.at(f"https://{host}/assistant/", port=whole.settings.https_port)
    with pytest.raises(InvalidStatus) as refused, stream:
        pass
    assert refused.value.response.status_code == 403


def test_another_sites_script_cannot_open_the_stream(whole: Whole) -> None:
    stream = DeskClient.at(whole.assistant, origin="https://evil.example")
    with pytest.raises(InvalidStatus) as refused, stream:
        pass
    assert refused.value.response.status_code == 403


# With sign-in by nginx.


def basic(login: str, password: str = PASSWORD) -> dict[str, str]:
    token = base64.b64encode(f"{login}:{password}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def shown(client: DeskClient) -> str:
    return "\n".join(client.texts)


def test_door_is_closed_without_a_password(guarded: Whole) -> None:
    status, headers, text = fetch(guarded.assistant)
    assert (status, text) == (401, "Вход не выполнен. Обновите страницу и введите имя и пароль.\n")
    assert headers["www-authenticate"] == 'Basic realm="assistant"'
    assert fetch(guarded.assistant, headers=basic(LEAD, "не тот"))[0] == 401
    assert fetch(guarded.url)[0] == 200


@pytest.mark.parametrize(
    "spoofed",
    [
        {"X-Forwarded-User": LEAD},
        {"x-forwarded-user": LEAD},
        {"X_Forwarded_User": LEAD},
        {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
    ],
)
def test_a_header_of_ones_own_changes_nobody(guarded: Whole, spoofed: dict[str, str]) -> None:
    with DeskClient.at(guarded.assistant, {**basic(ANNA), **spoofed}) as client:
        assert f'title="специалист">{ANNA}<' in shown(client)
        assert LEAD not in shown(client)


def test_past_the_proxy_a_name_has_to_come_from_where_the_proxy_is(guarded: Whole) -> None:
    # From this machine, where the proxy is, the header is believed; without it nobody comes in.
    direct = f"http://127.0.0.1:{guarded.settings.assistant_port}/assistant/"
    status, headers, text = fetch(direct)
    assert (status, text) == (403, "Вход не выполнен: прокси не назвал имя или назвал несколько.\n")
    assert headers["x-content-type-options"] == "nosniff"
    with pytest.raises(InvalidStatus), DeskClient.at(direct):
        pass


def test_one_agents_text_is_never_on_anothers_page(guarded: Whole) -> None:
    with (
        DeskClient.at(guarded.assistant, basic(ANNA)) as anna,
        DeskClient.at(guarded.assistant, basic(LEAD)) as lead,
    ):
        anna.type("Текст обращения", "не приходит код, моя фамилия Тайнова")
        anna.press("Разобрать")
        lead.type("Текст обращения", SMS)
        lead.press("Разобрать")
        lead.run()
        assert "Тайнова" in shown(anna)
        assert "Тайнова" not in shown(lead)
        with DeskClient.at(guarded.assistant, basic(ANNA), query=lead.query) as curious:
            assert "ведёт другой специалист" in shown(curious)
            assert curious.widgets["Текст обращения"].default == ""


def test_signed_in_agent_works_in_a_browser(chromium: Browser, guarded: Whole) -> None:
    context = chromium.new_context(
        locale="ru-RU",
        ignore_https_errors=True,
        http_credentials={"username": ANNA, "password": PASSWORD},
    )
    page = context.new_page()
    page.goto(guarded.assistant)
    expect(page.get_by_text(ANNA)).to_be_visible(timeout=30_000)
    answer(page)
    context.close()
