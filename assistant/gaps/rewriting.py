"""Requests whose drafts agents keep rewriting."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.journal.totals import RequestTotal

_NOTABLE = 0.05


def most_rewritten(requests: Iterable[RequestTotal]) -> tuple[RequestTotal, ...]:
    """Requests by how much of their drafts is changed in all: the share times the answers."""
    notable = [each for each in requests if each.share >= _NOTABLE]
    return tuple(sorted(notable, key=lambda each: (-each.share * each.answers, each.request_id)))
