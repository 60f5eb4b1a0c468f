"""Everything an answer needs, opened once: documents, index, rules, calendar, settings."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.knowledge.base import Knowledge
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.index import Index
from assistant.retrieval.search import Searcher
from assistant.retrieval.synonyms import Synonyms
from assistant.settings import Settings
from assistant.triage.calendar import WorkCalendar
from assistant.triage.rules import Rules


@dataclass(frozen=True)
class Library:
    """What ``desk.answer`` works with; immutable, shared by all agents of a process."""

    settings: Settings
    knowledge: Knowledge
    searcher: Searcher
    rules: Rules
    calendar: WorkCalendar

    @classmethod
    def from_settings(cls, settings: Settings) -> Library:
        """Open documents and index.

        Raises:
            PageError: documents or figures cannot be read.
            IndexProblem: the index is missing, stale, foreign or damaged.
        """
        knowledge = Knowledge.from_folder(settings.docs)
        index = Index.from_folder(settings.index, settings.docs, open_encoder(settings))
        return cls(
            settings,
            knowledge,
            Searcher(index, Synonyms.from_figures(knowledge.figures)),
            Rules.from_figures(knowledge.figures),
            WorkCalendar.from_figures(knowledge.figures),
        )
