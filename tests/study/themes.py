"""How well tickets nothing fits are gathered: labelled tickets, each with its own request hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

import numpy as np

from assistant.evaluation.labelled import read_labelled
from assistant.gaps.themes import groups, likeness
from assistant.gaps.wording import plain
from assistant.library import Library
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket

HEAD = ["tickets", "requests", "themes", "pairs: precision", "pairs: recall", "pairs: F1"]
_FILES = ("golden-tune", "tickets-dev")


def rows(library: Library) -> Iterator[list[str]]:
    """One row: pairs of tickets of one request that meet in one theme, and themes' pairs that are such.

    No two tickets of a theme may profit from the request they share: it is hidden from both.
    """
    searcher = library.searcher
    received = library.calendar.local(datetime(2026, 11, 20, 10))
    anchors = np.array([item.partition("#")[2] for item in searcher.requests])
    texts, labels, leads = [], [], []
    for name in _FILES:
        for each in read_labelled(ROOT / "tests" / "golden" / f"{name}.jsonl"):
            text = plain(Ticket.from_text(each.text, received).ask_text)
            if each.entries and text:
                lead = searcher.leads(text)
                lead[np.isin(anchors, each.entries)] = -np.inf
                texts.append(text)
                labels.append(each.entries[0])
                leads.append(lead)
    themes = groups(likeness(texts, np.array(leads), searcher))
    met = {pair for theme in themes for pair in combinations(sorted(theme), 2)}
    same = {
        pair for pair in combinations(range(len(texts)), 2) if labels[pair[0]] == labels[pair[1]]
    }
    precision = len(met & same) / max(1, len(met))
    recall = len(met & same) / len(same)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figures = [f"{value:.3f}" for value in (precision, recall, f1)]
    yield [str(len(texts)), str(len(set(labels))), str(len(themes)), *figures]
