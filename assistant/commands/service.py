"""``serve`` and ``preview``: site and assistant together, on this machine."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from assistant.access.oidc import OidcClient
from assistant.access.proxy import TrustedProxy
from assistant.access.sign_in import LOOPBACK, SignIn, check_reach
from assistant.access.visitor import PROXY_CLAIM
from assistant.authoring.following import Follower
from assistant.commands.addresses import assistant_address, site_variables, told_to_site
from assistant.commands.base import build
from assistant.commands.deployment import trial
from assistant.commands.ports import check_port
from assistant.commands.processes import Process, stand_by
from assistant.commands.retraining import Retraining
from assistant.commands.site_stamp import NAME, site_stamp
from assistant.deployment.front import Front
from assistant.errors import AssistantError
from assistant.settings import ROOT, Settings
from assistant.website.build import build_site
from assistant.website.server import SiteServer

_PAGE = ROOT / "assistant" / "ui" / "server.py"
_SITE_ADDRESS = "127.0.0.1"
_ASSISTANT, _SITE = "Ассистент", "База знаний"


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring index and site up to date, then serve both until interrupted.

    Ends with the exit code of the assistant's process when that one ends.

    Raises:
        AssistantError: other machines would come in without signing in, a port is taken, or the site cannot be
            built.
    """
    if arguments.host:
        settings = replace(settings, address=arguments.host)
    if arguments.demo:
        settings = trial(settings)
    _check(settings)
    front = _front(settings) if arguments.demo else {}
    arguments.train = False
    build(arguments, settings)
    refresh_site(settings)
    with SiteServer(settings.site, settings.site_port) as site:
        print(f"База знаний: {settings.site_url if front else site.url}")
        print(f"Ассистент:   {assistant_address(settings)}")
        print("Остановить: Ctrl+C", flush=True)
        assistant = _start(streamlit_command(settings), settings, is_quiet=True)
        started = {name: _start(command, settings) for name, command in front.items()}
        with Retraining(settings, environment_of(settings), _tell) as retraining:
            return stand_by({_ASSISTANT: assistant, **started}, retraining.look)


def _front(settings: Settings) -> dict[str, Sequence[str]]:
    """The nginx of a trial by the name the user is told."""
    check_port(_SITE_ADDRESS, settings.https_port, "https_port")
    return {"nginx": Front.made_in(settings.site.parent, settings).command}


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
        print(f"Ассистент:   {assistant_address(settings)}")
        print("Правьте документы и сохраняйте: сайт и поиск обновятся сами. Остановить: Ctrl+C")
        print("Собираю сайт…", flush=True)
        # In a process of its own: the site and the index are then built side by side.
        processes = {
            _SITE: _start(_live_command(settings, Path(folder) / "site"), settings),
            _ASSISTANT: _start(streamlit_command(settings), settings, is_quiet=True),
        }
        with Retraining(settings, environment_of(settings), _tell) as retraining:

            def look() -> None:
                follower.look()
                retraining.look()

            return stand_by(processes, look)


def refresh_site(settings: Settings) -> None:
    """Build the site unless it was built from the very files there are now.

    Raises:
        SiteError: it cannot be built.
    """
    file = settings.site / NAME
    with told_to_site(settings):
        # Before the build: a page that is saved meanwhile makes the site stale.
        now = site_stamp(settings.docs)
        if file.is_file() and file.read_text(encoding="utf-8") == now:
            return
        print("Собираю сайт…", flush=True)
        build_site(settings.docs, settings.site, strict=False)
    file.write_text(now, encoding="utf-8", newline="\n")


def streamlit_command(settings: Settings) -> list[str]:
    """The command that runs the page of the assistant."""
    path = urlsplit(settings.assistant_url).path.strip("/")
    header = settings.user_header if settings.sign_in == SignIn.PROXY else ""
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
        *([f"--server.baseUrlPath={path}"] if path else ()),
        *([f"--server.trustedUserHeaders={json.dumps({header: PROXY_CLAIM})}"] if header else ()),
        *(f"--server.allowedHosts={host}" for host in _hosts(settings)),
    ]


def _hosts(settings: Settings) -> tuple[str, ...]:
    """Names the page answers to: another site must not reach it under a name of its own.

    None stand for all, where it listens at every address of the machine and no name is set.
    """
    name = urlsplit(settings.assistant_url).hostname
    if not name and settings.address not in LOOPBACK:
        return ()
    return tuple(sorted(LOOPBACK | ({name} if name else set())))


def _live_command(settings: Settings, site: Path) -> list[str]:
    """The command that serves the site while it is being edited."""
    module = "assistant.website.live"
    places = (str(settings.docs), str(site), str(settings.site_port))
    return [sys.executable, "-m", module, *places]


def _start(command: Sequence[str], settings: Settings, *, is_quiet: bool = False) -> Process:
    """Start a program; a quiet one tells of errors only."""
    output = subprocess.DEVNULL if is_quiet else None
    return subprocess.Popen(command, cwd=ROOT, env=environment_of(settings), stdout=output)


def _check(settings: Settings) -> None:
    check_reach(settings)
    way = SignIn.from_settings(settings)
    if way is SignIn.PROXY:
        TrustedProxy.from_settings(settings)
    elif way is SignIn.OIDC:
        OidcClient.from_settings(settings).secrets()
    check_port(_SITE_ADDRESS, settings.site_port, "site_port")
    check_port(settings.address, settings.assistant_port, "assistant_port")
    if settings.site_port == settings.assistant_port:
        raise AssistantError(
            f"Порт {settings.site_port} назван дважды: site_port и assistant_port должны различаться."
        )


def _tell(text: str) -> None:
    print(text, flush=True)


def environment_of(settings: Settings) -> dict[str, str]:
    """Environment of the processes: one thread for numbers is faster under load.

    The server beneath Streamlit takes nobody's word for where a request came from: the gate asks that.
    """
    return {
        **os.environ,
        **site_variables(settings),
        # The command line may have changed them.
        **settings.to_environment(),
        "OMP_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "FORWARDED_ALLOW_IPS": "",
    }
