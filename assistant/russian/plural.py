"""Agreement of Russian nouns with a number: «1 час», «2 часа», «5 часов»."""

from __future__ import annotations


def plural(number: float, one: str, few: str, many: str) -> str:
    """Return the number with the form of the noun that agrees with it.

    A fraction takes the genitive singular (``few``), as in «1,5 часа»; the decimal mark is a comma.
    """
    if number != int(number):
        return f"{number:g}".replace(".", ",") + f" {few}"
    whole = int(number)
    tail = abs(whole) % 100
    if tail % 10 == 1 and tail != 11:
        form = one
    elif tail % 10 in (2, 3, 4) and tail not in (12, 13, 14):
        form = few
    else:
        form = many
    return f"{whole} {form}"


def minutes(number: float) -> str:
    """«15 минут» (nominative)."""
    return plural(number, "минута", "минуты", "минут")


def minutes_genitive(number: float) -> str:
    """«в течение 15 минут»."""
    return plural(number, "минуты", "минут", "минут")


def hours(number: float) -> str:
    """«1 час»."""
    return plural(number, "час", "часа", "часов")


def hours_genitive(number: float) -> str:
    """«в течение 1 часа»."""
    return plural(number, "часа", "часов", "часов")


def working_hours(number: float) -> str:
    """«4 рабочих часа»."""
    return plural(number, "рабочий час", "рабочих часа", "рабочих часов")


def working_hours_genitive(number: float) -> str:
    """«в течение 4 рабочих часов»."""
    return plural(number, "рабочего часа", "рабочих часов", "рабочих часов")


def days(number: float) -> str:
    """«5 дней»."""
    return plural(number, "день", "дня", "дней")


def days_genitive(number: float) -> str:
    """«в течение 5 дней»."""
    return plural(number, "дня", "дней", "дней")
