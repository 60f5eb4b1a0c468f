"""What an editor sees at once: the followed index, the live site, ``serve`` and ``preview`` themselves."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assistant import desk
from assistant.authoring import following
from assistant.authoring.following import Follower
from assistant.commands import service, site_stamp
from assistant.commands.addresses import site_variables
from assistant.commands.ports import check_port
from assistant.commands.processes import Process, end, stand_by
from assistant.commands.service import refresh_site
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.settings import ROOT, Settings
from assistant.ticket.ticket import Ticket
from assistant.website import live
from assistant.website.build import build_site
from assistant.website.live import live_server, rebuilder
from tests.test_checks_pages import FIXTURES

LOGIN = "База типичных запросов/Регистрация и вход.md"
WAIT_SECONDS = 90


def draft_of(text: str, settings: Settings) -> str:
    """The draft for a ticket, from documents and index opened anew."""
    library = Library.from_settings(settings)
    received = library.calendar.local(datetime(2026, 11, 20, 10, 0))
    return desk.answer(Ticket.from_text(text, received), library).reply.text


def wait_for(happened: Callable[[], bool]) -> None:
    end_at = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < end_at
        time.sleep(0.05)


def page_at(port: int, path: str) -> tuple[int, str]:
    """Status and text of a page; 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except ConnectionError:
        return 0, ""
    finally:
        connection.close()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# The index.


@pytest.fixture
def settings(docs: Path, index: Path) -> Settings:
    return Settings(docs=docs, index=index)


def test_nothing_is_built_while_nothing_changes(settings: Settings) -> None:
    told: list[str] = []
    follower = Follower.from_settings(settings, told.append)
    before = (settings.index / "manifest.json").stat().st_mtime_ns
    assert not follower.look()
    (settings.docs / "картинка.png").write_bytes(b"png")
    assert not follower.look()
    assert told == []
    assert (settings.index / "manifest.json").stat().st_mtime_ns == before


def test_a_saved_page_is_answered_from_the_next_look_on(settings: Settings) -> None:
    told: list[str] = []
    follower = Follower.from_settings(settings, told.append)
    edit(settings.docs / LOGIN, "код приходит на него", "код ПРИДЁТ на него")
    assert follower.look()
    assert "код ПРИДЁТ на него" in draft_of("не приходит смс с кодом", settings)
    assert re.fullmatch(rf"Индекс обновлён за \d+\.\d с: {LOGIN}", told[0])
    assert not follower.look()


def test_a_new_page_and_one_that_goes(settings: Settings) -> None:
    follower = Follower.from_settings(settings, lambda text: None)
    text = (FIXTURES / "requests.md").read_text(encoding="utf-8")
    (settings.docs / "Ещё.md").write_text(text, encoding="utf-8")
    assert follower.look()
    assert "Ещё.md#8-домофон-не-звонит" in Library.from_settings(settings).knowledge.requests
    (settings.docs / "Ещё.md").unlink()
    assert follower.look()
    assert "Ещё.md" not in Library.from_settings(settings).knowledge.documents


def test_a_slip_is_told_and_waited_out(settings: Settings) -> None:
    told: list[str] = []
    follower = Follower.from_settings(settings, told.append)
    file = settings.docs / "_data" / "sla.yml"
    good = file.read_bytes()
    file.write_bytes(good + b"a: [\n")
    assert follower.look()
    assert told[0].startswith("Индекс прежний. _data/sla.yml:")
    assert not follower.look()
    file.write_bytes(good)
    assert follower.look()
    assert "зарегистрировано" in draft_of("не приходит смс с кодом", settings)


