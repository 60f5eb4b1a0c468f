"""What a bad guest sends to the server itself: it says no, stays up, and tells nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from assistant.settings import Settings
from tests.browser.desk_server import DeskServer
from tests.browser.whole import fetch
from tests.desk_client import DeskClient
from tests.ui_places import SMS

_MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    folder = tmp_path_factory.mktemp("abuse")
    running = DeskServer(Settings(index=real_index, state=folder / "state"), folder / "log.txt")
    running.start()
    yield running
    running.stop()


def answers(server: DeskServer) -> bool:
    """Whether an agent still gets an answer."""
    with DeskClient.at(server.url) as client:
        client.type("Текст обращения", SMS)
        client.press("Разобрать")
        return any("desk-verdict" in text for text in client.texts)


def stream(server: DeskServer, compression: str | None = None) -> ClientConnection:
    address = server.url.replace("http", "ws") + "_stcore/stream"
    return connect(address, max_size=None, compression=compression, proxy=None, legacy=True)


def end_of(server: DeskServer, sent: bytes) -> tuple[int, str] | None:
    """How the server ends a connection for what was sent: code and reason, None without a word."""

    def speak(guest: ClientConnection) -> None:
        guest.send(sent)
        guest.recv(timeout=30)

    with stream(server) as guest, pytest.raises(ConnectionClosed) as closed:
        speak(guest)
    last = closed.value.rcvd
    return (last.code, last.reason) if last else None


def test_a_message_too_large_ends_its_own_connection_alone(server: DeskServer) -> None:
    # The server may hang up while the rest is still being sent, and its reason is lost then.
    end = end_of(server, b"\0" * 26 * _MEGABYTE)
    assert end is None or end[0] == 1009
    assert answers(server)


@pytest.mark.parametrize("sent", [b"\xff" * 64, b"<script>", b"\x80\x04cos\nsystem\n."])
def test_what_is_no_message_ends_the_connection_without_a_trace(
    server: DeskServer, sent: bytes
) -> None:
    assert end_of(server, sent) == (1002, "")
    assert answers(server)


def test_no_compressed_message_can_swell(server: DeskServer) -> None:
    # A megabyte of zeros travels as a kilobyte where the stream agrees to compression.
    with stream(server, compression="deflate") as guest:
        assert guest.protocol.extensions == []


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/upload_file/no-such-session/1",
        "_stcore/upload_file/../../../../tmp/evil/1",
        f"_stcore/upload_file/{quote('../../etc/passwd', safe='')}/1",
        f"_stcore/upload_file/a/{quote('..%2f..%2fx', safe='')}",
    ],
)
def test_a_file_from_nobodys_page_is_refused(server: DeskServer, path: str) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="../../../tmp/evil.html"\r\n'
        b"Content-Type: text/html\r\n\r\n<script>1</script>\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    status, _, _ = fetch(server.url + path, data=body, headers=headers, method="PUT")
    assert status in (400, 403, 404, 405)
    assert not Path("/tmp/evil.html").exists()  # noqa: S108  where the name would lead


@pytest.mark.parametrize(
    "path",
    [
        "media/../../../etc/passwd",
        "media/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "component/assistant/..%2f..%2fetc%2fpasswd",
        "static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "app/static/..%2fassistant.toml",
        "//evil.example/share",
        "%5c%5cevil.example%5cshare",
    ],
)
def test_no_path_leads_to_a_file(server: DeskServer, path: str) -> None:
    # What is not a file of the page is its first page again, or nothing.
    status, _, text = fetch(server.url + path)
    assert (status == 200 and "<title>Streamlit</title>" in text) or status in (400, 403, 404)


@pytest.mark.parametrize(
    "query",
    [
        "draft=../../etc/passwd",
        "draft=%27%20OR%201=1--",
        "draft=" + "a" * 5_000,
        "item=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
        "item=../../../etc/passwd",
        "item=%00",
        "draft=%ff&item=%ff",
    ],
)
def test_an_address_made_up_opens_a_blank_desk(server: DeskServer, query: str) -> None:
    with DeskClient.at(server.url, query=query) as client:
        shown = "\n".join(client.texts)
        assert client.widgets["Текст обращения"].default == ""
        assert "<script" not in shown
        assert "root:" not in shown


@pytest.mark.parametrize(
    "cookie",
    [
        "desk_owner=../../etc",
        "desk_owner=' OR 1=1 --",
        "desk_agent=%3Cimg%20src=x%20onerror=alert(1)%3E",
        "desk_agent=" + "%41" * 2_000,
    ],
)
def test_a_cookie_made_up_changes_no_markup(server: DeskServer, cookie: str) -> None:
    with DeskClient.at(server.url, {"Cookie": cookie}) as client:
        assert "<img src=x" not in "\n".join(client.texts)
        assert len(client.widgets["Ваше имя"].default) <= 80


def test_agents_at_the_same_moment_see_their_own_texts_alone(server: DeskServer) -> None:
    words = [f"Тайнова{letter}" for letter in "абвгдежз"]
    seen: dict[str, str] = {}

    def work(word: str) -> None:
        with DeskClient.at(
            server.url, {"Cookie": f"desk_owner={words.index(word):016x}"}
        ) as client:
            for _ in range(2):
                client.type("Текст обращения", f"не приходит код из смс. {word}")
                client.press("Разобрать")
                seen[word] = seen.get(word, "") + "\n".join(client.texts)
                client.press("Новое обращение")
                client.forget()

    threads = [threading.Thread(target=work, args=(word,)) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for word in words:
        assert word in seen[word]
        assert [other for other in words if other != word and other in seen[word]] == []


def test_nothing_a_customer_wrote_is_in_the_log(server: DeskServer) -> None:
    for word in ("Тайнова", "Йота", "+7 900 000-00-01", "window.hacked"):
        assert word not in server.log
