"""Times of the support that a page states: of which level, for what, how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.checks.page import Page
from assistant.checks.prose import Piece, pieces_of
from assistant.knowledge.figures import Figures

_LEVELS = {
    "emergency": re.compile(r"экстренн|высок\w* приоритет", re.IGNORECASE),
    "standard": re.compile(r"стандартн(?!\w+ ответ)|обычн\w* приоритет", re.IGNORECASE),
    "consultation": re.compile(r"консультац|консультирован|низк\w* приоритет", re.IGNORECASE),
}
LEVEL_NAMES = {"emergency": "экстренное", "standard": "стандартное", "consultation": "консультация"}
_ASPECTS = {
    "registration": re.compile(r"регистр", re.IGNORECASE),
    "classification": re.compile(r"классифи|присво\w+ уров|присво\w+ приоритет", re.IGNORECASE),
    "diagnosis": re.compile(r"диагност", re.IGNORECASE),
    "contact": re.compile(r"\bсвяз(?:ь|и|ат|ыв|ж)|контакт|перезвон", re.IGNORECASE),
    "answer": re.compile(r"\bответ|отвеча|реакц|реагир", re.IGNORECASE),
    "resolve": re.compile(r"реш(?:ен|ит|ае|им)|устран|план\w* действий|восстанов", re.IGNORECASE),
}
ASPECT_NAMES = {
    "registration": "регистрация",
    "classification": "классификация",
    "diagnosis": "диагностика",
    "contact": "связь с клиентом",
    "answer": "ответ",
    "resolve": "решение",
}
# A heading names the level of what stands below it only when it speaks of tickets.
_ABOUT_LEVEL = re.compile(r"SLA|приоритет|обращени", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d,.–-])(\d{1,3}(?:\s?[–-]\s?\d{1,3})?)\s+(?:рабоч\w+\s+)?(минут|час|д(?:ень|н[яей]))\w*",
    re.IGNORECASE,
)
_UNITS = {"минут": "мин", "час": "ч", "д": "дн"}
# «в течение 4 часов» sets a time; «через 2 часа», «каждые 2 часа», «2 часа назад» tell of something else.
_SETS = re.compile(
    r"(?:в течение|\bза|\bдо|не (?:более|дольше|позднее|позже)|срок\w*|\bот|[—–:=])\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(r"(?:через|кажд\w+|раз в|спустя|ещ[её]|прошл\w+)\s+$", re.IGNORECASE)
_OTHER_AFTER = re.compile(r"^\s*(?:назад|спустя|подряд|до )", re.IGNORECASE)
# Level, aspect, unit; the level is empty where the page names none.
Subject = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Duration:
    """A time as stated: its subject, the amount («4», «1–2») and the words."""

    subject: Subject
    amount: str
    written: str
    line: int


def durations_of(page: Page) -> Iterator[Duration]:
    """Times a page sets for a known aspect of the work."""
    for piece in pieces_of(page):
        for match in _TIME.finditer(piece.text):
            before, after = piece.text[: match.start()], piece.text[match.end() :]
            if _OTHER_BEFORE.search(before) or _OTHER_AFTER.search(after):
                continue
            if not piece.is_cell and not _SETS.search(before):
                continue
            aspect = _nearest(_ASPECTS, piece, match)
            if aspect:
                unit = next(_UNITS[each] for each in _UNITS if match[2].lower().startswith(each))
                level = _nearest(_LEVELS, piece, match) or _level_above(piece)
                amount = re.sub(r"\s?[–-]\s?", "–", match[1])
                yield Duration((level, aspect, unit), amount, match.group(), piece.line)


def _nearest(patterns: Mapping[str, re.Pattern[str]], piece: Piece, match: re.Match[str]) -> str:
    """What is named last before a place of a piece, else first after it, else around the piece."""
    found = [
        (each.start(), name) for name in patterns for each in patterns[name].finditer(piece.text)
    ]
    before = [each for each in found if each[0] < match.start()]
    if before:
        return max(before)[1]
    if found:
        return min(found)[1]
    names = (name for text in piece.around for name in patterns if patterns[name].search(text))
    return next(names, "")


def _level_above(piece: Piece) -> str:
    titles = (each for each in piece.headings if _ABOUT_LEVEL.search(each))
    return next((name for each in titles for name in _LEVELS if _LEVELS[name].search(each)), "")


def known_durations(figures: Figures) -> Mapping[Subject, frozenset[str]]:
    """What ``sla.yml`` says of each subject; a subject without a level stands for any of them."""
    sla = figures.get("sla")
    whole = sla if isinstance(sla, Mapping) else {}
    known: dict[Subject, set[str]] = {}

    def note(level: str, aspect: str, unit: str, amount: object) -> None:
        if isinstance(amount, int | str):
            for each in {level, ""}:
                known.setdefault((each, aspect, unit), set()).add(str(amount))

    for level in _LEVELS:
        times = whole.get(level)
        if isinstance(times, Mapping):
            note(level, "contact", "мин", times.get("contact_minutes"))
            note(level, "diagnosis", "ч", times.get("diagnosis_hours"))
            note(level, "resolve", "ч", times.get("resolve_hours"))
            note(level, "resolve", "дн", times.get("resolve_days_max"))
        note(level, "registration", "мин", whole.get("registration_minutes"))
        note(level, "classification", "мин", whole.get("classification_minutes"))
    return {subject: frozenset(amounts) for subject, amounts in known.items()}


def words_of(subject: Subject) -> str:
    """«экстренное: решение»."""
    level, aspect, _ = subject
    return f"{LEVEL_NAMES[level]}: {ASPECT_NAMES[aspect]}" if level else ASPECT_NAMES[aspect]
