"""How far two contacts are apart: one typed wrong is near the right one."""

from __future__ import annotations

from assistant.checks.contacts import EMAIL, PHONE, PLACE

_TYPOS = 2


def is_near(kind: str, first: str, second: str) -> bool:
    """Whether two different values are likely one contact, once mistyped."""
    if first == second or kind == PLACE:
        return False
    if kind == PHONE:
        return len(first) == len(second) and edits(first, second) <= _TYPOS
    separator = "@" if kind == EMAIL else "/"
    name, _, rest = first.partition(separator)
    other, _, other_rest = second.partition(separator)
    if kind == EMAIL:
        # «pass24online.ru» and «pass24.online» are one slip; info@ of two companies are none.
        is_domain = edits(rest.replace(".", ""), other_rest.replace(".", "")) <= _TYPOS
        return is_domain and edits(name, other) <= _TYPOS
    # Pages of one site differ by a digit and are no mistake; names of bots and hosts are.
    if name == other:
        return name == "t.me" and edits(rest, other_rest) <= _TYPOS
    return edits(name, other) <= _TYPOS


def edits(first: str, second: str) -> int:
    """Levenshtein distance: letters to put in, take out or change."""
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, start=1):
        above, row[0] = row[0], at
        for to, other in enumerate(second, start=1):
            above, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, above + (letter != other))
    return row[-1]
