"""What steps a line of a page advises, and whether all it advises has been taken already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.reply.tried.forms import Form, form_of
from assistant.reply.tried.vocabulary import Action, Vocabulary, vocabulary_of
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText, normalise

_WORD = expression(r"[^\W_]+")
_CLAUSE = expression(r"[,;:()—–!?]|\.(?!\w)")
# In such a clause «вводите» and «помните» tell, they do not advise.
_TELLING = expression(r"\b(?:если|когда|пока|что|чем|как|где)\b")
# Nouns that end as infinitives do.
_NOUN = expression(
    r"(?:ость|есть|сеть|память|печать|часть|пять|опять|почти|пути|ночь|речь|помощь)\Z"
)
# «Пароль не восстанавливайте» stays whatever was done.
_FORBIDS = expression(r"\bне [^\W_]+[йьи]те(?:сь)?\b")
_ASKS_WHETHER = "ли"
_MIN_VERB = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """Names of the steps a line advises; ``whole`` says that it advises nothing else."""

    steps: frozenset[str]
    whole: bool

    def is_taken(self, taken: Set[str]) -> bool:
        """Whether all the line advises is among the steps taken."""
        return self.whole and bool(self.steps) and self.steps <= taken


class Reader:
    """Reads lines of pages as advice, each once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.advice = lru_cache(maxsize=4096)(self._advice)

    def _advice(self, line: str) -> Advice:
        text = normalise(line)
        duties = self._duties(text)
        steps: set[str] = set()
        done: set[tuple[int, int]] = set()
        for action in self.vocabulary.actions.values():
            covered = _covered(action, text, sorted(duties))
            if covered is not None:
                steps.add(action.name)
                done |= covered
        left = {text.text[slice(*duty)] for duty in duties - done} - self.vocabulary.passing
        is_whole = bool(duties) and not left and not _FORBIDS.search(text.text)
        return Advice(frozenset(steps), is_whole)

    def _duties(self, text: NormalText) -> set[tuple[int, int]]:
        """Ranges of the words that tell what to do; of a question in their place, its «ли»."""
        words = list(_WORD.finditer(text.text))
        first = next((each.group() for each in words if not each.group().isdigit()), "")
        advised = {
            each.span() for each in _in_form(words, Form.ADVISED) if not _is_telling(text, each)
        }
        asking = self.vocabulary.asking
        if _is_infinitive(first) or any(text.text[slice(*each)] in asking for each in advised):
            head = [each for each in words if each.start() < _head_end(text.text)]
            advised |= {
                each.span() for each in _in_form(head, Form.TO_DO) if _is_infinitive(each.group())
            }
        return advised or {each.span() for each in words if each.group() == _ASKS_WHETHER}


@lru_cache(maxsize=4)
def reader_of(knowledge: Knowledge) -> Reader:
    """The reader of a knowledge base's lines."""
    return Reader(vocabulary_of(knowledge))


def _in_form(words: list[re.Match[str]], form: Form) -> Iterator[re.Match[str]]:
    for each in words:
        word = each.group()
        if len(word) >= _MIN_VERB and form in (
            form_of(word, reflexive=False),
            form_of(word, reflexive=True),
        ):
            yield each


def _is_infinitive(word: str) -> bool:
    is_one = Form.TO_DO in (form_of(word, reflexive=False), form_of(word, reflexive=True))
    return is_one and not _NOUN.search(word)


def _is_telling(text: NormalText, verb: re.Match[str]) -> bool:
    start, _ = _clause(text.text, verb.start())
    return _TELLING.search(text.text, start, verb.start()) is not None


def _covered(
    action: Action, text: NormalText, duties: list[tuple[int, int]]
) -> set[tuple[int, int]] | None:
    """The duties of a line that are a step, None when the step is not in it."""
    covered = set()
    for at, duty in enumerate(duties):
        if any(verb.form(text.text[slice(*duty)]) for verb in action.verbs):
            start, end = _clause(text.text, duty[0])
            # What a verb acts on stands before the next one.
            low = start if at == 0 else max(start, duty[1])
            high = min(end, duties[at + 1][0]) if at + 1 < len(duties) else end
            if next(iter(action.of.all(text, low, high)), None):
                covered.add(duty)
    is_here = bool(covered)
    for match in action.steps.all(text):
        is_here = True
        inside = {duty for duty in duties if match.start <= duty[0] < match.end}
        before = [duty for duty in duties if duty[0] < match.start]
        covered |= inside or ({max(before)} if before else set())
    return covered if is_here else None


def _clause(text: str, at: int) -> tuple[int, int]:
    """Range of the clause of a line that holds a place."""
    before = [mark.end() for mark in _CLAUSE.finditer(text, 0, at)]
    after = _CLAUSE.search(text, at)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _head_end(text: str) -> int:
    """End of what a line says before it explains itself."""
    return next((at for at in (text.find(":"), text.find("—")) if at >= 0), len(text))
