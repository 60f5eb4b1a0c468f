"""The phrase bank: how customers really write, collected apart from the pages.

``docs/_data/phrases/<anchor>.txt`` holds a phrase a line for the request with that anchor; lines with
``#`` are comments, the first of them the request's title. Phrases of one request may be filed by categories:
``<anchor>.<category>.txt``. ``_nothing.txt`` holds messages that no request fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.source import decode
from assistant.retrieval.carrying import carried_anchors
from assistant.retrieval.synonyms import Synonyms

NOTHING = "_nothing"


@dataclass(frozen=True, slots=True)
class PhraseBank:
    """Phrases and titles by request anchor, and phrases nothing fits."""

    by_anchor: Mapping[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_folder(cls, docs: Path) -> PhraseBank:
        """Read the bank of a docs folder; a folder without one gives an empty bank.

        Raises:
            PageError: a file cannot be read.
        """
        texts: dict[str, list[str]] = {}
        for file in sorted((docs / "_data" / "phrases").glob("*.txt")):
            texts.setdefault(name_parts(file.stem)[0], []).append(text_of(file))
        phrases = {anchor: _phrases("\n".join(files)) for anchor, files in texts.items()}
        nothing = phrases.pop(NOTHING, ())
        titles = {anchor: _title(texts[anchor][0]) for anchor in phrases}
        return cls(phrases, nothing, titles)

    def anchors_of(self, knowledge: Knowledge) -> Mapping[str, str]:
        """Anchor of each request → the anchor its phrases are filed under, where there are any.

        They are two when a document has replaced the request's page (``carrying``).
        """
        requests = tuple(knowledge.requests.values())
        synonyms = Synonyms.from_figures(knowledge.figures)
        own = {each.anchor: each.anchor for each in requests if each.anchor in self.by_anchor}
        return {**own, **carried_anchors(requests, self.titles, synonyms)}


def name_parts(stem: str) -> tuple[str, str]:
    """Anchor and category in the name of a file without its suffix; the category is mostly empty."""
    anchor, _, category = stem.partition(".")
    return anchor, category


def categories_of(docs: Path) -> Mapping[str, tuple[str, ...]]:
    """Phrases by category, of the files that name one.

    Raises:
        PageError: a file cannot be read.
    """
    files = sorted((docs / "_data" / "phrases").glob("*.*.txt"))
    return {name_parts(file.stem)[1]: read_lines(file) for file in files}


def read_lines(file: Path) -> tuple[str, ...]:
    """Lines of a phrase file without comments and doubles.

    Raises:
        PageError: the file cannot be read.
    """
    return _phrases(text_of(file))


def text_of(file: Path) -> str:
    """Text of a file of ``_data``, whatever its encoding.

    Raises:
        PageError: it cannot be read.
    """
    try:
        return decode(file.read_bytes())
    except OSError as error:
        path = f"_data/{file.parent.name}/{file.name}"
        raise PageError(path, None, "файл не читается", "проверьте права") from error


def _phrases(text: str) -> tuple[str, ...]:
    kept = (line.strip() for line in text.splitlines() if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(line for line in kept if line))


def _title(text: str) -> str:
    """Title in the comment a file begins with, empty without one."""
    first = text.lstrip().partition("\n")[0]
    return first.lstrip("# ").strip() if first.startswith("#") else ""
