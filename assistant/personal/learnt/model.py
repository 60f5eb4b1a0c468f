"""The weights of the tagger: read, sealed, and what they make of a text.

The file is text. Its first line is JSON: the format, the labels, the weights between them, the digest of the
letters it was taught, and ``seal``, the SHA-256 of all lines below; each of those is a feature and its weights,
``word=дом<TAB>1:812 4:-90``: number of the label and thousandths. Nothing in it is run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from assistant.personal.learnt.tokens import Token, features_of

FORMAT = 1
_THOUSAND = 1_000
_KEPT = 65_536
Array = npt.NDArray[np.float64]


class WeightsError(ValueError):
    """The file of weights is missing, of another format or damaged."""


@dataclass(frozen=True)
class Model:
    """``weights`` has a row a feature and a column a label, ``steps`` the weights from label to label.

    The first label is that of what is not personal; ``letters`` is the digest of what it learnt from.
    """

    labels: tuple[str, ...]
    letters: str
    steps: Array
    rows: Mapping[str, int]
    weights: Array
    _known: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", lru_cache(maxsize=_KEPT)(self._rows_of))

    @classmethod
    def from_weights(
        cls,
        labels: Sequence[str],
        letters: str,
        steps: Mapping[tuple[str, str], float],
        weights: Mapping[tuple[str, str], float],
    ) -> Self:
        """Take (label, label) and (feature, label) weights; what rounds to nothing is dropped."""
        number = {label: at for at, label in enumerate(labels)}
        kept = {key: round(each, 3) for key, each in weights.items() if round(each, 3)}
        rows = {name: at for at, name in enumerate(sorted({name for name, _ in kept}))}
        table = np.zeros((len(rows), len(labels)))
        for (name, label), value in kept.items():
            table[rows[name], number[label]] = value
        between = np.zeros((len(labels), len(labels)))
        for (left, right), value in steps.items():
            between[number[left], number[right]] = round(value, 3)
        return cls(tuple(labels), letters, between, rows, table)

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read and check a file of weights.

        Raises:
            WeightsError: it is missing, of another format, or not as it was written.
        """
        try:
            head, _, body = file.read_text(encoding="utf-8").partition("\n")
            data = json.loads(head)
            form, seal = data["format"], data["seal"]
            if form == FORMAT and seal == _digest(body):
                return cls._from_lines(data, body.splitlines())
        except FileNotFoundError as error:
            raise WeightsError("файла нет") from error
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise WeightsError("файл не читается") from error
        wrong = "содержимое не то, что было записано" if form == FORMAT else f"формат {form}"
        raise WeightsError(wrong)

    @classmethod
    def _from_lines(cls, data: Mapping[str, Any], lines: Sequence[str]) -> Self:
        labels = tuple(map(str, data["labels"]))
        rows: dict[str, int] = {}
        table = np.zeros((len(lines), len(labels)))
        for at, line in enumerate(lines):
            name, _, values = line.partition("\t")
            rows[name] = at
            for pair in values.split(" "):
                label, _, value = pair.partition(":")
                table[at, int(label)] = int(value) / _THOUSAND
        steps = np.array(data["steps"], dtype=np.float64) / _THOUSAND
        return cls(labels, str(data["letters"]), steps, rows, table)

    def to_text(self) -> str:
        """What the file holds: the same for the same weights."""
        whole = np.rint(self.weights * _THOUSAND).astype(int)
        lines = []
        for name, at in self.rows.items():
            pairs = (f"{label}:{whole[at, label]}" for label in np.flatnonzero(whole[at]))
            lines.append(f"{name}\t{' '.join(pairs)}\n")
        body = "".join(lines)
        head = {
            "format": FORMAT,
            "labels": self.labels,
            "letters": self.letters,
            "steps": np.rint(self.steps * _THOUSAND).astype(int).tolist(),
            "seal": _digest(body),
        }
        return f"{json.dumps(head, ensure_ascii=False)}\n{body}"

    def chances(self, tokens: Sequence[Token]) -> Array:
        """How likely each token bears each label, 0…1: (tokens, labels), by forward and backward sums."""
        if not tokens:
            return np.zeros((0, len(self.labels)))
        scores = self._scores(tokens)
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        steps = np.exp(self.steps)
        ahead, behind = np.empty_like(likely), np.ones_like(likely)
        ahead[0] = likely[0] / likely[0].sum()
        for at in range(1, len(likely)):
            reached = (ahead[at - 1] @ steps) * likely[at]
            ahead[at] = reached / reached.sum()
        for at in range(len(likely) - 2, -1, -1):
            reached = steps @ (likely[at + 1] * behind[at + 1])
            behind[at] = reached / reached.sum()
        both = ahead * behind
        return np.asarray(both / both.sum(axis=1, keepdims=True))

    def _scores(self, tokens: Sequence[Token]) -> Array:
        """Sums of the weights of each token's features, (tokens, labels)."""
        found = [
            [row for part in parts[:-1] for row in self._known(part)]
            + list(self._rows_of(parts[-1]))
            for parts in features_of(tokens)
        ]
        ends = list(accumulate(map(len, found)))
        sums = np.zeros((ends[-1] + 1, len(self.labels)))
        flat = np.fromiter((row for rows in found for row in rows), dtype=np.int64, count=ends[-1])
        np.cumsum(self.weights[flat], axis=0, out=sums[1:])
        return np.diff(sums[[0, *ends]], axis=0)

    def _rows_of(self, features: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.rows[each] for each in features if each in self.rows)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
