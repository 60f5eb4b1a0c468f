"""What the files of a deployment are filled in with, checked before any of them is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assistant.access.proxy import TrustedProxy
from assistant.access.sign_in import SignIn
from assistant.errors import SettingsError
from assistant.settings import ROOT, Settings

_NAME = re.compile(r"[A-Za-z0-9.-]+")
_PATH = re.compile(r"(/[A-Za-z0-9_-]+)+")
_HTTPS = 443
# Letters that would end a value in a file of nginx or systemd.
_UNFIT = re.compile(r"""["'\\\n\r;{}$%]""")


@dataclass(frozen=True, slots=True)
class Plan:
    """One name for both: the site at ``/``, the assistant at ``path``.

    ``certificate`` and ``key`` are files in PEM, ``users`` the password file of nginx where it is nginx
    that signs people in; ``root`` is where the project lives on that machine.
    """

    name: str
    port: int
    path: str
    certificate: Path
    key: Path
    users: Path
    site_port: int
    assistant_port: int
    user_header: str
    sign_in: SignIn
    root: Path

    @classmethod
    def from_settings(
        cls, settings: Settings, certificate: Path, key: Path, users: Path, root: Path = ROOT
    ) -> Plan:
        """The plan the settings describe.

        Raises:
            SettingsError: ``assistant_url`` names no HTTPS address with a path, or a value cannot stand
                in a configuration.
        """
        parts = urlsplit(settings.assistant_url)
        path = parts.path.rstrip("/")
        fits = _NAME.fullmatch(parts.hostname or "") and _PATH.fullmatch(path)
        if parts.scheme != "https" or not fits:
            raise SettingsError(
                f"assistant_url: «{settings.assistant_url}» — нужен адрес https с путём, например "
                "https://help.example.org/assistant/ (сайт занимает «/»)"
            )
        for file in (certificate, key, users, root):
            if _UNFIT.search(str(file)):
                raise SettingsError(f"{file}: такой путь нельзя записать в настройки nginx")
        return cls(
            parts.hostname or "",
            parts.port or _HTTPS,
            path,
            certificate,
            key,
            users,
            settings.site_port,
            settings.assistant_port,
            TrustedProxy.from_settings(settings).header,
            SignIn.from_settings(settings),
            root,
        )
