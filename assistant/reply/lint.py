"""Check the text of a reply before it is sent: empty slots, forbidden phrases, secrets, the frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.knowledge.templates import find_slots
from assistant.russian.normal import NormalText, fold_key, normalise
from assistant.russian.words import words_of

_SECRET = re.compile(
    r"(?<!\bне )\b(?:пришлите|сообщите|назовите|укажите|напишите|продиктуйте|вышлите|отправьте|скажите"
    r"|перешлите)(?:[^\w.!?]+(?!если\b|ли\b|когда\b|не\b)\w+){0,4}?[^\w.!?]+(?:парол\w*|код\w*(?:[^\w.!?]+\w+){0,3}?[^\w.!?]+(?:sms|смс)\w*)"
)
_GREETING = ("здравствуйте", "добрый", "доброе", "уважаем")
_MIN_PHRASE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend at ``text[start:end]``; ``severity`` is error or warning."""

    severity: str
    code: str
    message: str
    start: int
    end: int


def lint(text: str, knowledge: Knowledge) -> tuple[Finding, ...]:
    """Check a reply; findings in order of place."""
    normal = normalise(text)
    findings = [*_slots(text), *_secrets(normal), *_forbidden(normal, knowledge), *_frame(text)]
    return tuple(sorted(findings, key=lambda each: (each.start, each.end)))


def _slots(text: str) -> list[Finding]:
    return [
        Finding("error", "empty-slot", f"Не заполнено: {slot.name}", slot.start, slot.end)
        for slot in find_slots(text)
    ]


def _secrets(text: NormalText) -> list[Finding]:
    return [
        Finding(
            "error",
            "secret-request",
            "Пароль и код из SMS не спрашиваем никогда: только сброс по правилам",
            *text.span(match.start(), match.end()),
        )
        for match in _SECRET.finditer(text.text)
    ]


def _forbidden(text: NormalText, knowledge: Knowledge) -> list[Finding]:
    words = words_of(text)
    stems = [word.stem for word in words]
    found: list[Finding] = []
    for phrase, advice in forbidden_phrases(knowledge):
        size = len(phrase)
        for at in range(len(stems) - size + 1):
            if tuple(stems[at : at + size]) == phrase:
                start, end = text.span(words[at].start, words[at + size - 1].end)
                found.append(Finding("error", "forbidden-phrase", advice, start, end))
    return found


@lru_cache(maxsize=4)
def forbidden_phrases(knowledge: Knowledge) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Stems of each phrase the pages tell to avoid, with what to say instead."""
    pairs: dict[tuple[str, ...], str] = {}
    for document in knowledge.documents.values():
        instead = document.phrases_use
        hint = f" Вместо этого: «{instead[0].text}»." if instead else ""
        for phrase in document.phrases_avoid:
            stems = tuple(word.stem for word in words_of(normalise(phrase.text)))
            if len(stems) >= _MIN_PHRASE_WORDS:
                pairs.setdefault(stems, f"Так не пишем: «{phrase.text}».{hint}")
    return tuple(pairs.items())


def _frame(text: str) -> list[Finding]:
    found: list[Finding] = []
    key = fold_key(text)
    end = len(text)
    if not key.startswith(_GREETING):
        found.append(Finding("warning", "no-greeting", "Нет приветствия", 0, 0))
    if "с уважением" not in key and "служба технической поддержки" not in key:
        found.append(Finding("warning", "no-signature", "Нет подписи", end, end))
    if not re.search(r"\[ID\]|№\s*\S|#\d|номер\w*\s+(?:обращения\s+)?(?:—\s*)?\S*\d|\d{4,}", text):
        found.append(Finding("warning", "no-number", "Нет номера обращения", 0, 0))
    return found
