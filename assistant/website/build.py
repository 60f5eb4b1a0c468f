"""Build the site from a program: any docs folder in, a finished folder out, or nothing changed."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from assistant.errors import AssistantError

CONFIG_FILE = Path(__file__).resolve().parents[2] / "mkdocs.yml"
_SHOWN = 20


class SiteError(AssistantError):
    """The site cannot be built or served; the message lists what was found, one a line."""


class _Collector(logging.Handler):
    """Keeps what MkDocs reports: ``problems`` are warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.problems: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.problems.append(record.getMessage())


def build_site(docs: Path, site: Path, strict: bool) -> None:
    """Build ``docs`` into ``site``.

    The site is made aside and put in place at the end, so a failed build leaves the old one. Warnings
    stop the build when it is strict; links to pages that do not exist yet never do.

    Raises:
        SiteError: the build failed, or ``site`` holds something that is no site.
    """
    site = site.absolute()  # MkDocs would take a relative one from its own file's folder
    _check_places(docs, site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=site.parent) as aside:
        fresh = Path(aside) / "new"
        _run_mkdocs(docs, fresh, strict)
        if site.exists():
            site.rename(Path(aside) / "old")
        fresh.rename(site)


def _check_places(docs: Path, site: Path) -> None:
    if not docs.is_dir():
        raise SiteError(f"{docs}: папки с документами нет; укажите папку docs")
    place = site.resolve()
    if docs.resolve().is_relative_to(place) or CONFIG_FILE.is_relative_to(place):
        raise SiteError(f"{site}: эта папка хранит документы или проект; укажите другую для сайта")
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site}: это файл; укажите папку для сайта")
    if site.exists() and any(site.iterdir()) and not (site / "sitemap.xml").exists():
        raise SiteError(f"{site}: папка занята чем-то другим; укажите пустую или новую")


def _run_mkdocs(docs: Path, site: Path, strict: bool) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    logger = logging.getLogger("mkdocs")
    collector = _Collector()
    logger.addHandler(collector)
    try:
        config = load_config(
            str(CONFIG_FILE), docs_dir=str(docs.resolve()), site_dir=str(site), strict=strict
        )
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    # mkdocs-macros leaves by SystemExit when a macro fails.
    except (MkDocsException, SystemExit) as error:
        raise SiteError(_report(collector.problems, error)) from error
    finally:
        logger.removeHandler(collector)


def _report(problems: list[str], error: BaseException) -> str:
    found = list(dict.fromkeys(problems)) or [str(error)]
    more = [f"…и ещё {len(found) - _SHOWN}"] if len(found) > _SHOWN else []
    return "\n".join(["Сайт не собран:", *found[:_SHOWN], *more])
