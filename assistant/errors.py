"""The one tree of errors that a user may meet.

Each message is Russian and says what is wrong, where, and what to do; the parts are kept as
attributes for callers that print them in another shape.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of all errors raised on purpose by this package."""


class PageError(AssistantError):
    """A file under ``docs/`` that cannot be read or understood.

    ``path`` is the page (relative to ``docs/`` where possible), ``line`` counts from 1 or is None.
    """

    def __init__(self, path: str, line: int | None, problem: str, remedy: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {problem}; {remedy}")


class IndexProblem(AssistantError):  # noqa: N818  the message is the finding
    """The index is missing, stale, foreign or damaged; the message names the mending command."""


class IndexDamaged(IndexProblem):
    """A file of the index is gone or differs from what was built; the index before it may serve meanwhile."""


class TicketError(AssistantError):
    """The text given as a ticket cannot be worked on (empty, over the size cap, no letters)."""


class SettingsError(AssistantError):
    """A setting with a value that cannot be used."""


class JournalError(AssistantError):
    """The journal cannot be read or written now; the assistant answers without it."""


class JournalDamaged(JournalError):  # noqa: N818  the message is the finding
    """The journal's file is broken, of another program or of a later version; a backup mends it."""
