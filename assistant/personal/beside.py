"""Numbers that are somebody's because a name or an address stands right before them.

«Воробьёва 48-16» lives there; «Мирон 03.02.2015» was born then: the year is no year of a ticket.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.personal.span import Kind, Span
from assistant.russian.expression import expression

# A house and a flat.
_PAIR = expression(r"(?:,? |,|\n)(?P<value>\d{1,3}[-/]\d{1,4})(?=\s|[,.;)!]|\Z)(?![.,]\d)")
# Whoever writes about a ticket of today is not younger than a few years.
_BORN = expression(
    r"(?:,? \(?| — )(?P<value>[0-3]?\d[./][01]?\d[./](?:19[2-9]\d|20(?:0\d|1\d|2[0-2])))(?!\d)(?! ?\d?\d:)"
)


def beside(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans right behind names (and pairs right behind streets) of an original text."""
    for span in spans:
        if span.kind is Kind.NAME:
            for pattern, kind in ((_PAIR, Kind.ADDRESS), (_BORN, Kind.BIRTH)):
                match = pattern.match(text, span.end)
                if match:
                    yield Span(*match.span("value"), kind)
