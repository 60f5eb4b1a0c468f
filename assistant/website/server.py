"""A small static server for the built site: this machine only, reading only."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.website.build import SiteError
from assistant.website.policy import script_sources

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json; charset=utf-8",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class SiteServer:
    """Serves a built site on 127.0.0.1; ``port`` 0 takes any free one.

    Use it as a context manager, or ``start`` and ``stop``; requests are answered by threads.
    """

    def __init__(self, site: Path, port: int = 8000) -> None:
        if not (site / "index.html").is_file():
            raise SiteError(f"{site}: сайта здесь нет; соберите его командой make site")
        handler = type("Handler", (_Handler,), {"site": site.resolve()})
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError as error:
            problem = f"порт {port} занят или недоступен ({error.strerror})"
            raise SiteError(f"{problem}; укажите другой") from error
        self._server.daemon_threads = True
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def start(self) -> None:
        """Answer requests from a thread of its own until ``stop``."""
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def serve_forever(self) -> None:
        """Answer requests until interrupted."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Stop answering and free the port."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Handler(SimpleHTTPRequestHandler):
    site: Path
    server_version = "site"
    sys_version = ""
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **_TYPES}  # noqa: RUF012  as the base has it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, directory=str(self.site), **kwargs)

    def do_GET(self) -> None:
        """Answer a file of the site, or its page «нет такой страницы»."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer the headers of a file."""
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        file = self._file()
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or self.site / "404.html"
        body = file.read_bytes() if file.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        for name, value in _headers(body, file.suffix).items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _file(self) -> Path | None:
        """The file asked for; nothing outside the site, no folder without an index page."""
        try:
            file = Path(self.translate_path(self.path)).resolve()
            if file.is_dir():
                file = file / "index.html"
            inside = file.is_relative_to(self.site)
            return file if inside and file.is_file() else None
        except (OSError, ValueError):
            return None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base's name
        """Say nothing: the terminal belongs to whoever started the server."""


def _headers(body: bytes, suffix: str) -> Mapping[str, str]:
    if suffix != ".html":
        return _HEADERS
    return {**_HEADERS, "Content-Security-Policy": content_policy(body)}


@lru_cache(maxsize=256)
def content_policy(page: bytes) -> str:
    """Policy of a page: everything from here, inline scripts only those the theme wrote into it.

    Scripts of the pages' own text were dropped at build time, so what is left is the theme's.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {script_sources(page)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )
