"""Typical requests as the search sees them: phrases that lead elsewhere, requests nobody would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.checks.finding import WARNING, Finding
from assistant.knowledge.base import Knowledge
from assistant.retrieval.search import Searcher

MIN_PHRASES = 5
_DISPUTED = 0.4
_UNFOUND = 0.5


def check_requests(knowledge: Knowledge, searcher: Searcher) -> Iterator[Finding]:
    """Search each request's own phrases with its own copy left out, and see where they lead."""
    for item_id, request in knowledge.requests.items():
        path = item_id.partition("#")[0]
        if len(request.phrases) < MIN_PHRASES:
            yield Finding(
                "few-phrases",
                WARNING,
                path,
                request.line,
                f"у запроса «{request.title}» фраз клиента: {len(request.phrases)}",
                f"добавьте хотя бы до {MIN_PHRASES}: по ним запрос находят",
            )
        if not request.phrases:
            continue
        rivals = [searcher.rival_of(phrase, item_id) for phrase in request.phrases]
        lost = Counter(rival for rival in rivals if rival)
        share = sum(lost.values()) / len(rivals)
        if share > _UNFOUND:
            yield Finding(
                "unfound",
                WARNING,
                path,
                request.line,
                f"по своим фразам запрос «{request.title}» находится реже, чем в половине случаев",
                "перепишите фразы или добавьте новые в docs/_data/phrases",
            )
        for rival, count in lost.most_common(1):
            if count / len(rivals) >= _DISPUTED:
                yield Finding(
                    "dispute",
                    WARNING,
                    path,
                    request.line,
                    f"две записи спорят: фразы «{request.title}» ближе к «{knowledge.title_of(rival)}»",
                    "разведите их фразы или объедините записи",
                )
