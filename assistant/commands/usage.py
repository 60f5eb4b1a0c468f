"""What argparse complains of, in Russian."""

from __future__ import annotations

import re

# Messages of argparse in Python 3.11 to 3.14, without the name of the argument in front.
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"не хватает: \1"),
    (r"one of the arguments (.+) is required", r"нужно одно из: \1"),
    (r"unrecognized arguments: (.+)", r"лишнее: \1"),
    (r"not allowed with argument (.+)", r"нельзя вместе с \1"),
    (r"expected (?:one|at least one) argument", r"нужно значение"),
    (r"ignored explicit argument '?(.*?)'?", r"лишнее значение «\1»"),
    (r"invalid choice: '?(.*?)'?,? \(choose from (.+)\)", r"«\1» нет среди: \2"),
    (r"ambiguous option: (.+) could match (.+)", r"неясно, что такое \1: \2"),
)


def in_russian(message: str) -> str:
    """A complaint as a Russian sentence; one that is not known is passed on as it is."""
    named = re.fullmatch(r"argument ([^:]+): (.+)", message, re.DOTALL)
    place, complaint = (f"{named[1]}: ", named[2]) if named else ("", message)
    for pattern, ours in _MESSAGES:
        match = re.fullmatch(pattern, complaint, re.DOTALL)
        if match is not None:
            complaint = match.expand(ours)
            break
    return f"Команда набрана неверно: {place}{complaint.rstrip('.')}."
