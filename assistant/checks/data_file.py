"""A file of ``docs/_data`` as typed: on which line a key or a value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.source import decode


@dataclass(frozen=True, slots=True)
class DataFile:
    """Lines of a file; ``path`` is relative to ``docs``."""

    path: str
    lines: tuple[str, ...]

    @classmethod
    def from_docs(cls, docs: Path, path: str) -> DataFile:
        """Read a file; one that is not there has no lines."""
        file = docs / path
        text = decode(file.read_bytes()) if file.is_file() else ""
        return cls(path, tuple(text.split("\n")))

    def line_of(self, *parts: str) -> int:
        """Line of the last part, each part looked for from the one before on; 1 when none is there.

        A part is a key or a value as it stands on its line, quoted or not.
        """
        at = found = 0
        for part in parts:
            pattern = re.compile(rf"(?<![\w/.-]){re.escape(part)}(?![\w/.-])")
            line = next(
                (n for n in range(at, len(self.lines)) if pattern.search(self.lines[n])), None
            )
            if line is None:
                break
            at = found = line
        return found + 1
