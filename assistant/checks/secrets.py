"""Personal data and secrets that must not stand on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.finding import ERROR, Finding
from assistant.knowledge.base import Knowledge

_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)")
_SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3} \d{2}(?!\d)")
_SECRET = re.compile(
    r"(?:парол[ья]|password|token|токен|api[_-]?key)\s*[:=]\s*[^\s«»\"']{6,}", re.IGNORECASE
)
_WEBHOOK = re.compile(r"https?://\S+/rest/\d+/\w{10,}")
_ALLOWED_HOSTS = ("example.com", "example.ru", "example.org")
_ALLOWED_PHONE = re.compile(r"900\D{0,2}000")


def check_secrets(knowledge: Knowledge) -> Iterator[Finding]:
    """Phones, mails, card numbers and keys other than the department's own contacts."""
    own = " ".join(str(value) for value in knowledge.figures.get("contacts", {}).values())
    own_digits = re.sub(r"\D", "", own)
    for document in knowledge.documents.values():
        for number, line in enumerate(document.source.text.split("\n"), start=1):
            for what in _found(line, own, own_digits):
                yield Finding(
                    "secret",
                    ERROR,
                    document.path,
                    number,
                    f"похоже на {what}",
                    "уберите или замените вымышленным (+7 900 000-00-01, name@example.com)",
                )


def _found(line: str, own: str, own_digits: str) -> Iterator[str]:
    for match in _EMAIL.finditer(line):
        if match.group() not in own and not match.group().endswith(_ALLOWED_HOSTS):
            yield "чью-то почту"
    for match in _PHONE.finditer(line):
        digits = re.sub(r"\D", "", match.group())[1:]
        if digits not in own_digits and not _ALLOWED_PHONE.search(match.group()):
            yield "чей-то телефон"
    if _CARD.search(line):
        yield "номер карты"
    if _SNILS.search(line):
        yield "СНИЛС"
    if _SECRET.search(line) or _WEBHOOK.search(line):
        yield "пароль или ключ доступа"