def test_what_is_wrong_with_the_saved_page_is_told_when_the_editor_rests(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_REST_SECONDS", 0.2)
    told: list[str] = []
    follower = Follower.from_settings(settings, told.append)
    edit(settings.docs / LOGIN, "[Имя клиента]", "[Имя клента]")
    before = (settings.docs / LOGIN).read_text(encoding="utf-8").partition("[Имя клента]")[0]
    line = before.count("\n") + 1
    assert follower.look()
    assert len(told) == 1
    time.sleep(0.3)
    assert not follower.look()
    assert [each for each in told[1:] if "[slot]" in each] == [
        (
            f"{LOGIN}:{line}: внимание: слот [Имя клента] похож на [Имя клиента], но написан иначе: ассистент "
            "его не заполнит; верно: [Имя клиента] (исправит check --fix) [slot]"
        )
    ]
    assert all(each.startswith(LOGIN) for each in told[1:])
    number = len(told)
    assert not follower.look()
    assert len(told) == number


def test_a_save_that_goes_on_is_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = iter(["раз", "два", "три"])

    def sleep(_: float) -> None:
        word = next(writes, None)
        if word is not None:
            (settings.docs / "Новая.md").write_text(
                f"# Новая\n\n{word} {'…' * len(word)}\n", "utf-8"
            )
            os.utime(settings.docs / "Новая.md", ns=(0, len(word) + time.monotonic_ns()))

    monkeypatch.setattr(following.time, "sleep", sleep)
    told: list[str] = []
    follower = Follower.from_settings(settings, told.append)
    (settings.docs / "Новая.md").write_text("# Новая\n", encoding="utf-8")
    assert follower.look()
    assert next(writes, None) is None
    assert len([each for each in told if each.startswith("Индекс обновлён")]) == 1
    assert "три" in (settings.index / "passages.jsonl").read_text(encoding="utf-8")


FOLLOW = """
import time
from assistant.authoring.following import Follower
from assistant.settings import Settings

follower = Follower.from_settings(Settings.from_environment(), lambda text: None)
print("ready", flush=True)
while True:
    follower.look()
    time.sleep(0.2)
"""


def test_real_documents_are_answered_soon_after_a_save(
    real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints how long a save takes to reach an answer; 3 seconds on two idle cores is the aim."""
    docs = Path(shutil.copytree(ROOT / "docs", tmp_path / "docs"))
    index = Path(shutil.copytree(real_index, tmp_path / "index"))
    # A page saved since the session began would be a change of its own.
    build_index(docs, index)
    settings = Settings(docs=docs, index=index)
    manifest = index / "manifest.json"
    draft_of("не приходит код", settings)  # the assistant has been running for a while
    before = manifest.read_bytes()
    places = {"ASSISTANT_DOCS": str(docs), "ASSISTANT_INDEX": str(index)}
    follower = subprocess.Popen(
        [sys.executable, "-c", FOLLOW], env={**os.environ, **places}, stdout=subprocess.PIPE
    )
    try:
        assert follower.stdout is not None
        follower.stdout.readline()
        started = time.monotonic()
        new = "Здравствуйте, [Имя клиента]!\n\nПРОВЕРКА."
        edit(docs / LOGIN, "Здравствуйте, [Имя клиента]!", new)
        wait_for(lambda: manifest.is_file() and manifest.read_bytes() != before)
        indexed = time.monotonic() - started
        draft = draft_of("Регистрируюсь впервые, SMS с кодом не приходит", settings)
        took = time.monotonic() - started
    finally:
        follower.kill()
        follower.communicate()
    assert "ПРОВЕРКА." in draft
    with capsys.disabled():
        print(f"\nсохранение → индекс {indexed:.1f} с → новый ответ {took:.1f} с")


# The site.


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "base", tmp_path / "pages"))


def test_a_save_that_cannot_be_built_leaves_the_site(pages: Path, tmp_path: Path) -> None:
    told: list[str] = []
    site = tmp_path / "site"
    rebuild = rebuilder(pages, site, told.append)
    rebuild()
    (pages / "_data" / "sla.yml").write_text("a: [\n", encoding="utf-8")
    rebuild()
    assert re.fullmatch(r"Сайт обновлён за \d+\.\d с\.", told[0])
    assert told[1].startswith("Сайт прежний. Сайт не собран:\n_data/sla.yml:2: файл не разбирается")
    assert (site / "index.html").is_file()


def test_live_site_shows_a_save_and_survives_a_slip(pages: Path, tmp_path: Path) -> None:
    port = free_port()
    server = live_server(pages, tmp_path / "site", port)
    thread = threading.Thread(target=server.serve)
    thread.start()

    def home() -> str:
        return page_at(port, "/index.html")[1]

    try:
        wait_for(lambda: "support@pass24online.ru" in home())
        assert "livereload(" in home()
        edit(pages / "index.md", "Пишите на", "НОВОЕ: пишите на")
        wait_for(lambda: "НОВОЕ: пишите на" in home())
        edit(pages / "index.md", "contacts.email", "contacts.fax")
        wait_for(lambda: "Страница не собрана:" in home())
        (pages / "_data" / "contacts.yml").write_text("a: [\n", encoding="utf-8")
        time.sleep(1)
        assert "Страница не собрана:" in home()
        status, text = page_at(port, "/no.html")
        assert status == 404
        assert "База знаний" in text
    finally:
        server.shutdown(wait=True)
        thread.join()


def test_a_save_during_the_first_build_reaches_the_live_site(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_and_save(docs: Path, site: Path, *, strict: bool) -> None:
        build_site(docs, site, strict=strict)
        monkeypatch.undo()
        edit(pages / "index.md", "Пишите на", "НОВОЕ: пишите на")

    monkeypatch.setattr(live, "build_site", build_and_save)
    port = free_port()
    server = live_server(pages, tmp_path / "site", port)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        wait_for(lambda: "НОВОЕ: пишите на" in page_at(port, "/index.html")[1])
    finally:
        server.shutdown(wait=True)
        thread.join()


def test_site_is_built_again_when_and_only_when_something_of_it_changed(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    for room in ("website", "knowledge", "russian"):
        (root / "assistant" / room / "__pycache__").mkdir(parents=True)
    theme = root / "assistant" / "website" / "text.css"
    theme.write_text("a", encoding="utf-8")
    config = root / "mkdocs.yml"
    config.write_text("a", encoding="utf-8")
    monkeypatch.setattr(site_stamp, "ROOT", root)
    monkeypatch.setattr(site_stamp, "CONFIG_FILE", config)
    built: list[Path] = []

    def build(docs: Path, site: Path, strict: bool) -> None:
        site.mkdir(exist_ok=True)
        built.append(docs)

    monkeypatch.setattr(service, "build_site", build)
    settings = Settings(docs=pages, site=tmp_path / "site")

    def is_built() -> bool:
        before = len(built)
        refresh_site(settings)
        return len(built) > before

    assert is_built()
    assert not is_built()
    edit(pages / "index.md", "Пишите на", "Звоните на")
    assert is_built()
    config.write_text("b", encoding="utf-8")
    assert is_built()
    theme.write_text("b", encoding="utf-8")
    assert is_built()
    (theme.parent / "new.py").write_text("", encoding="utf-8")
    assert is_built()
    (theme.parent / "__pycache__" / "new.pyc").write_bytes(b"")
    assert not is_built()
    (pages / "картинка.png").write_bytes(b"png")
    assert is_built()
    (pages / "_dev").mkdir()
    (pages / "_dev" / "notes.md").write_text("# notes\n", encoding="utf-8")
    assert not is_built()
    monkeypatch.setenv("SITE_EDIT_URL", "http://127.0.0.1/{path}")
    assert is_built()
    assert not is_built()


def test_site_and_assistant_are_told_of_each_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("SITE_URL", "SITE_ASSISTANT_URL"):
        monkeypatch.delenv(name, raising=False)
    local = site_variables(Settings(assistant_port=9001))
    assert local["SITE_ASSISTANT_URL"] == "http://127.0.0.1:9001/"
    settings = Settings(
        site=tmp_path, site_url="https://a.example/", assistant_url="https://a.example/assistant"
    )
    seen: list[str] = []
    monkeypatch.setattr(
        service, "build_site", lambda *_, **__: seen.append(os.environ["SITE_ASSISTANT_URL"])
    )
    refresh_site(settings)
    assert seen == ["https://a.example/assistant/"]
    assert "SITE_ASSISTANT_URL" not in os.environ
    assert service.environment_of(settings)["SITE_URL"] == "https://a.example/"
    monkeypatch.setenv("SITE_URL", "https://b.example/")
    assert site_variables(settings)["SITE_URL"] == "https://b.example/"


# Ports and processes.


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_free_port_is_had() -> None:
    check_port("127.0.0.1", free_port(), "site_port")


def test_a_port_left_a_moment_ago_is_had() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        with socket.create_connection(("127.0.0.1", port)):
            other.accept()[0].close()
    check_port("127.0.0.1", port, "site_port")


def test_a_taken_port_is_told(taken: int) -> None:
    with pytest.raises(AssistantError) as found:
        check_port("127.0.0.1", taken, "assistant_port")
    assert str(found.value) == (
        f"Порт {taken} занят: возможно, ассистент или сайт уже запущен в другом окне. Закройте его. "
        "Укажите другой: assistant_port в assistant.toml."
    )


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_no_port_at_all(port: int) -> None:
    with pytest.raises(AssistantError, match=f"Порта {port} не бывает"):
        check_port("127.0.0.1", port, "site_port")


@pytest.mark.parametrize("command", ["serve", "preview"])
@pytest.mark.parametrize("setting", ["site_port", "assistant_port"])
def test_taken_ports_are_told_before_anything_is_built(
    command: str, setting: str, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "build", lambda *_: pytest.fail("the index was built"))
    free = {"site_port": free_port(), "assistant_port": free_port()}
    settings = replace(Settings(docs=tmp_path, index=tmp_path), **{**free, setting: taken})
    with pytest.raises(
        AssistantError, match=rf"Порт {taken} занят: .* {setting} в assistant\.toml"
    ):
        getattr(service, command)(Namespace(host=None, demo=False), settings)


def test_one_port_for_both_is_told(tmp_path: Path) -> None:
    port = free_port()
    settings = Settings(docs=tmp_path, site_port=port, assistant_port=port)
    with pytest.raises(AssistantError, match=f"Порт {port} назван дважды"):
        service.serve(Namespace(host=None, demo=False), settings)


def test_beyond_this_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match=r"Адрес 0\.0\.0\.0 открыт не только этой машине"):
        service.preview(None, Settings(docs=tmp_path, address="0.0.0.0"))  # type: ignore[arg-type]  # noqa: S104


def test_a_host_of_the_command_line_is_held_to_the_same(tmp_path: Path) -> None:
    everywhere = Namespace(host="0.0.0.0", demo=False)  # noqa: S104
    with pytest.raises(AssistantError, match=r"Адрес 0\.0\.0\.0 открыт не только этой машине"):
        service.serve(everywhere, Settings(docs=tmp_path))


def options(settings: Settings) -> list[str]:
    command = service.streamlit_command(settings)
    return [each.removeprefix("--server.") for each in command if each.startswith("--server.")]


def test_page_answers_to_its_own_names_alone() -> None:
    hosts = [each for each in options(Settings()) if each.startswith("allowedHosts")]
    assert hosts == ["allowedHosts=127.0.0.1", "allowedHosts=::1", "allowedHosts=localhost"]
    named = Settings(assistant_url="https://help.example.org/assistant/", sign_in="proxy")
    assert "allowedHosts=help.example.org" in options(named)
    assert "baseUrlPath=assistant" in options(named)
    assert 'trustedUserHeaders={"X-Forwarded-User": "login"}' in options(named)


def test_no_header_names_anybody_where_no_proxy_signs_in() -> None:
    everywhere = Settings(address="0.0.0.0", open_without_sign_in=True)  # noqa: S104
    told = options(everywhere)
    assert not [each for each in told if each.startswith(("trusted", "allowedHosts", "base"))]
    environment = service.environment_of(everywhere)
    assert environment["ASSISTANT_ADDRESS"] == "0.0.0.0"  # noqa: S104
    assert environment["FORWARDED_ALLOW_IPS"] == ""


def program(code: str) -> Process:
    return subprocess.Popen([sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        ("raise SystemExit(3)", 3),
        ("pass", 0),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_when_one_program_ends_all_end_with_its_code(
    code: str, exit_code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    other = program("import time; time.sleep(600)")
    assert stand_by({"Сайт": other, "Ассистент": program(code)}) == exit_code
    assert other.poll() is not None
    assert capfd.readouterr().err == f"Ассистент: программа завершилась, код {exit_code}.\n"


def test_ctrl_c_ends_all(capfd: pytest.CaptureFixture[str]) -> None:
    other = program("import time; time.sleep(600)")
    looks = iter(range(3))

    def look() -> None:
        if next(looks) == 2:
            raise KeyboardInterrupt

    assert stand_by({"Сайт": other}, look) == 0
    assert other.poll() is not None


def test_a_polite_kill_ends_all() -> None:
    other = program("import time; time.sleep(600)")
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as left:
        stand_by({"Сайт": other}, lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert left.value.code == 143
    assert other.poll() is not None
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_program_that_will_not_end_is_made_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.commands.processes._END_SECONDS", 0.5)
    deaf = subprocess.Popen(
        [
            sys.executable,
            "-uc",
            "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); time.sleep(600)",
        ],
        stdout=subprocess.PIPE,
    )
    assert deaf.stdout is not None
    with deaf.stdout as stream:
        stream.readline()
        end(deaf)
    assert deaf.poll() == -signal.SIGKILL


def test_serve_ends_with_the_code_of_the_assistant(
    docs: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("дом", encoding="utf-8")
    monkeypatch.setattr(service, "build", lambda *_: 0)
    monkeypatch.setattr(service, "refresh_site", lambda _: None)
    ending = [sys.executable, "-c", "raise SystemExit(7)"]
    monkeypatch.setattr(service, "streamlit_command", lambda _: ending)
    settings = Settings(
        docs=docs, index=index, site=site, site_port=free_port(), assistant_port=free_port()
    )

    assert service.serve(Namespace(host=None, demo=False, train=True), settings) == 7


# The whole, as an editor starts it.


def test_preview_from_start_to_stop(docs: Path, index: Path, tmp_path: Path) -> None:
    site_port, assistant_port = free_port(), free_port()
    environment = {
        **os.environ,
        "ASSISTANT_DOCS": str(docs),
        "ASSISTANT_INDEX": str(index),
        "ASSISTANT_STATE": str(tmp_path / "state"),
        "ASSISTANT_SITE_PORT": str(site_port),
        "ASSISTANT_ASSISTANT_PORT": str(assistant_port),
        "PYTHONIOENCODING": "utf-8",
    }
    output = tmp_path / "output.txt"
    with output.open("wb") as stream:
        preview = subprocess.Popen(
            [sys.executable, "-m", "assistant", "preview"],
            cwd=ROOT,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: f"База знаний: http://127.0.0.1:{site_port}/" in output.read_text("utf-8"))
        edit(docs / LOGIN, "код приходит на него", "код ПРИДЁТ на него")
        wait_for(lambda: "Индекс обновлён за" in output.read_text("utf-8"))
        wait_for(lambda: "Сайт обновлён за" in output.read_text("utf-8"))
        assert "код ПРИДЁТ на него" in page_at(site_port, "/requests/login.html")[1]
        wait_for(lambda: answers(assistant_port))
        preview.send_signal(signal.SIGINT)
        assert preview.wait(timeout=WAIT_SECONDS) == 0
        assert not answers(assistant_port)
        assert not answers(site_port)
    finally:
        preview.kill()
        preview.wait()


def test_a_stop_that_a_library_swallows_still_stops() -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])

    def look() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    assert stand_by({"сон": sleeper}, look) == 0
    assert sleeper.poll() is not None
    assert signal.getsignal(signal.SIGINT) is before


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


# The file to double-click.

BATCH = ROOT / "Предпросмотр.bat"


def test_batch_file_is_what_windows_reads() -> None:
    data = BATCH.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == len(data.decode().split("\n")) - 1
    lines = data.decode().split("\r\n")
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
    assert max(len(line.encode()) for line in lines) < 200
    labels = set(re.findall(r"^:(\w+)$", data.decode().replace("\r\n", "\n"), re.MULTILINE))
    jumps = set(re.findall(r"goto (\w+)", data.decode()))
    assert jumps == labels


def test_batch_file_sets_up_what_the_makefile_does_and_starts_the_preview() -> None:
    text, makefile = BATCH.read_text(encoding="utf-8"), (ROOT / "Makefile").read_text("utf-8")
    pip = re.search(r"pip==[\d.]+", makefile)
    assert pip is not None
    steps = re.findall(r'^"%PY%" -m (.+)$', text, re.MULTILINE)
    assert steps == [
        f"pip install --quiet --disable-pip-version-check {pip[0]}",
        "pip install --quiet --constraint requirements.lock torch",
        "pip install --quiet --constraint requirements.lock --editable .",
        "assistant preview",
    ]
    assert "-m venv .venv" in text
