"""What a person may do, from the desk to other people's work."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """Roles, each with all the rights of those before it."""

    AGENT = 1
    EDITOR = 2
    LEAD = 3

    @property
    def title(self) -> str:
        """The role as the desk names it."""
        return _TITLES[self]

    @property
    def sees_others(self) -> bool:
        """Whether tickets that other people work on may be opened."""
        return self >= Role.LEAD


_TITLES = {Role.AGENT: "специалист", Role.EDITOR: "редактор", Role.LEAD: "руководитель"}
