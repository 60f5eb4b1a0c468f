"""The desk as agents run it: Streamlit in a process of its own, on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from assistant.commands import service
from assistant.settings import ROOT, Settings

_START_SECONDS = 60


class DeskServer:
    """Starts, stops and starts again on the same port; ``log`` is all it ever printed."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.settings = replace(settings, assistant_port=free_port())
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.assistant_port}/"

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def start(self) -> None:
        environment = service.environment_of(self.settings)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                service.streamlit_command(self.settings),
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.settings.assistant_port), 1):
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(self.log)

    def resident_megabytes(self) -> float:
        """Memory the server holds now."""
        assert self._process is not None
        told = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        line = next(each for each in told.splitlines() if each.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """Time of processors the server has used since its start."""
        assert self._process is not None
        told = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
            self._process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
