"""The search for similar past tickets, brought in step after a command changed the journal."""

from __future__ import annotations

import shutil

from assistant.errors import IndexProblem
from assistant.journal.journal import Journal
from assistant.journal.likeness import refresh
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.index import Index
from assistant.retrieval.matter import MatterEncoder
from assistant.settings import Settings


def refresh_likeness(journal: Journal, settings: Settings) -> int | None:
    """Bring it in step; how many tickets it knows, None while there is no index to search with.

    Without an index it is removed rather than left behind with what was erased.
    """
    try:
        index = Index.from_folder(settings.index, None, open_encoder(settings))
    except IndexProblem:
        shutil.rmtree(settings.likeness, ignore_errors=True)
        return None
    return len(refresh(journal, settings.likeness, MatterEncoder.of(index)))
