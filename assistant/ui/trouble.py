"""Errors nobody foresaw: a sentence for the agent, kind and place for the log."""

from __future__ import annotations

import logging
import traceback

UNEXPECTED = (
    "Не получилось: ошибка в программе. Набранное сохранено.\n"
    "Обновите страницу. Если повторится, сообщите администратору время и что Вы делали."
)
_LOG = logging.getLogger("assistant.ui")


def report(error: Exception) -> None:
    """Log kind and place of an error; its message may hold a customer's words, so it stays out."""
    places = traceback.extract_tb(error.__traceback__)
    last = f"{places[-1].filename}:{places[-1].lineno}" if places else "?"
    _LOG.error("%s at %s", type(error).__name__, last)
