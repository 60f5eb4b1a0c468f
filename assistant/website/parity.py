"""The same docs built by another engine: whether addresses and anchors of the pages stay.

MkDocs 1.x gets no new features and mkdocs-material ends in 2027; the plan is in
``docs/_dev/site-engine.md``. ``make test`` runs this where ProperDocs is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.website.build import CONFIG_FILE, SiteError

_TIMEOUT_SECONDS = 120
_ID = re.compile(r"<[^>]+\sid=\"([^\"]+)\"")
Outline = Mapping[str, frozenset[str]]


def build_with(engine: str, site: Path) -> None:
    """Build the project's docs by a command-line engine (``mkdocs``, ``properdocs``), strictly.

    Raises:
        SiteError: the engine is missing or its build failed; its last lines are in the message.
    """
    command = [sys.executable, "-m", engine, "build", "--strict", "--quiet"]
    command += ["--config-file", str(CONFIG_FILE), "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"}
    try:
        answer = subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=CONFIG_FILE.parent,
            env=environment,
            text=True,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise SiteError(f"{engine}: сборка идёт дольше {_TIMEOUT_SECONDS} с") from error
    if answer.returncode != 0:
        tail = "\n".join(answer.stderr.splitlines()[-5:])
        raise SiteError(f"{engine}: сайт не собран\n{tail}")


def outline(site: Path) -> Outline:
    """Anchors of each page of a built site, by its address."""
    return {
        file.relative_to(site).as_posix(): frozenset(_ID.findall(file.read_text(encoding="utf-8")))
        for file in site.rglob("*.html")
    }


def differences(one: Outline, other: Outline) -> tuple[str, ...]:
    """What a reader's saved link would trip over: pages and anchors only one of two sites has."""
    found = [f"{address}: страница есть только на одном сайте" for address in one.keys() ^ other]
    for address in one.keys() & other:
        lost = one[address] ^ other[address]
        found.extend(f"{address}#{anchor}: якорь есть только на одном сайте" for anchor in lost)
    return tuple(sorted(found))
