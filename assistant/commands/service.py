"""``serve`` and ``preview``: site and assistant together, on this machine."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.authoring.following import Follower
from assistant.commands.base import build
from assistant.commands.ports import check_port
from assistant.commands.processes import Process, stand_by
from assistant.commands.site_stamp import NAME, site_stamp
from assistant.errors import AssistantError
from assistant.settings import ROOT, Settings
from assistant.website.build import build_site
from assistant.website.server import SiteServer

_PAGE = ROOT / "assistant" / "ui" / "server.py"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SITE_ADDRESS = "127.0.0.1"
_ASSISTANT, _SITE = "Ассистент", "База знаний"


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring index and site up to date, then serve both until interrupted.

    Ends with the exit code of the assistant's process when that one ends.

    Raises:
        AssistantError: it should listen beyond this machine, a port is taken, or the site cannot be
            built.
    """
    _check(settings)
    arguments.train = False
    build(arguments, settings)
    refresh_site(settings)
    with SiteServer(settings.site, settings.site_port) as site:
        print(f"База знаний: {site.url}")
        print(f"Ассистент:   {_assistant_url(settings)}")
        print("Остановить: Ctrl+C", flush=True)
        return stand_by({_ASSISTANT: _start(streamlit_command(settings), is_quiet=True)})


def preview(arguments: argparse.Namespace, settings: Settings) -> int:
    """Site with live reload and assistant; the index follows each saved page.

    Raises:
        AssistantError: as ``serve``.
    """
    _check(settings)
    arguments.train = False
    build(arguments, settings)
    follower = Follower.from_settings(settings, _tell)
    with tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True) as folder:
        print(f"Ассистент:   {_assistant_url(settings)}")
        print("Правьте документы и сохраняйте: сайт и поиск обновятся сами. Остановить: Ctrl+C")
        print("Собираю сайт…", flush=True)
        # In a process of its own: the site and the index are then built side by side.
        processes = {
            _SITE: _start(_live_command(settings, Path(folder) / "site")),
            _ASSISTANT: _start(streamlit_command(settings), is_quiet=True),
        }
        return stand_by(processes, follower.look)


def refresh_site(settings: Settings) -> None:
    """Build the site unless it was built from the very files there are now.

    Raises:
        SiteError: it cannot be built.
    """
    file = settings.site / NAME
    # Before the build: a page that is saved meanwhile makes the site stale.
    now = site_stamp(settings.docs)
    if file.is_file() and file.read_text(encoding="utf-8") == now:
        return
    print("Собираю сайт…", flush=True)
    build_site(settings.docs, settings.site, strict=False)
    file.write_text(now, encoding="utf-8", newline="\n")


def streamlit_command(settings: Settings) -> list[str]:
    """The command that runs the page of the assistant."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_PAGE),
        f"--server.address={settings.address}",
        f"--server.port={settings.assistant_port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.maxUploadSize=5",
        "--server.showEmailPrompt=false",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--client.toolbarMode=minimal",
        "--theme.base=light",
    ]


def _live_command(settings: Settings, site: Path) -> list[str]:
    """The command that serves the site while it is being edited."""
    module = "assistant.website.live"
    places = (str(settings.docs), str(site), str(settings.site_port))
    return [sys.executable, "-m", module, *places]


def _start(command: Sequence[str], *, is_quiet: bool = False) -> Process:
    """Start a program; a quiet one tells of errors only."""
    output = subprocess.DEVNULL if is_quiet else None
    return subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=output)


def _check(settings: Settings) -> None:
    if settings.address not in _LOOPBACK:
        raise AssistantError(
            f"Адрес {settings.address} открыт не только этой машине. Ассистент слушает 127.0.0.1: "
            "для доступа с других машин поставьте перед ним прокси."
        )
    check_port(_SITE_ADDRESS, settings.site_port, "site_port")
    check_port(settings.address, settings.assistant_port, "assistant_port")
    if settings.site_port == settings.assistant_port:
        raise AssistantError(
            f"Порт {settings.site_port} назван дважды: site_port и assistant_port должны различаться."
        )


def _assistant_url(settings: Settings) -> str:
    host = f"[{settings.address}]" if ":" in settings.address else settings.address
    return f"http://{host}:{settings.assistant_port}/"


def _tell(text: str) -> None:
    print(text, flush=True)


def _environment() -> dict[str, str]:
    """Environment of the processes: one thread for numbers is faster under load."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
