"""Ways to tell several asks apart, on the labelled tickets and on tickets joined in pairs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from assistant.evaluation.labelled import read_labelled
from assistant.library import Library
from assistant.retrieval.asks import find_asks
from assistant.retrieval.pieces import statements_of
from assistant.retrieval.search import Found
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket

HEAD = ["splitter", "found", "split for nothing", "precision", "pairs: found", "pairs: precision"]
_FILES = ("golden-tune", "tickets-dev")
_JOINTS = (" И ещё ", " а также ", "\nИ второе: ", " Заодно ", ". ", "\n", ", ")
_PAIRS, _SEED, _LONGEST = 150, 3, 300
Case = tuple[str, Sequence[str]]
Splitter = Callable[[str, Library], list[Found]]


def rows(library: Library) -> Iterator[list[str]]:
    """A row for each splitter: asks found, single tickets split, right requests among those found."""
    tickets = list(_tickets(library))
    pairs = _joined(tickets)
    several = [case for case in tickets if len(case[1]) > 1]
    single = [case for case in tickets if len(case[1]) == 1]
    for name, split in _SPLITTERS.items():
        found, _ = _ratios(several, split, library)
        split_for_nothing = sum(len(_leading(text, split, library)) > 1 for text, _ in single)
        _, precision = _ratios(tickets, split, library)
        of_pairs = _ratios(pairs, split, library)
        figures = [f"{value:.3f}" for value in (precision, *of_pairs)]
        yield [name, f"{found:.3f}", f"{split_for_nothing} of {len(single)}", *figures]


def _tickets(library: Library) -> Iterator[Case]:
    """The newest message of each labelled ticket that a request fits, and the requests."""
    received = library.calendar.local(datetime(2026, 11, 20, 10))
    for name in _FILES:
        for each in read_labelled(ROOT / "tests" / "golden" / f"{name}.jsonl"):
            if each.entries:
                yield Ticket.from_text(each.text, received).ask_text, each.entries


def _joined(tickets: Sequence[Case]) -> list[Case]:
    """Short tickets of one request, two in one text, as people join matters."""
    drawn = random.Random(_SEED)
    short = [case for case in tickets if len(case[1]) == 1 and len(case[0]) < _LONGEST]
    pairs = []
    for _ in range(_PAIRS):
        (first, one), (second, two) = drawn.sample(short, 2)
        if one[0] != two[0]:
            text = first.rstrip(".") + drawn.choice(_JOINTS) + second[0].lower() + second[1:]
            pairs.append((text, (*one, *two)))
    return pairs


def _ratios(cases: Sequence[Case], split: Splitter, library: Library) -> tuple[float, float]:
    """Share of the labelled requests that lead an ask, and of the leading ones that are labelled."""
    right = labelled = leading = 0
    for text, entries in cases:
        found = _leading(text, split, library)
        right += len(found & set(entries))
        labelled += len(entries)
        leading += len(found)
    return right / labelled, right / max(leading, 1)


def _leading(text: str, split: Splitter, library: Library) -> set[str]:
    return {
        found.requests[0].item_id.partition("#")[2]
        for found in split(text, library)
        if not found.abstained
    }


def _whole(text: str, library: Library) -> list[Found]:
    return [library.searcher.find(text)]


def _statements(text: str, library: Library) -> list[Found]:
    found = [library.searcher.find(statement) for statement in statements_of(text)]
    return [each for each in found if not each.abstained] or _whole(text, library)


def _row(text: str, library: Library) -> list[Found]:
    return [ask.found for ask in find_asks(text, library.searcher)]


_SPLITTERS: dict[str, Splitter] = {
    "none": _whole,
    "every statement by itself": _statements,
    "cheapest row of requests": _row,
}
