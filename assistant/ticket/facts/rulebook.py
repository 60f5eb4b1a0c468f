"""All rules at once, sentence by sentence: which can match is told by one pass over the letters.

Checking thousands of hints one by one would cost more than the patterns themselves. Each hint is
filed under its first three letters; the trigrams of a sentence then name the few hints worth
looking for, and these the few rules worth running on that sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at
from assistant.ticket.facts.rule import Rule

_GRAM = 3
# A dot after a short word is an abbreviation («кв. 5», «корп. 2»), not the end of a sentence.
_SENTENCE_END = expression(r"(?<=[a-zа-я]{5})[.!?…;]{1,3}\s|[!?]\s|\n\s*\n|\n(?=[-–—•*]|\d\.)")
_MIN_SENTENCE = 50


# A set of rules is an integer, the bit i standing for rule i. A rule is awake when both of its
# lists of hints have a word in the sentence; a list it has not got counts as found.
Woken = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """``rules`` in order and what wakes them.

    ``by_gram`` gives, for a trigram, the hints that begin with it, each with the rules it is in
    the first and in the second list of; ``short`` the same for hints shorter than a trigram.
    ``free`` are the rules without a first, without a second list.
    """

    rules: tuple[Rule, ...]
    by_gram: Mapping[str, tuple[Woken, ...]]
    short: tuple[Woken, ...]
    free: tuple[int, int]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleBook:
        """Index rules by their hints."""
        book = tuple(rules)
        masks: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        free = [0, 0]
        for index, rule in enumerate(book):
            for place in (0, 1):
                hints = rule.hints[place] if place < len(rule.hints) else ()
                free[place] |= 0 if hints else 1 << index
                for hint in hints:
                    masks[hint][place] |= 1 << index
        by_gram: defaultdict[str, list[Woken]] = defaultdict(list)
        for hint, (first, second) in sorted(masks.items()):
            by_gram[hint[:_GRAM]].append((hint, first, second))
        return cls(
            book,
            {gram: tuple(woken) for gram, woken in by_gram.items() if len(gram) == _GRAM},
            tuple(one for gram, woken in by_gram.items() if len(gram) < _GRAM for one in woken),
            (free[0], free[1]),
        )

    def find(self, text: NormalText) -> Iterator[Fact]:
        """Facts of every rule that its hints wake in a sentence of the text."""
        for start, end in _sentences(text.text):
            awake = self._awake(text.text[start:end])
            while awake:
                lowest = awake & -awake
                awake ^= lowest
                rule = self.rules[lowest.bit_length() - 1]
                if not rule.needs or rule.is_in_context(text.text):
                    for first, last in rule.spans(text.text, start, end):
                        yield fact_at(rule.key, text, first, last)

    def _awake(self, sentence: str) -> int:
        """The rules that may match a sentence, one bit each."""
        grams = {sentence[at : at + _GRAM] for at in range(len(sentence) - _GRAM + 1)}
        first, second = self.free
        for hint, mask, other in self.short:
            if hint in sentence:
                first |= mask
                second |= other
        for gram in grams & self.by_gram.keys():
            for hint, mask, other in self.by_gram[gram]:
                if len(hint) == _GRAM or hint in sentence:
                    first |= mask
                    second |= other
        return first & second


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
