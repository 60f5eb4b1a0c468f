"""Linear judges trained on example messages: kind, emergency or not, repeat or not.

The examples are plain text files that editors extend, a message a line: ``docs/_data/kinds``,
``levels`` and ``repeats``; the file's name is the label. Trained like the ranker at each build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PageError
from assistant.retrieval.bank import read_lines
from assistant.retrieval.ranker import REGULARISATION, Ranker

SUBJECTS = ("kinds", "levels", "repeats")
# Subjects decided by how a thing is said, and how strongly their judges are held back; cross-validated.
SHAPED = {"kinds": 0.1, "repeats": 0.2}
# Subject → (message, label) pairs.
Examples = Mapping[str, Sequence[tuple[str, str]]]


def read_examples(docs: Path) -> Examples:
    """Read the example files of a docs folder; a subject without files is left out.

    Raises:
        PageError: a subject has examples of one label only.
    """
    examples: dict[str, list[tuple[str, str]]] = {}
    for subject in SUBJECTS:
        files = sorted((docs / "_data" / subject).glob("*.txt"))
        if len(files) == 1:
            raise PageError(
                f"_data/{subject}", None, "примеры только одного вида", "добавьте второй файл"
            )
        pairs = [(text, file.stem) for file in files for text in read_lines(file)]
        if pairs:
            examples[subject] = pairs
    return examples


def recipe_of(subject: str) -> str:
    """What beside its examples decides what the judge of a subject learns."""
    return f"{SHAPED.get(subject, REGULARISATION)} {subject in SHAPED}"


def judge_of(subject: str, pairs: Sequence[tuple[str, str]]) -> Ranker:
    """Train the judge of a subject on (message, label) pairs."""
    return Ranker.from_examples(
        [text for text, _ in pairs],
        [label for _, label in pairs],
        SHAPED.get(subject, REGULARISATION),
        shaped=subject in SHAPED,
    )


@dataclass(frozen=True)
class Judges:
    """A ranker for each subject that has examples."""

    rankers: Mapping[str, Ranker]

    @classmethod
    def from_folder(cls, folder: Path) -> Judges:
        """Read saved judges."""
        return cls(
            {
                subject: Ranker.from_folder(folder / subject)
                for subject in SUBJECTS
                if (folder / subject).is_dir()
            }
        )

    def margins(self, subject: str, text: str) -> Mapping[str, float]:
        """Margin of each label for a text, empty when the subject has no examples."""
        ranker = self.rankers.get(subject)
        if ranker is None:
            return {}
        values = ranker.margins(ranker.space.vector(text))
        return dict(zip(ranker.classes, (float(value) for value in values), strict=True))
