"""Ports to listen on: free or not, told before anything slow is begun."""

from __future__ import annotations

import errno
import os
import socket

from assistant.errors import AssistantError

_PORTS = range(1, 65_536)
_TAKEN = frozenset({errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)})


def check_port(address: str, port: int, setting: str) -> None:
    """Refuse a port that cannot be had; ``setting`` is the name of what it comes from.

    Raises:
        AssistantError: it is taken, reserved, or no port at all.
    """
    mend = f"Укажите другой: {setting} в assistant.toml."
    if port not in _PORTS:
        raise AssistantError(f"Порта {port} не бывает. {mend}")
    code = _refusal(address, port)
    if code in _TAKEN:
        told = "возможно, ассистент или сайт уже запущен в другом окне. Закройте его"
        raise AssistantError(f"Порт {port} занят: {told}. {mend}")
    if code:
        raise AssistantError(f"Порт {port} недоступен ({os.strerror(code)}). {mend}")


def _refusal(address: str, port: int) -> int:
    """Why a port cannot be listened on, by number; 0 when it can."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # Without it a port is refused for a minute after its last user has left.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0
