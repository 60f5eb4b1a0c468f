"""Words for the values of an answer, as agents read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from assistant.knowledge.figures import Figures

LEVELS = {
    "emergency": "Экстренное",
    "standard": "Стандартное",
    "consultation": "Консультация",
}
SCOPES = {"in": "Наше", "out": "Вне рамок", "partial": "Частично наше"}
KINDS = {
    "problem": "Проблема",
    "incident": "Инцидент",
    "question": "Вопрос",
    "change_request": "Просьба изменить",
    "wish": "Пожелание",
    "complaint": "Жалоба",
    "not_a_request": "Не просьба",
    "incomplete": "Мало сведений",
}
ORIGINS = {
    "ticket": "из обращения",
    "crm": "из полей слева",
    "settings": "Ваше имя",
    "page": "со страницы базы",
    "figures": "из данных базы",
    "agent": "написано Вами",
}
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def fact_title(key: str, figures: Figures) -> str:
    """Name of a fact for agents; an unknown key is shown as it is."""
    facts = figures.get("facts")
    entry = facts.get(key) if isinstance(facts, Mapping) else None
    title = entry.get("title") if isinstance(entry, Mapping) else None
    return title if isinstance(title, str) else key


def day_and_time(moment: datetime, now: datetime) -> str:
    """«сегодня 17:15», «завтра 12:00», «ср 25.11 15:00»."""
    days = (moment.date() - now.date()).days
    named = {0: "сегодня", 1: "завтра", -1: "вчера"}
    day = named.get(days, f"{_WEEKDAYS[moment.weekday()]} {moment:%d.%m}")
    return f"{day} {moment:%H:%M}"


def similarity_words(similarity: float) -> str:
    """A similarity of −1…1 with a decimal comma and a true minus."""
    return f"{similarity:.2f}".replace(".", ",").replace("-", "−")


def percent_words(share: float) -> str:
    """A share of 0…1 in whole percent."""
    return f"{share:.0%}".replace("%", "\u00a0%")


def seconds_words(seconds: int) -> str:
    """A duration as a person says it: «45 с», «12 мин», «3 ч»."""
    if seconds < 90:
        return f"{seconds}\u00a0с"
    minutes = round(seconds / 60)
    return f"{minutes}\u00a0мин" if minutes < 90 else f"{round(minutes / 60)}\u00a0ч"


def passed_words(passed: timedelta) -> str:
    """How long ago, roughly: «только что», «12 мин», «3 ч», «5 дн.»."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "только что"
    if minutes < 60:
        return f"{minutes} мин назад"
    hours = minutes // 60
    return f"{hours} ч назад" if hours < 24 else f"{hours // 24} дн. назад"


def counted(items: Sequence[object]) -> str:
    """« · 3», nothing for none."""
    return f" · {len(items)}" if items else ""


def shortened(text: str, characters: int = 40) -> str:
    """A text on one line, cut with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= characters else text[:characters].rstrip() + "…"
