"""Programs that run together: when one ends or the user stops them, all end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

_LOOK_SECONDS = 0.2
_END_SECONDS = 10
_BY_SIGNAL = 128  # what a shell adds to the number of the signal a program died of

Process = subprocess.Popen[bytes]


def stand_by(processes: Mapping[str, Process], look: Callable[[], object] = lambda: None) -> int:
    """Wait until a program ends, by itself or by Ctrl+C, then end the others; returns the exit code.

    ``processes`` is by the name the user knows; ``look`` is done every now and then meanwhile.
    """
    try:
        with _stoppable() as stop:
            while stop.code is None:
                for name, process in processes.items():
                    code = process.poll()
                    if code is not None:
                        sys.stderr.write(f"{name}: программа завершилась, код {_code(code)}.\n")
                        return _code(code)
                look()
                time.sleep(_LOOK_SECONDS)
            return stop.code
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes.values():
            end(process)


def end(process: Process) -> None:
    """End a program: asked first, then made."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _code(code: int) -> int:
    return code if code >= 0 else _BY_SIGNAL - code


@dataclass
class _Stop:
    """Whether somebody asked to stop: ``code`` is the exit code then.

    The exception alone is not enough: raised inside a callback of a library it is printed and forgotten.
    """

    code: int | None = None


@contextmanager
def _stoppable() -> Iterator[_Stop]:
    """Let Ctrl+C and a polite kill of this program end the others too."""
    stop = _Stop()

    def interrupt(_: int, __: FrameType | None) -> None:
        stop.code = 0
        raise KeyboardInterrupt

    def leave(number: int, _: FrameType | None) -> None:
        stop.code = _BY_SIGNAL + number
        raise SystemExit(stop.code)

    handlers = {signal.SIGINT: interrupt, signal.SIGTERM: leave}
    before: dict[int, Any] = {}
    try:
        for number, handler in handlers.items():
            before[number] = signal.signal(number, handler)
    except ValueError:  # not the main thread: whoever runs this has its own way to stop
        yield stop
        return
    try:
        yield stop
    finally:
        for changed, handler in before.items():
            signal.signal(changed, handler)
