"""The site while an editor writes: rebuilt and reloaded in the browser at each save.

A save that cannot be built leaves the site as it was and tells why; MkDocs' own server would stop
answering until the slip is mended.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from assistant.website.build import CONFIG_FILE, SiteError, build_site

_HOST = "127.0.0.1"
# The assistant must know the new text first; the page may come a moment later.
_NICE = 5
_THEME = Path(__file__).resolve().parent / "theme"
_POLL_SECONDS = 0.5


def tell(text: str) -> None:
    """Say something at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def rebuilder(docs: Path, site: Path, tell: Callable[[str], None] = tell) -> Callable[[], None]:
    """What the server runs at each save: build, and tell how it went."""

    def rebuild() -> None:
        started = time.monotonic()
        try:
            build_site(docs, site, strict=False)
        except SiteError as error:
            tell(f"Сайт прежний. {error}")
        except OSError as error:
            # On Windows a page that is being read cannot be replaced.
            tell(f"Сайт прежний: файл занят ({error.strerror}). Сохраните страницу ещё раз.")
        else:
            tell(f"Сайт обновлён за {time.monotonic() - started:.1f} с.")

    return rebuild


class _Observer(PollingObserver):
    """Starts once, however often it is told to: the server starts it again when it serves."""

    def start(self) -> None:
        """Take the first look at the files, then go on looking."""
        if not self.is_alive():
            super().start()


def live_server(docs: Path, site: Path, port: int) -> LiveReloadServer:
    """A server of ``site`` that rebuilds it from ``docs``.

    It watches before it builds: a save during the first build is built once it serves.

    Raises:
        SiteError: the first build failed.
    """
    # What it tells is English and about itself.
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)
    server = LiveReloadServer(rebuilder(docs, site), _HOST, port, str(site))
    server.error_handler = lambda code: _page(site / f"{code}.html")
    server.observer = _Observer(timeout=_POLL_SECONDS)
    for watched in (docs, CONFIG_FILE, _THEME):
        server.watch(str(watched))
    server.observer.start()
    try:
        build_site(docs, site, strict=False)
    except SiteError:
        server.shutdown()
        raise
    return server


def _page(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def serve_live(docs: Path, site: Path, port: int) -> None:
    """Serve the site on this machine until interrupted.

    Raises:
        SiteError: the port is taken or the site cannot be built.
    """
    server = live_server(docs.resolve(), site.resolve(), port)
    try:
        tell(f"База знаний: http://{_HOST}:{port}/")
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
    except OSError as error:
        raise SiteError(
            f"Порт {port} занят или недоступен. Закройте другой предпросмотр."
        ) from error
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def main() -> int:
    """``python -m assistant.website.live DOCS SITE PORT``: what ``preview`` starts."""
    docs, site, port = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        serve_live(Path(docs), Path(site), int(port))
    except SiteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
