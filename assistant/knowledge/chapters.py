"""What a second-level section of a page is, whatever exactly its heading says."""

from __future__ import annotations

import re

from assistant.russian.normal import fold_key

_KINDS = {
    "metadata": re.compile(r"метаданные|информация о документе"),
    "steps": re.compile(r"пошагов|порядок действий|алгоритм"),
    "cases": re.compile(r"(?:особые|нестандартные|нетипичные) (?:случаи|ситуации)"),
    "examples": re.compile(r"(?:практические )?примеры|кейсы|разбор примеров"),
    "templates": re.compile(r"скрипт|шаблон"),
    "faq": re.compile(r"час(?:то задаваемые|тые) вопросы|вопросы и ответы|faq\b"),
    "requests": re.compile(r"(?:типичные|типовые) (?:запросы|обращения|вопросы)"),
}


def title_key(title: str) -> str:
    """Key of a heading without a number before it: «7. Особые случаи» is «особые случаи»."""
    return re.sub(r"^(?:\d+ )+", "", fold_key(title))


def chapter_kind(key: str) -> str:
    """Kind of a section by the key of its heading, empty when it is none of the house format's."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(key)), "")
