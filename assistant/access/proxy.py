"""A proxy in front that has signed people in and names them in a header.

The header is worth what its sender is: it counts only from the addresses in the settings, once, and
only if the proxy drops what its clients send under that name (assistant/deployment writes it so).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.access.roster import NotAdmitted
from assistant.errors import SettingsError
from assistant.settings import Settings

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class TrustedProxy:
    """Addresses a proxy may speak from, and the header, in lower case, that names the person."""

    addresses: frozenset[_Address]
    header: str

    @classmethod
    def from_settings(cls, settings: Settings) -> TrustedProxy:
        """The proxy as the settings describe it.

        Raises:
            SettingsError: an address or the header's name cannot be one.
        """
        if not _HEADER.fullmatch(settings.user_header):
            raise SettingsError(f"user_header: «{settings.user_header}» — не имя заголовка")
        try:
            listed = [each.strip() for each in settings.proxy_addresses.split(",")]
            addresses = frozenset(ipaddress.ip_address(each) for each in listed if each)
        except ValueError as error:
            raise SettingsError(
                f"proxy_addresses: «{settings.proxy_addresses}» — нужны адреса IP через запятую"
            ) from error
        return cls(addresses, settings.user_header.lower())

    def login(self, peer: str | None, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """The login a request was sent for; ``peer`` is the address it came from.

        Raises:
            NotAdmitted: it did not come from the proxy, or names nobody or several people.
        """
        if not self._is_ours(peer):
            raise NotAdmitted("Ассистент открывается только через прокси с входом.")
        wanted = self.header.encode()
        named = [value for name, value in headers if name.lower() == wanted]
        if len(named) != 1:
            raise NotAdmitted("Вход не выполнен: прокси не назвал имя или назвал несколько.")
        try:
            login = named[0].decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotAdmitted("Вход не выполнен: имя от прокси не читается.") from error
        return login

    def _is_ours(self, peer: str | None) -> bool:
        try:
            address = ipaddress.ip_address(peer or "")
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return address in self.addresses
