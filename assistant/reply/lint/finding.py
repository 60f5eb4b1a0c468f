"""Something to mend in the text of a reply, at its exact place."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend at ``text[start:end]``; ``severity`` is error or warning."""

    severity: str
    code: str
    message: str
    start: int
    end: int
