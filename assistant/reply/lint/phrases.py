"""Phrases the pages tell to avoid, and the rules of ``tone.yml`` that generalise them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.templates import Phrase
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, Finding
from assistant.reply.lint.tone import Tone, tone_of
from assistant.russian.normal import normalise
from assistant.russian.words import words_of

_MIN_PHRASE_WORDS = 2


@dataclass(frozen=True, slots=True)
class ForbiddenPhrase:
    """Stems of a phrase to avoid, and the advice an agent reads."""

    stems: tuple[str, ...]
    advice: str


def find_forbidden(text: CheckedText, knowledge: Knowledge) -> list[Finding]:
    """Phrases of the pages, in whatever forms of their words."""
    by_stem = _by_first_stem(knowledge)
    words = text.words
    found: list[Finding] = []
    for at, word in enumerate(words):
        for phrase in by_stem.get(word.stem, ()):
            last = at + len(phrase.stems)
            if tuple(each.stem for each in words[at:last]) == phrase.stems:
                place = (word.start, words[last - 1].end)
                found.append(text.finding(ERROR, "forbidden-phrase", phrase.advice, *place))
    return found


def find_tone(text: CheckedText, knowledge: Knowledge) -> list[Finding]:
    """Places that break a rule of tone."""
    return [
        text.finding(rule.severity, rule.code, rule.message, match.start, match.end)
        for rule in tone_of(knowledge).rules
        for match in rule.places(text.own)
    ]


@lru_cache(maxsize=4)
def forbidden_phrases(knowledge: Knowledge) -> tuple[ForbiddenPhrase, ...]:
    """Each phrase the pages tell to avoid, with what to say instead."""
    tone = tone_of(knowledge)
    phrases: dict[tuple[str, ...], ForbiddenPhrase] = {}
    for document in knowledge.documents.values():
        for phrase in document.phrases_avoid:
            stems = tuple(word.stem for word in words_of(normalise(phrase.text)))
            if len(stems) >= _MIN_PHRASE_WORDS:
                advice = f"Так не пишем: «{phrase.text}».{_instead(phrase, document, tone)}"
                phrases.setdefault(stems, ForbiddenPhrase(stems, advice))
    return tuple(phrases.values())


@lru_cache(maxsize=4)
def _by_first_stem(knowledge: Knowledge) -> Mapping[str, tuple[ForbiddenPhrase, ...]]:
    found: dict[str, tuple[ForbiddenPhrase, ...]] = {}
    for phrase in forbidden_phrases(knowledge):
        found[phrase.stems[0]] = (*found.get(phrase.stems[0], ()), phrase)
    return found


def _instead(phrase: Phrase, document: Document, tone: Tone) -> str:
    """What to say instead: the page's only proposal, else that of the rule which fits the phrase."""
    use = document.phrases_use
    if len(use) == 1:
        return f" Вместо этого: «{use[0].text}»."
    text = normalise(phrase.text)
    rule = next((rule for rule in tone.rules if rule.signs.first(text)), None)
    if rule is not None:
        return f" Вместо этого: {rule.say}"
    return f" Вместо этого: «{use[0].text}»." if use else ""
