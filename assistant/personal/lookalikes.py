"""Letters typed for digits: «89О6», «12З», «9l6»."""

from __future__ import annotations

from assistant.russian.expression import expression

# At a digit, and not at another letter: «12З», «О16».
_LETTERS = expression(r"(?<![^\W\d_])[оoзliіб]{1,2}(?=\d)|(?<=\d)[оoзliіб]{1,3}(?![^\W\d_])")
_DIGITS = str.maketrans("оoзliіб", "0031116")


def with_digits(text: str) -> str:
    """A normalised text of the same length whose letters typed for digits are digits."""
    return _LETTERS.sub(lambda match: match.group().translate(_DIGITS), text)
