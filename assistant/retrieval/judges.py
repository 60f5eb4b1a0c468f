"""Linear judges trained on example messages: kind, emergency or not, repeat or not.

The examples are plain text files that editors extend, a message a line: ``docs/_data/kinds``,
``levels`` and ``repeats``; the file's name is the label. Whole letters (``letters``) teach kinds and repeats. What a
matter that is not ours is about is told from the phrases and letters that are filed by category. Trained like the ranker at each build, after it:
the judge of kinds heeds what the ranker takes a message for (``leaning``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from assistant.errors import PageError
from assistant.retrieval.bank import categories_of, read_lines
from assistant.retrieval.features import Sparse
from assistant.retrieval.fitting import Pieces, fitted
from assistant.retrieval.later import load_ranker
from assistant.retrieval.leaning import RECIPE as LEANING_RECIPE
from assistant.retrieval.leaning import Leaning
from assistant.retrieval.letters import Letter, read_letters
from assistant.retrieval.ranker import REGULARISATION, Ranker

SUBJECTS = ("kinds", "levels", "repeats")
# What a matter that is not ours is about; its examples are the phrases filed by category (``bank``).
SCOPES = "scopes"
# Subjects decided by how a thing is said, and how strongly their judges are held back; cross-validated.
SHAPED = {"kinds": 0.4, "repeats": 0.1}
# Subjects for which it matters what a message leans to.
LEANING = frozenset({"kinds"})
_ITEMS = "leaning.json"
_TEXTS_KEPT = 32
# What whole letters say of themselves, for judges that learn from them.
_TOLD: Mapping[str, Callable[[Letter], str]] = {
    "kinds": lambda letter: letter.kind,
    "repeats": lambda letter: "repeat" if letter.is_repeat else "first",
}
# Subject → (message, label) pairs.
Examples = Mapping[str, Sequence[tuple[str, str]]]


def read_examples(docs: Path) -> Examples:
    """Read the example files of a docs folder; a subject without files is left out.

    Raises:
        PageError: a subject has examples of one label only, or a file cannot be read.
    """
    letters = read_letters(docs)
    examples: dict[str, list[tuple[str, str]]] = {}
    for subject in SUBJECTS:
        files = sorted((docs / "_data" / subject).glob("*.txt"))
        if len(files) == 1:
            raise PageError(
                f"_data/{subject}", None, "примеры только одного вида", "добавьте второй файл"
            )
        pairs = [(text, file.stem) for file in files for text in read_lines(file)]
        if pairs:
            told = [(each.text, _TOLD[subject](each)) for each in letters if subject in _TOLD]
            examples[subject] = [*pairs, *told]
    categories = [(text, name) for name, texts in categories_of(docs).items() for text in texts]
    categories += [(each.text, each.category) for each in letters if each.category]
    if categories:
        examples[SCOPES] = categories
    return examples


def regularisation_of(subject: str) -> float:
    """How strongly the judge of a subject heeds each example (C)."""
    return SHAPED.get(subject, REGULARISATION)


def recipe_of(subject: str, requests: str) -> str:
    """What beside its examples decides what the judge of a subject learns; ``requests`` is the ranker's digest."""
    recipe = f"{regularisation_of(subject)} {subject in SHAPED}"
    if subject not in LEANING:
        return recipe
    return f"{recipe} {LEANING_RECIPE} {requests}"


@dataclass(frozen=True)
class Judge:
    """A ranker of the labels of a subject.

    Where it heeds what a message leans to, ``leaning`` measures that, and the ranker has a row of weights
    for each value of it behind the rows of its space.
    """

    labels: Ranker
    leaning: Leaning | None = None
    # The same message is judged by search and by triage.
    _said: Callable[[str], Mapping[str, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_said", lru_cache(maxsize=_TEXTS_KEPT)(self._margins))

    @classmethod
    def from_examples(
        cls,
        subject: str,
        pairs: Sequence[tuple[str, str]],
        requests: Ranker,
        pieces: Pieces | None = None,
    ) -> Judge:
        """Train the judge of a subject on (message, label) pairs; ``requests`` tells what they lean to."""
        texts, labels = [text for text, _ in pairs], [label for _, label in pairs]
        pieces = Pieces() if pieces is None else pieces
        space, rows = fitted(texts, shaped=subject in SHAPED, pieces=pieces)
        leaning = Leaning(requests, requests.classes) if subject in LEANING else None
        columns = space.size
        if leaning is not None:
            rows = leaning.beside_all(rows, texts, columns, pieces)
            columns += leaning.size
        regularisation = regularisation_of(subject)
        return cls(Ranker.from_rows(space, rows, columns, labels, regularisation), leaning)

    @classmethod
    def from_folder(cls, folder: Path, requests: Ranker) -> Judge:
        """Read a saved judge; ``requests`` is the ranker of today, which may know other requests."""
        return cls(load_ranker(folder), _leaning(folder, requests))

    @classmethod
    def trained(cls, folder: Path, requests: Ranker) -> Judge:
        """Read a saved judge as it was trained, without what it has learnt since."""
        return cls(Ranker.from_folder(folder), _leaning(folder, requests))

    def save(self, folder: Path) -> None:
        """Write the judge as JSON and arrays."""
        self.labels.save(folder)
        if self.leaning is not None:
            items = json.dumps(list(self.leaning.items), ensure_ascii=False, indent=0)
            (folder / _ITEMS).write_text(items + "\n", encoding="utf-8")

    def margins(self, text: str) -> Mapping[str, float]:
        """Margin of each label for a text."""
        return self._said(text)

    def features(self, text: str) -> Sparse:
        """What the judge hears of a text: its words and, where it heeds that, what it leans to."""
        words = self.labels.space.vector(text)
        if self.leaning is None:
            return words
        return self.leaning.beside(words, text, self.labels.space.size)

    def _margins(self, text: str) -> Mapping[str, float]:
        labels = self.labels
        values = labels.margins(self.features(text))
        told = dict(zip(labels.classes, (float(value) for value in values), strict=True))
        return MappingProxyType(told)


def _leaning(folder: Path, requests: Ranker) -> Leaning | None:
    file = folder / _ITEMS
    if not file.is_file():
        return None
    return Leaning(requests, json.loads(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Judges:
    """A judge for each subject that has examples."""

    by_subject: Mapping[str, Judge]

    @classmethod
    def from_folder(cls, folder: Path, requests: Ranker) -> Judges:
        """Read saved judges."""
        return cls(
            {
                subject: Judge.from_folder(folder / subject, requests)
                for subject in (*SUBJECTS, SCOPES)
                if (folder / subject).is_dir()
            }
        )

    def margins(self, subject: str, text: str) -> Mapping[str, float]:
        """Margin of each label for a text, empty when the subject has no examples."""
        judge = self.by_subject.get(subject)
        return {} if judge is None else judge.margins(text)
