"""Phrases to add to requests that are there already, as a patch an editor can read and apply."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.gaps.wording import plain
from assistant.journal.evidence import Lesson
from assistant.retrieval.bank import PhraseBank
from assistant.russian.normal import fold_key

_FOLDER = "_data/phrases"
_LINE = re.compile(r"[^\n]+\n?|\n")
_AS_IT_IS = "surrogateescape"
_NO_END = "\n\\ No newline at end of file\n"


def new_phrases(
    lessons: Sequence[Lesson], docs: Path, filed: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Phrases by request anchor that its bank does not hold yet, newest first, each once.

    ``filed`` names the anchor a request's phrases are kept under where it is another one.
    """
    found: dict[str, dict[str, str]] = {}
    for lesson in lessons:
        anchor = lesson.request_id.partition("#")[2]
        phrase = plain(lesson.text)
        anchor = filed.get(anchor, anchor)
        if anchor and phrase:
            found.setdefault(anchor, {}).setdefault(fold_key(phrase), phrase)
    bank = PhraseBank.from_folder(docs).by_anchor
    fresh = {}
    for anchor, phrases in found.items():
        known = {fold_key(line) for line in bank.get(anchor, ())}
        if kept := tuple(phrase for key, phrase in phrases.items() if key not in known):
            fresh[anchor] = kept
    return fresh


def patch_of(phrases: Mapping[str, Sequence[str]], docs: Path) -> bytes:
    """A unified diff that adds phrases at the end of their files (``git apply``, ``patch -p1``).

    Bytes, because a file keeps its own encoding and line ends.
    """
    pieces: list[str] = []
    for anchor, added in sorted(phrases.items()):
        name = f"docs/{_FOLDER}/{anchor}.txt"
        file = docs / _FOLDER / f"{anchor}.txt"
        text = file.read_bytes().decode("utf-8", _AS_IT_IS) if file.is_file() else ""
        end = "\r\n" if "\r\n" in text else "\n"
        before = _LINE.findall(text)
        ended = [line if line.endswith("\n") else f"{line}{end}" for line in before]
        after = [*ended, *(f"{phrase}{end}" for phrase in added)]
        old = f"a/{name}" if before else "/dev/null"
        pieces.extend(difflib.unified_diff(before, after, old, f"b/{name}"))
    patch = "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in pieces)
    return patch.encode("utf-8", _AS_IT_IS)
