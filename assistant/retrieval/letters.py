"""Whole letters that teach: each with its request, its kind, and whether it is a repeat.

``docs/_data/letters/<anchor>.txt``, or ``<anchor>.<category>.txt`` as in the phrase bank, holds a letter a line
behind its kind and, for a repeat, a mark: ``problem repeat | Опять не открывается…``. ``_nothing.txt`` holds letters that no
request fits. The ranker and the judges of kinds and repeats learn from them; the search itself keeps to phrases, which
are short enough to be shown. Emergencies have examples of their own: too few letters are any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import NOTHING, PhraseBank, name_parts, text_of
from assistant.retrieval.examples import Example

FOLDER = "letters"
_REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Letter:
    """``anchor`` is empty where no request fits, ``category`` where the file names none."""

    anchor: str
    category: str
    kind: str
    is_repeat: bool
    text: str


def read_letters(docs: Path) -> tuple[Letter, ...]:
    """Read the letters of a docs folder, each text once; a folder without any has none.

    Raises:
        PageError: a file cannot be read, or a line lacks its kind, or names one without examples of its own.
    """
    kinds = {file.stem for file in (docs / "_data" / "kinds").glob("*.txt")}
    found: dict[str, Letter] = {}
    for file in sorted((docs / "_data" / FOLDER).glob("*.txt")):
        anchor, category = name_parts(file.stem)
        for number, line in enumerate(text_of(file).splitlines(), start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                kind, is_repeat, text = _parts(line, file.name, number)
                if kinds and kind not in kinds:
                    raise _unreadable(
                        file.name, number, f"вида «{kind}» нет среди файлов _data/kinds"
                    )
                own = "" if anchor == NOTHING else anchor
                found.setdefault(text, Letter(own, category, kind, is_repeat, text))
    return tuple(found.values())


def letter_examples(
    letters: Iterable[Letter], knowledge: Knowledge, bank: PhraseBank
) -> tuple[Example, ...]:
    """What the letters teach the ranker; those of requests that are not there teach nothing."""
    items = {request.anchor: item for item, request in knowledge.requests.items()}
    filed = {old: items[anchor] for anchor, old in bank.anchors_of(knowledge).items()}
    known = {**items, **filed, "": ""}
    return tuple(Example(known[each.anchor], each.text) for each in letters if each.anchor in known)


def _parts(line: str, name: str, number: int) -> tuple[str, bool, str]:
    head, bar, text = line.partition("|")
    kind, *marks = head.split() or [""]
    if not bar or not kind or not text.strip() or marks not in ([], [_REPEAT]):
        raise _unreadable(name, number, "строка письма не читается")
    return kind, bool(marks), text.strip()


def _unreadable(name: str, number: int, problem: str) -> PageError:
    return PageError(
        f"_data/{FOLDER}/{name}",
        number,
        problem,
        "начните строку видом обращения, для повторного ещё repeat, и чертой: problem repeat | текст",
    )
