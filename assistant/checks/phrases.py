"""Typical requests as the search sees them: phrases that lead elsewhere, requests nobody would find."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.checks.finding import Finding
from assistant.checks.nearness import Way
from assistant.checks.pages import Pages

MIN_PHRASES = 5
_DISPUTED = 0.4
_UNFOUND = 0.5


def check_phrase_counts(pages: Pages) -> Iterator[Finding]:
    """Requests with too few client phrases to be found by."""
    for item_id, request in pages.knowledge.requests.items():
        if len(request.phrases) < MIN_PHRASES:
            page = pages.of_item(item_id)
            problem = f"у запроса «{request.title}» фраз клиента: {len(request.phrases)}"
            remedy = f"добавьте хотя бы до {MIN_PHRASES}: по ним запрос находят"
            yield page.finding("few-phrases", page.typed_line(request.line), problem, remedy)


def check_phrases(
    pages: Pages, ways: Mapping[str, Sequence[Way]], trapped: frozenset[str]
) -> Iterator[Finding]:
    """Where the phrases of each request lead; of those already called traps nothing more is said."""
    for item_id, own in ways.items():
        unfound = sum(way.is_unfound for way in own)
        if item_id not in trapped and unfound / len(own) > _UNFOUND:
            page, request = pages.of_item(item_id), pages.knowledge.requests[item_id]
            problem = (
                f"фразы запроса «{request.title}» не находят его даже среди первых трёх: "
                f"{unfound} из {len(own)}"
            )
            remedy = "перепишите их или добавьте похожие в docs/_data/phrases"
            yield page.finding("unfound", page.typed_line(request.line), problem, remedy)
    disputes = {
        (item_id, rival): lost / len(own)
        for item_id, own in ways.items()
        for rival, lost in _rivals(own)
        if lost / len(own) >= _DISPUTED and not {item_id, rival} & trapped
    }
    for (item_id, rival), share in disputes.items():
        # Where both lose to each other, the one that loses more tells of it.
        back = disputes.get((rival, item_id), 0.0)
        if (share, rival) > (back, item_id):
            yield _dispute(pages, item_id, rival, ways[item_id])


def _rivals(own: Sequence[Way]) -> Sequence[tuple[str, int]]:
    """The request that takes most of the phrases of one, with their number."""
    return Counter(way.nearest[0] for way in own if way.is_lost).most_common(1)


def _dispute(pages: Pages, item_id: str, rival: str, own: Sequence[Way]) -> Finding:
    page, request = pages.of_item(item_id), pages.knowledge.requests[item_id]
    lost = sum(way.nearest[0] == rival for way in own)
    title = pages.knowledge.title_of(rival)
    problem = f"две записи спорят: фразы «{request.title}» ближе к «{title}» ({lost} из {len(own)})"
    remedy = "разведите их фразы или объедините записи"
    return page.finding("dispute", page.typed_line(request.line), problem, remedy)


def by_request(ways: Sequence[Way]) -> Mapping[str, Sequence[Way]]:
    """Ways of each request."""
    grouped: dict[str, list[Way]] = defaultdict(list)
    for way in ways:
        grouped[way.item_id].append(way)
    return grouped
