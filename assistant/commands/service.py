"""``serve``: site and assistant together, on this machine."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from pathlib import Path

from assistant.commands.base import build
from assistant.errors import AssistantError
from assistant.retrieval.build import build_index
from assistant.retrieval.manifest import docs_hashes
from assistant.settings import ROOT, Settings
from assistant.website.build import build_site
from assistant.website.live import serve_live
from assistant.website.server import SiteServer

_WATCH_SECONDS = 0.5
_STAMP = ".built-from"
_PAGE = ROOT / "assistant" / "ui" / "app.py"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring index and site up to date, then serve both until interrupted.

    Raises:
        AssistantError: it should listen beyond this machine, which needs a proxy in front.
    """
    if settings.address not in _LOOPBACK:
        raise AssistantError(
            f"Адрес {settings.address} открыт не только этой машине. Ассистент слушает 127.0.0.1: "
            "для доступа с других машин поставьте перед ним прокси."
        )
    arguments.train = False
    build(arguments, settings)
    refresh_site(settings)
    with SiteServer(settings.site, settings.site_port) as site:
        print(f"База знаний: {site.url}")
        print(f"Ассистент:   http://{settings.address}:{settings.assistant_port}/")
        print("Остановить: Ctrl+C", flush=True)
        assistant = subprocess.Popen(streamlit_command(settings), cwd=ROOT, env=_environment())
        try:
            return assistant.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            assistant.terminate()
            assistant.wait(timeout=10)


def preview(arguments: argparse.Namespace, settings: Settings) -> int:
    """Site with live reload and assistant; the index follows each saved page.

    Raises:
        AssistantError: as ``serve``.
    """
    arguments.train = False
    build(arguments, settings)
    stop = threading.Event()
    watcher = threading.Thread(target=_follow, args=(settings, stop), daemon=True)
    assistant = subprocess.Popen(streamlit_command(settings), cwd=ROOT, env=_environment())
    watcher.start()
    print(f"Ассистент: http://{settings.address}:{settings.assistant_port}/", flush=True)
    try:
        serve_live(settings.docs, settings.site_port)
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        assistant.terminate()
        assistant.wait(timeout=10)
    return 0


def _follow(settings: Settings, stop: threading.Event) -> None:
    """Rebuild the index when a document changes; a slip of the editor is told and waited out."""
    known = docs_hashes(settings.docs)
    while not stop.wait(_WATCH_SECONDS):
        now = docs_hashes(settings.docs)
        if now == known:
            continue
        known = now
        try:
            build_index(settings.docs, settings.index, encoder=None)
            print("Индекс обновлён.", flush=True)
        except AssistantError as error:
            print(f"Индекс прежний. {error}", flush=True)


def refresh_site(settings: Settings) -> None:
    """Build the site unless it was built from the very documents there are now."""
    stamp = settings.site / _STAMP
    now = "\n".join(f"{digest} {path}" for path, digest in docs_hashes(settings.docs).items())
    if _read(stamp) == now:
        return
    print("Собираю сайт…", flush=True)
    build_site(settings.docs, settings.site, strict=False)
    stamp.write_text(now, encoding="utf-8")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


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


def _environment() -> dict[str, str]:
    """Environment of the assistant's process: one thread for numbers is faster under load."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
