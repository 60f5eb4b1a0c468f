"""Somebody who was let in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assistant.access.role import Role

# What the login from a proxy's header is called in ``st.user`` (``server.trustedUserHeaders``).
PROXY_CLAIM = "login"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the desk; ``login`` is empty where nobody has to sign in, ``name`` may be."""

    login: str
    name: str
    role: Role

    @property
    def owner(self) -> str:
        """Sixteen hexadecimal digits that stand for the login beside drafts; empty without a login."""
        return hashlib.sha256(self.login.encode()).hexdigest()[:16] if self.login else ""
