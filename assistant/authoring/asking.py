"""Ask an editor at the terminal, in Russian; nothing is written until every answer fits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from assistant.errors import AssistantError
from assistant.knowledge.templates import unquote

NOTHING_WRITTEN = "Ничего не записано."
# Braces would be a macro or an anchor on the page.
_BRACES = frozenset("{}")
_MAX_LENGTH = 400


class WrongAnswer(AssistantError):  # noqa: N818  an answer, not a fault of the program
    """An answer that cannot be used; the message says why."""


def no_check(answer: str) -> None:
    """Any answer will do."""


def ask(question: str, default: str = "", check: Callable[[str], None] = no_check) -> str:
    """One line, asked again at a terminal until it fits.

    Raises:
        AssistantError: the input ended, or a wrong answer came from a file.
    """
    hint = f" [{default}]" if default else ""
    while True:
        answer = _line(f"{question}{hint}: ") or default
        try:
            _check_text(answer)
            check(answer)
        except WrongAnswer as wrong:
            _again(wrong)
        else:
            return answer


def choose(question: str, options: Sequence[str]) -> str:
    """One of several, by number or by name.

    Raises:
        AssistantError: as ``ask``; or there is nothing to choose from.
    """
    if not options:
        raise AssistantError(f"{question} Выбирать не из чего. {NOTHING_WRITTEN}")
    _tell(question)
    for at, option in enumerate(options, start=1):
        _tell(f"  {at}. {option}")

    def fits(answer: str) -> None:
        is_number = answer.isdecimal() and 1 <= int(answer) <= len(options)
        if answer not in options and not is_number:
            raise WrongAnswer(f"«{answer}» — не номер из списка.")

    answer = ask("Номер", check=fits)
    return answer if answer in options else options[int(answer) - 1]


def ask_lines(question: str) -> list[str]:
    """Some lines, an empty one ends them; each once.

    Raises:
        AssistantError: the input ended before the empty line, or there was none before it.
    """
    _tell(f"{question}; пустая строка — конец.")
    lines: list[str] = []
    while True:
        line = _line("")
        if line:
            try:
                _check_text(line)
            except WrongAnswer as wrong:
                _again(wrong)
                continue
            lines.append(unquote(line))
        elif lines:
            return list(dict.fromkeys(lines))
        else:
            _again(WrongAnswer("Нужна хотя бы одна строка."))


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError as error:
        raise AssistantError(f"Ввод закончился раньше вопросов. {NOTHING_WRITTEN}") from error
    except UnicodeDecodeError as error:
        raise AssistantError(f"Ввод не в кодировке терминала. {NOTHING_WRITTEN}") from error


def _check_text(answer: str) -> None:
    if not answer:
        raise WrongAnswer("Нужен ответ.")
    if _BRACES & set(answer):
        raise WrongAnswer("Фигурных скобок быть не может: страница примет их за подстановку.")
    if not answer.isprintable():
        raise WrongAnswer("В ответе есть непечатаемые знаки.")
    if len(answer) > _MAX_LENGTH:
        raise WrongAnswer(f"Ответ длиннее {_MAX_LENGTH} знаков.")


def _again(wrong: WrongAnswer) -> None:
    """Tell what is wrong; whoever types is asked again, a file is not."""
    if not sys.stdin.isatty():
        raise AssistantError(f"{wrong} {NOTHING_WRITTEN}") from wrong
    _tell(str(wrong))


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
