"""Figures of the journal for a period: how much, how fast, how well the drafts fit, how close to the deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from statistics import median, quantiles
from typing import Any

from sqlalchemy import select

from assistant.journal.journal import Journal
from assistant.journal.tables import ANSWER_REQUESTS, ANSWERS

# A draft counts as sent unchanged while less than this share of its words differs: a name, a number.
UNCHANGED = 0.02
# Of the time a ticket had, the last quarter is «close to the deadline».
_CLOSE = 0.75
NO_PAGE = ""


@dataclass(frozen=True, slots=True)
class RequestTotal:
    """Answers by one request: ``unchanged`` sent as drafted, ``share`` the mean share of changed words."""

    request_id: str
    title: str
    answers: int
    unchanged: int
    share: float


@dataclass(frozen=True)
class Totals:
    """Figures of the answers copied in a period.

    ``pages`` counts by the page of the best request (``NO_PAGE``: none fitted). ``seconds`` and
    ``slow_seconds`` are median and 90th percentile from draft to copy, None while unknown. ``late`` were
    copied after their deadline, ``close`` in the last quarter before it. ``days`` has every day of the
    period that has an answer.
    """

    answers: int
    abstained: int
    unchanged: int
    late: int
    close: int
    seconds: int | None
    slow_seconds: int | None
    levels: Mapping[str, int]
    kinds: Mapping[str, int]
    pages: Mapping[str, int]
    days: Mapping[date, int]
    requests: Sequence[RequestTotal]


def totals(
    journal: Journal, since: datetime | None, local: Callable[[datetime], datetime]
) -> Totals:
    """Add up the answers copied since a moment, all of them for None; days are those of ``local``.

    Raises:
        JournalError: the journal cannot be read.
    """
    answer, best = ANSWERS.c, ANSWER_REQUESTS.c
    found = select(
        answer.copied,
        answer.received,
        answer.resolve_by,
        answer.seconds_to_copy,
        answer.level,
        answer.kind,
        answer.abstained,
        answer.edited_share,
        best.request_id,
        best.title,
    ).outerjoin(ANSWER_REQUESTS, (best.answer_id == answer.id) & (best.place == 0))
    if since is not None:
        found = found.where(answer.copied >= since)
    with journal.database.reading() as connection:
        rows = connection.execute(found).all()
    seconds = sorted(row.seconds_to_copy for row in rows if row.seconds_to_copy is not None)
    days = Counter(local(row.copied).date() for row in rows)
    return Totals(
        answers=len(rows),
        abstained=sum(row.abstained for row in rows),
        unchanged=sum(row.edited_share < UNCHANGED for row in rows),
        late=sum(row.copied > row.resolve_by for row in rows),
        close=sum(_is_close(row) for row in rows),
        seconds=round(median(seconds)) if seconds else None,
        slow_seconds=_slow(seconds),
        levels=_counted(row.level for row in rows),
        kinds=_counted(row.kind for row in rows),
        pages=_counted(_page(row) for row in rows),
        days=dict(sorted(days.items())),
        requests=_by_request(rows),
    )


def _is_close(row: Any) -> bool:
    whole = row.resolve_by - row.received
    return bool(row.received + whole * _CLOSE < row.copied <= row.resolve_by)


def _slow(seconds: Sequence[int]) -> int | None:
    if len(seconds) < 2:
        return seconds[0] if seconds else None
    return round(quantiles(seconds, n=10, method="inclusive")[-1])


def _page(row: Any) -> str:
    if row.abstained or not row.request_id:
        return NO_PAGE
    return PurePosixPath(row.request_id.partition("#")[0]).stem


def _counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value is there, the most frequent first."""
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _by_request(rows: Iterable[Any]) -> tuple[RequestTotal, ...]:
    shares: dict[str, list[float]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        if row.request_id and not row.abstained:
            shares.setdefault(row.request_id, []).append(row.edited_share)
            titles[row.request_id] = row.title
    found = [
        RequestTotal(
            request_id,
            titles[request_id],
            len(each),
            sum(share < UNCHANGED for share in each),
            sum(each) / len(each),
        )
        for request_id, each in shares.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.answers, each.title)))
