"""Errors nobody foresaw: a sentence for the agent, kind and place for the log."""

from __future__ import annotations

import logging
import traceback
from functools import cache
from typing import Any

UNEXPECTED = (
    "Не получилось: ошибка в программе. Набранное сохранено.\n"
    "Обновите страницу. Если повторится, сообщите администратору время и что Вы делали."
)
_LOG = logging.getLogger("assistant.ui")


def report(error: BaseException) -> None:
    """Log kind and place of an error; its message may hold a customer's words, so it stays out."""
    _LOG.error("%s", _kind_and_place(error))


@cache
def keep_words_out_of_logs() -> None:
    """From now on any record of this process tells kind and place of an error, not its message.

    Streamlit logs what nobody caught with its trace, and the last line of a trace is the message.
    """
    make = logging.getLogRecordFactory()

    def wordless(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg, record.args = f"{record.msg}: {_kind_and_place(error)}", ()
            record.exc_info = None
        return record

    logging.setLogRecordFactory(wordless)


def _kind_and_place(error: BaseException) -> str:
    places = traceback.extract_tb(error.__traceback__)
    last = f"{places[-1].filename}:{places[-1].lineno}" if places else "?"
    return f"{type(error).__name__} at {last}"
