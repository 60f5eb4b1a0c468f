"""Headers that tell a browser what the assistant's page may do, on every answer of the server.

Streamlit sends none. What its page cannot do without, found with a browser that reports each refusal
(tests/browser/test_front.py), is told beside each line.
"""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.website.policy import script_sources

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def content_policy(index: bytes) -> str:
    """Policy of the page; ``index`` is Streamlit's own file, whose inline script is let in by digest."""
    return "; ".join(
        (
            "default-src 'none'",
            # blob: Streamlit runs a component's own script from memory. No eval, no WebAssembly.
            f"script-src {script_sources(index)} blob:",
            # Streamlit's styles are written by its script as the page is drawn.
            "style-src 'self' 'unsafe-inline'",
            # data: for the logo and for a font inside Streamlit's styles.
            "img-src 'self' data:",
            "font-src 'self' data:",
            # The stream of the page too: a WebSocket to the same address.
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_policy(_INDEX.read_bytes()),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; put the headers into the answer's first message."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
