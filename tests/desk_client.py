"""A browser without a browser: speaks with the page of the assistant over its own stream.

Fifty Chromium windows would measure Chromium; this sends what the page's script sends and reads what it
reads, so that what is left is the server. Streamlit's messages are protobufs of the installed release.

The stream is read and written in one event loop beside the test: a TLS socket used by two threads at once,
as the blocking client of websockets does, may lose the answer. The loop has a thread of its own because the
thread of a browser test already runs one.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from anyio import fail_after
from anyio.from_thread import BlockingPortal, start_blocking_portal
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect

_SECONDS = 60
_RERUN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


class PageError(RuntimeError):
    """The page reported an error instead of drawing itself."""


@dataclass
class DeskClient:
    """One open page; ``widgets`` are its fields and buttons by label, ``texts`` all HTML it shows.

    ``query`` is what stands behind the question mark of the page's address.
    """

    connection: ClientConnection
    portal: BlockingPortal
    query: str = ""
    widgets: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    _state: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def at(
        cls,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        query: str = "",
        origin: str | None = None,
        port: int | None = None,
    ) -> Iterator[Self]:
        """Open the page at an address; a certificate signed by itself is taken as it is.

        With ``port`` this machine is asked, whatever the address says.
        """
        parts = urlsplit(url)
        context = None
        if parts.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        opening = connect(
            f"{'wss' if context else 'ws'}://{parts.netloc}{parts.path}_stcore/stream",
            origin=Origin(origin or f"{parts.scheme}://{parts.netloc}"),
            additional_headers=dict(headers or {}),
            sock=socket.create_connection(("127.0.0.1", port)) if port else None,
            ssl=context,
            max_size=None,
            open_timeout=_SECONDS,
            ping_interval=None,
            compression=None,
            proxy=None,
        )
        with (
            start_blocking_portal() as portal,
            portal.wrap_async_context_manager(opening) as connection,
        ):
            client = cls(connection, portal, query)
            client.run()
            yield client

    def type(self, label: str, text: str) -> None:
        """Fill a field; it is sent with the next run."""
        self._state[self.widgets[label].id] = ("string_value", text)

    def forget(self) -> None:
        """Send no longer what was typed: the fields are gone."""
        self._state.clear()

    def press(self, label: str) -> None:
        """Press a button and wait until the page is drawn."""
        self.run({self.widgets[label].id: ("trigger_value", True)})

    def run(self, pressed: Mapping[str, tuple[str, Any]] | None = None) -> None:
        """Ask for a drawing of the page and read it to its end."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        for identifier, (kind, value) in {**self._state, **(pressed or {})}.items():
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id = identifier
            setattr(widget, kind, value)
        self.portal.call(self._drawn, message.SerializeToString())

    async def _drawn(self, request: bytes) -> None:
        with fail_after(_SECONDS):
            await self.connection.send(request)
            while not self._finished(await self.connection.recv(decode=False)):
                pass

    def _finished(self, received: bytes) -> bool:
        message = ForwardMsg()
        message.ParseFromString(received)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.widgets, self.texts = {}, []
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._take(message.delta.new_element)
        return kind == "script_finished" and message.script_finished != _RERUN

    def _take(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(element.exception.type)
        if kind == "html":
            self.texts.append(element.html.body)
        elif kind in ("text_area", "text_input", "button"):
            self.widgets[getattr(element, kind).label] = getattr(element, kind)
