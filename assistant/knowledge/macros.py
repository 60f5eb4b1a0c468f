"""Expand the figures written into macro pages: ``{{ sla.emergency.resolve_hours | working_hours }}``.

The site does the same through mkdocs-macros with the same filters and variables (``website``); here
pages are expanded for the assistant, in a sandbox, so that both say one thing. Catalogue macros that
gather parts of other pages expand to nothing here: what they show is read from those pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import PageError
from assistant.knowledge.figures import Figures
from assistant.knowledge.source import Source
from assistant.russian import plural

FILTERS: dict[str, Callable[[float], str]] = {
    "minutes": plural.minutes,
    "minutes_gen": plural.minutes_genitive,
    "hours": plural.hours,
    "hours_gen": plural.hours_genitive,
    "working_hours": plural.working_hours,
    "working_hours_gen": plural.working_hours_genitive,
    "days": plural.days,
    "days_gen": plural.days_genitive,
}

# Whatever an expression of a page can end in: one slip must not take the other pages away.
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

_REASONS: dict[type[Exception], str] = {
    jinja2.UndefinedError: "такой цифры нет",
    jinja2.exceptions.SecurityError: "так писать нельзя",
    ZeroDivisionError: "деление на ноль",
    ValueError: "значение не того рода",
    TypeError: "значение не того рода",
}
_QUOTED = re.compile(r"'([^']*)'")


def expand_macros(source: Source, figures: Figures) -> str:
    """Return the text of a page with its macros expanded; a plain page comes back as it is.

    Raises:
        PageError: a macro is broken or names a figure that does not exist.
    """
    if not source.is_macro_page:
        return source.text
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    environment.filters.update(FILTERS)
    try:
        return environment.from_string(source.text).render(_variables(figures))
    except jinja2.TemplateSyntaxError as error:
        raise PageError(
            source.path,
            error.lineno,
            f"макрос не разбирается ({error.message})",
            "проверьте скобки",
        ) from error
    except _FAILURES as error:
        line = _line_of(error)
        raise PageError(
            source.path,
            line,
            f"макрос не вычисляется ({_told(error)})",
            "проверьте имя цифры в docs/_data",
        ) from error


def _told(error: Exception) -> str:
    """What went wrong, in Russian; the last thing the engine quotes is named: a missing name, a wrong value."""
    reason = next(
        (words for kind, words in _REASONS.items() if isinstance(error, kind)), "вычислить нельзя"
    )
    quoted = _QUOTED.findall(str(error))
    return f"{reason}: «{quoted[-1]}»" if quoted else reason


def _variables(figures: Figures) -> dict[str, Any]:
    return {**figures, "catalogue": _Silent()}


class _Silent:
    """Stands for the catalogue macros: any ``catalogue.name(…)`` expands to an empty text."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_, **__: ""


def _line_of(error: BaseException) -> int | None:
    """Find the template line in the traceback of a failed rendering."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
