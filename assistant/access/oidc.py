"""An OpenID Connect provider that signs people in; Streamlit and Authlib do the talking."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access.roster import NotAdmitted
from assistant.errors import SettingsError
from assistant.settings import Settings

_CALLBACK = "oauth2callback"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class OidcClient:
    """What provider and assistant know of each other; both secrets stay in files."""

    metadata_url: str
    client_id: str
    assistant_url: str
    secret_file: Path
    cookie_file: Path

    @classmethod
    def from_settings(cls, settings: Settings) -> OidcClient:
        """The client as the settings describe it.

        Raises:
            SettingsError: a setting is missing.
        """
        for name in ("assistant_url", "oidc_metadata_url", "oidc_client_id"):
            if not getattr(settings, name):
                raise SettingsError(f'{name}: для входа sign_in = "oidc" это нужно указать')
        return cls(
            settings.oidc_metadata_url,
            settings.oidc_client_id,
            settings.assistant_url,
            settings.oidc_secret_file,
            settings.cookie_secret_file,
        )

    def secrets(self) -> dict[str, Any]:
        """The ``[auth]`` section Streamlit wants.

        Raises:
            SettingsError: the client's secret cannot be read, or no key can be kept for cookies.
        """
        return {
            "auth": {
                "redirect_uri": self.assistant_url.rstrip("/") + f"/{_CALLBACK}",
                "cookie_secret": _kept_key(self.cookie_file),
                "client_id": self.client_id,
                "client_secret": _read(self.secret_file),
                "server_metadata_url": self.metadata_url,
            }
        }


def login_of(claims: Mapping[str, Any]) -> str:
    """The login in a provider's claims: the address it vouches for, else its own identifier.

    A name a person may choose (``preferred_username``) decides nothing.

    Raises:
        NotAdmitted: the person has not signed in.
    """
    if not claims.get("is_logged_in"):
        raise NotAdmitted("Войдите, чтобы открыть ассистента.")
    email = claims.get("email")
    if isinstance(email, str) and email and claims.get("email_verified") is not False:
        return email
    subject = claims.get("sub")
    return subject if isinstance(subject, str) else ""


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: секрет для входа не читается; проверьте файл") from error


def _kept_key(file: Path) -> str:
    """The key in a file, made at the first start; readable by its owner alone."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as made:
            made.write(secrets.token_hex(_KEY_BYTES))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"{file}: ключ для входа не сохранить; проверьте права") from error
    key = _read(file)
    if len(key) < _KEY_BYTES:
        raise SettingsError(
            f"{file}: ключ короче {_KEY_BYTES} знаков; удалите файл, он создастся сам"
        )
    return key
