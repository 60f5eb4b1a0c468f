"""Hints of a skeleton that nobody has replaced yet."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.finding import Finding
from assistant.checks.pages import Pages

# What ``authoring.skeleton`` writes where an editor is to write; the exact words, for pages that teach
# editors begin sentences with the same verb.
HINTS = (
    "Впишите самую частую причину.",
    "Впишите, что клиент может сделать сам и что сделаем мы.",
    "Впишите первый шаг специалиста.",
    "впишите условие передачи",
    "впишите повод.",
    "впишите текст ответа.",
    "Впишите название шага",
    "Впишите действие.",
    "впишите результат шага.",
    "Впишите название шаблона",
    "Впишите первый пункт",
)


def check_unfilled(pages: Pages) -> Iterator[Finding]:
    """Lines that still hold a hint."""
    for page in pages:
        for number, line in enumerate(page.lines, start=1):
            hint = next((each for each in HINTS if each in line), None)
            if hint is not None:
                problem = f"не заполнено: «{hint}»"
                yield page.finding("unfilled", number, problem, "впишите текст или удалите раздел")
