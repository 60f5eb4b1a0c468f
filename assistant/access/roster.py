"""Who may come in, and as whom: the lists of logins in the settings."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from assistant.access.role import Role
from assistant.access.sign_in import is_local
from assistant.access.visitor import Visitor
from assistant.errors import AssistantError
from assistant.settings import Settings

_MAX_LOGIN = 200
_MAX_NAME = 80


class NotAdmitted(AssistantError):  # noqa: N818  the message is the finding
    """Nobody has signed in, or who did is on no list."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Logins by role, compared without case.

    Where ``agents`` is empty, whoever signs in is an agent; else only those on a list come in.
    """

    agents: frozenset[str]
    editors: frozenset[str]
    leads: frozenset[str]

    @classmethod
    def from_settings(cls, settings: Settings) -> Roster:
        """The lists as the settings give them: logins apart by commas."""
        return cls(*map(_logins, (settings.agents, settings.editors, settings.leads)))

    def admit(self, login: str, name: str = "") -> Visitor:
        """Let a signed-in person in.

        Raises:
            NotAdmitted: the login is empty, cannot be one, or is on no list.
        """
        known = folded(login)
        if not known:
            raise NotAdmitted("Вход не выполнен: прокси или служба входа не назвали имя.")
        if len(known) > _MAX_LOGIN or not known.isprintable():
            raise NotAdmitted("Вход не выполнен: такого имени не бывает.")
        role = self._role(known)
        if role is None:
            raise NotAdmitted(
                f"Для «{known}» доступ не открыт. Попросите администратора внести имя в настройку "
                "agents, editors или leads."
            )
        return Visitor(known, " ".join(name.split())[:_MAX_NAME], role)

    def _role(self, login: str) -> Role | None:
        if login in self.leads:
            return Role.LEAD
        if login in self.editors:
            return Role.EDITOR
        return Role.AGENT if not self.agents or login in self.agents else None


def guest(settings: Settings) -> Visitor:
    """Whoever comes where nobody has to sign in: on this machine alone, its owner."""
    return Visitor("", "", Role.LEAD if is_local(settings) else Role.AGENT)


def folded(login: str) -> str:
    """A login as it is compared."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _logins(listed: str) -> frozenset[str]:
    return frozenset(filter(None, map(folded, listed.split(","))))
