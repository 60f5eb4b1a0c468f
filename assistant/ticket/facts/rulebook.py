"""All rules at once, sentence by sentence: which can match is told by one pass over the letters.

Checking thousands of hints one by one would cost more than the patterns themselves. Each hint is filed
under its first three letters; the trigrams of a sentence then name the few hints worth looking for,
and these the few rules worth running on that sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact
from assistant.ticket.facts.rule import Rule

_GRAM = 3
# A dot after a short word is an abbreviation («кв. 5», «корп. 2»), not the end of a sentence.
_SENTENCE_END = re.compile(r"(?<=[a-zа-я]{5})[.!?…;]+\s|[!?]+\s|\n\s*\n|\n(?=[-–—•*]|\d\.)")
_MIN_SENTENCE = 50


@dataclass(frozen=True, slots=True)
class RuleBook:
    """``rules`` in order; hints by first trigram, and the few shorter ones; rules by hint."""

    rules: tuple[Rule, ...]
    hints_by_gram: Mapping[str, tuple[str, ...]]
    short_hints: tuple[str, ...]
    rules_by_hint: Mapping[str, tuple[int, ...]]
    always: tuple[int, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleBook:
        """Index rules by their hints."""
        book = tuple(rules)
        by_hint: defaultdict[str, list[int]] = defaultdict(list)
        for index, rule in enumerate(book):
            for hint in rule.hints:
                by_hint[hint].append(index)
        by_gram: defaultdict[str, list[str]] = defaultdict(list)
        for hint in sorted(by_hint):
            by_gram[hint[:_GRAM]].append(hint)
        return cls(
            book,
            {gram: tuple(hints) for gram, hints in by_gram.items()},
            tuple(hint for hint in sorted(by_hint) if len(hint) < _GRAM),
            {hint: tuple(indices) for hint, indices in by_hint.items()},
            tuple(index for index, rule in enumerate(book) if not rule.hints),
        )

    def find(self, text: NormalText) -> Iterator[Fact]:
        """Facts of every rule whose hints are in a sentence of the text."""
        for start, end in _sentences(text.text):
            for index in self._candidates(text.text[start:end]):
                rule = self.rules[index]
                if rule.is_in_context(text.text):
                    yield from rule.find(text, start, end)

    def _candidates(self, sentence: str) -> Iterator[int]:
        """Indices of the rules that may match a sentence, in order."""
        grams = {sentence[at : at + _GRAM] for at in range(len(sentence) - _GRAM + 1)}
        found = set(self.always)
        for hint in self.short_hints:
            if hint in sentence:
                found.update(self.rules_by_hint[hint])
        for gram in grams & self.hints_by_gram.keys():
            for hint in self.hints_by_gram[gram]:
                if len(hint) == _GRAM or hint in sentence:
                    found.update(self.rules_by_hint[hint])
        return iter(sorted(found))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of a text that cover it; each starts with the mark that ends the one before.

    Short sentences go with the next: a range too small costs more than it saves.
    """
    start, mark = 0, 0
    for end in _SENTENCE_END.finditer(text):
        if end.start() - start >= _MIN_SENTENCE:
            yield mark, end.end()
            start, mark = end.end(), end.start()
    if start < len(text):
        yield mark, len(text)
