"""Records and pages made to attract every ticket: «ловушки».

A request is one when phrases of many other requests lead to it, or when its own phrases are about many
others and find them, or are copied from them. A page is one when the sections it has are nearest to a
large share of all phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.checks.finding import Finding
from assistant.checks.nearness import Way
from assistant.checks.pages import Pages
from assistant.russian.normal import fold_key

# Measured on our 60 requests (docs/_dev/checks.md): at most 5 of the others lead to one, a page of
# contents is nearest to 0.15 of the phrases and its best section to 0.04.
_MIN_OTHERS = 3
_SHARE_OF_OTHERS = 0.2
_SPREAD = 5
_COPIED_FROM = 3
_LOST = 0.5
_SHARE_OF_PAGE = 0.25
_SHARE_OF_SECTION = 0.12
_MIN_PHRASES = 100
_SHOWN = 3


def trapped_requests(
    pages: Pages, ways: Mapping[str, Sequence[Way]]
) -> Mapping[str, Sequence[str]]:
    """Requests that are traps, each with the others it draws from."""
    drawn: dict[str, Counter[str]] = defaultdict(Counter)
    for item_id, own in ways.items():
        for way in own:
            if way.is_lost:
                drawn[way.nearest[0]][item_id] += 1
    copied = _copied(pages)
    need = max(_MIN_OTHERS, round(_SHARE_OF_OTHERS * (len(pages.knowledge.requests) - 1)))
    found: dict[str, Sequence[str]] = {}
    for item_id in pages.knowledge.requests:
        others = drawn[item_id]
        about = _about(ways.get(item_id, ()))
        if len(others) >= need:
            found[item_id] = [each for each, _ in others.most_common()]
        elif len(copied[item_id]) >= _COPIED_FROM:
            found[item_id] = list(copied[item_id])
        elif len(about) >= _SPREAD:
            found[item_id] = about
    return found


def _about(own: Sequence[Way]) -> Sequence[str]:
    """The other requests that the phrases of one are really about, empty when most are nearest to it."""
    if not own or sum(way.is_lost for way in own) / len(own) <= _LOST:
        return []
    return list(dict.fromkeys(way.nearest[0] for way in own if way.is_lost))


def _copied(pages: Pages) -> Mapping[str, Sequence[str]]:
    """For each request the earlier ones it has phrases of, word for word."""
    owners: dict[str, list[str]] = defaultdict(list)
    for item_id, request in pages.knowledge.requests.items():
        for phrase in dict.fromkeys(fold_key(each) for each in request.phrases):
            owners[phrase].append(item_id)
    shared: dict[str, dict[str, None]] = defaultdict(dict)
    for items in owners.values():
        for item_id in items:
            shared[item_id].update(dict.fromkeys(each for each in items if each != item_id))
    return defaultdict(list, {item_id: list(others) for item_id, others in shared.items()})


def check_traps(
    pages: Pages, ways: Sequence[Way], trapped: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Name the traps."""
    for item_id, others in trapped.items():
        page, request = pages.of_item(item_id), pages.knowledge.requests[item_id]
        titles = "», «".join(pages.knowledge.title_of(each) for each in others[:_SHOWN])
        problem = (
            f"ловушка: «{request.title}» притягивает обращения о другом, "
            f"таких записей {len(others)}: «{titles}»"
        )
        remedy = "оставьте фразы о ней одной, остальные уберите"
        yield page.finding("trap", page.typed_line(request.line), problem, remedy)
    if len(ways) >= _MIN_PHRASES:
        yield from _pages(pages, ways)


def _pages(pages: Pages, ways: Sequence[Way]) -> Iterator[Finding]:
    """Pages whose text is nearest to phrases about everything."""
    by_page = Counter(way.section.partition("#")[0] for way in ways if way.section)
    by_section = Counter(way.section for way in ways if way.section)
    for path, count in by_page.items():
        sections = [each for each in by_section if each.partition("#")[0] == path]
        best = max(sections, key=lambda each: by_section[each])
        is_trap = by_section[best] / len(ways) > _SHARE_OF_SECTION
        if is_trap or count / len(ways) > _SHARE_OF_PAGE:
            page = pages.by_path[path]
            anchor = best.partition("#")[2]
            found = (each.line for each in page.document.sections if each.anchor == anchor)
            share = round(100 * count / len(ways))
            problem = f"ловушка: «{page.document.title}» ближе всех к фразам обо всём: {share} % фраз клиентов"
            remedy = "уберите перечисление чужих тем"
            yield page.finding("trap", page.typed_line(next(found, 1)), problem, remedy)
