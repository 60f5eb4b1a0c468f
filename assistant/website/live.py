"""The site while an editor writes: rebuilt and reloaded in the browser at each save."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from assistant.website.build import CONFIG_FILE, SiteError


def serve_live(docs: Path, port: int) -> None:
    """Serve the site on this machine until interrupted.

    Raises:
        SiteError: the port is taken or the configuration is broken.
    """
    try:
        serve(
            str(CONFIG_FILE),
            docs_dir=str(docs.resolve()),
            dev_addr=f"127.0.0.1:{port}",
            livereload=True,
            watch=[str(docs.resolve())],
        )
    except (MkDocsException, OSError) as error:
        raise SiteError(f"Предпросмотр не запущен: {error}") from error
