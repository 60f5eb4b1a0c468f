"""The phrase bank: how customers really write, collected apart from the pages.

``docs/_data/phrases/<anchor>.txt`` holds a phrase a line for the request with that anchor; lines with
``#`` are comments. ``_nothing.txt`` holds messages that no request fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.source import decode

_NOTHING = "_nothing"


@dataclass(frozen=True, slots=True)
class PhraseBank:
    """Phrases by request anchor, and phrases nothing fits."""

    by_anchor: Mapping[str, tuple[str, ...]]
    nothing: tuple[str, ...]

    @classmethod
    def from_folder(cls, docs: Path) -> PhraseBank:
        """Read the bank of a docs folder; a folder without one gives an empty bank.

        Raises:
            PageError: a file cannot be read.
        """
        files = sorted((docs / "_data" / "phrases").glob("*.txt"))
        phrases = {file.stem: read_lines(file) for file in files}
        nothing = phrases.pop(_NOTHING, ())
        return cls(phrases, nothing)


def read_lines(file: Path) -> tuple[str, ...]:
    """Lines of a phrase file without comments and doubles.

    Raises:
        PageError: the file cannot be read.
    """
    try:
        lines = decode(file.read_bytes()).splitlines()
    except OSError as error:
        path = f"_data/{file.parent.name}/{file.name}"
        raise PageError(path, None, "файл не читается", "проверьте права") from error
    kept = (line.strip() for line in lines if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(line for line in kept if line))
