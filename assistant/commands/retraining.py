"""The encoder trained in the background while ``serve`` and ``preview`` go on with the index there is.

A second build, in a process of its own and with the machine's leave, trains aside and then replaces the
index in one go; whatever becomes of it, the present index stays whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import IO, Self

from assistant.commands.processes import Process, end
from assistant.errors import IndexProblem
from assistant.retrieval.drift import MAX_DRIFT
from assistant.retrieval.index import EMBEDDED
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.settings import ROOT, Settings

_COMMAND = (sys.executable, "-m", "assistant", "build", "--train")
_NICENESS = 10
_BY_HAND = "python build_index.py --train"


class Retraining:
    """Starts that build whenever ``look`` sees an index whose encoder is due; once it failed, no more.

    ``environment`` tells the process the settings.
    """

    def __init__(
        self, settings: Settings, environment: Mapping[str, str], tell: Callable[[str], None]
    ) -> None:
        self._settings = settings
        self._environment = environment
        self._tell = tell
        self._seen = 0
        self._failed = False
        self._process: Process | None = None
        self._said: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            end(self._process)
            self._close()

    def look(self) -> None:
        """Start, or see what became of the one that was started; costs one ``stat`` at most times."""
        if self._process is not None:
            code = self._process.poll()
            if code is not None:
                self._finish(code)
        elif not self._failed and self._is_due():
            self._start()

    def _is_due(self) -> bool:
        file = self._settings.index / FILE_NAME
        try:
            stamp = file.stat().st_mtime_ns
            if stamp == self._seen:
                return False
            manifest = Manifest.from_file(file)
        except (OSError, IndexProblem):
            return False  # being replaced, or damaged: whoever answers tells of that
        self._seen = stamp
        return manifest.encoder == EMBEDDED and manifest.drift > MAX_DRIFT

    def _start(self) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  closed when the process has ended
        self._process = subprocess.Popen(
            _COMMAND,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
        )
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
        self._tell("Обучаю кодировщик заново в фоне; ассистент отвечает по прежнему индексу.")

    def _finish(self, code: int) -> None:
        said = self._close()
        if code == 0:
            self._tell("Кодировщик обучен заново, индекс заменён.")
            return
        self._failed = True
        # A traceback is English and tells an editor nothing.
        why = f"программа завершилась, код {code}." if not said or "Traceback" in said else said
        self._tell(f"Кодировщик не обучен, индекс прежний: {why} Повторить: {_BY_HAND}")

    def _close(self) -> str:
        """What the build said of its failure."""
        said = ""
        if self._said is not None:
            self._said.seek(0)
            said = self._said.read().decode("utf-8", "replace").strip()
            self._said.close()
        self._process = self._said = None
        return said
