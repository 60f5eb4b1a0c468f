"""Ways to sign in, and where the assistant may be reached without one."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from assistant.errors import AssistantError, SettingsError
from assistant.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SignIn(StrEnum):
    """Ways to sign in: not at all, by a proxy in front, by an OpenID Connect provider."""

    NONE = "none"
    PROXY = "proxy"
    OIDC = "oidc"

    @classmethod
    def from_settings(cls, settings: Settings) -> SignIn:
        """The way the settings name.

        Raises:
            SettingsError: there is no such way.
        """
        try:
            return cls(settings.sign_in)
        except ValueError as error:
            known = ", ".join(cls)
            raise SettingsError(
                f"sign_in: «{settings.sign_in}» — такого входа нет; допустимы: {known}"
            ) from error


def is_local(settings: Settings) -> bool:
    """Whether only this machine can reach the assistant, as far as the settings tell."""
    host = urlsplit(settings.assistant_url).hostname
    return settings.address in LOOPBACK and (host is None or host in LOOPBACK)


def check_reach(settings: Settings) -> None:
    """Refuse to be reached from other machines by people nobody knows, unless that is wanted.

    Raises:
        SettingsError: there is no such way to sign in.
        AssistantError: other machines reach the assistant, and nobody has to sign in.
    """
    way = SignIn.from_settings(settings)
    if way is not SignIn.NONE or is_local(settings) or settings.open_without_sign_in:
        return
    place = settings.address if settings.address not in LOOPBACK else settings.assistant_url
    raise AssistantError(
        f"Адрес {place} открыт не только этой машине, а вход не настроен: обращения клиентов увидит "
        'любой, кто до него дотянется. Настройте вход: sign_in = "proxy" или "oidc" в '
        "assistant.toml. Если так и задумано, скажите об этом прямо: open_without_sign_in = true."
    )
