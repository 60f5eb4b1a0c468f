"""A line between browser and desk that a test holds up or cuts, as a slow machine or network does.

Bytes pass as they are; while a direction is held they wait, and go on in their order afterwards. So what is
typed «while the page is being drawn» is typed at a moment the test chooses, not at one it hopes for.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_CHUNK = 65_536


class SlowLine:
    """Relays each connection to ``port`` on this machine; its own address is ``url``."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._asks, self._answers = threading.Event(), threading.Event()
        self._asks.set()
        self._answers.set()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._start(self._accept)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}/"

    @contextmanager
    def held(self) -> Iterator[None]:
        """What the browser says waits: the desk is too busy to listen."""
        with _cleared(self._asks):
            yield

    @contextmanager
    def unanswered(self) -> Iterator[None]:
        """The desk hears the browser and draws; what it draws waits on its way back."""
        with _cleared(self._answers):
            yield

    def cut(self) -> None:
        """Break every connection that is open; the browser may come again at once."""
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Be gone, with every connection and thread."""
        self._door.shutdown(socket.SHUT_RDWR)
        self.cut()
        for each in self._threads:
            each.join()
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                self._start(self._carry, browser)

    def _carry(self, browser: socket.socket) -> None:
        """Carry one connection until both ends are through with it."""
        with browser, socket.create_connection(("127.0.0.1", self._port)) as desk:
            self._open |= {browser, desk}
            back = self._start(_relay, desk, browser, self._answers)
            _relay(browser, desk, self._asks)
            back.join()
            self._open -= {browser, desk}

    def _start(self, work: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread


@contextmanager
def _cleared(gate: threading.Event) -> Iterator[None]:
    gate.clear()
    try:
        yield
    finally:
        gate.set()


def _relay(source: socket.socket, target: socket.socket, gate: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            gate.wait()
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
