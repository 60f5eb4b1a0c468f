"""Everything an answer needs, opened once: documents, index, rules, calendar, settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.index import kept_pages, open_index
from assistant.retrieval.passages import passages_of
from assistant.retrieval.reranker import open_reranker
from assistant.retrieval.search import Searcher
from assistant.retrieval.synonyms import Synonyms
from assistant.settings import Settings
from assistant.triage.calendar import WorkCalendar
from assistant.triage.rules import Rules


@dataclass(frozen=True)
class Library:
    """What ``desk.answer`` works with; immutable, shared by all agents of a process.

    ``notice`` says in Russian what is wrong with the index in use, empty when nothing is.
    """

    settings: Settings
    knowledge: Knowledge
    searcher: Searcher
    rules: Rules
    calendar: WorkCalendar
    notice: str = ""

    @classmethod
    def from_settings(cls, settings: Settings) -> Library:
        """Open documents and index.

        Raises:
            PageError: documents or figures cannot be read.
            IndexProblem: the index is missing, stale or foreign, or damaged with none before it.
        """
        knowledge = Knowledge.from_folder(settings.docs, kept_pages(settings.index))
        index, notice = open_index(settings.index, settings.docs, open_encoder(settings))
        if notice:
            now = passages_of(knowledge, PhraseBank.from_folder(settings.docs))
            index = index.restricted({passage.item_id for passage in now})
        return cls(
            settings,
            knowledge,
            Searcher(index, Synonyms.from_figures(knowledge.figures), open_reranker(settings)),
            _rules(knowledge, settings.docs),
            WorkCalendar.from_figures(knowledge.figures),
            notice,
        )


def _rules(knowledge: Knowledge, docs: Path) -> Rules:
    """The rules, with what they say of a request whose page was replaced said of the one there now."""
    rules = Rules.from_figures(knowledge.figures)
    ours = rules.out_requests
    if ours.keys() <= {request.anchor for request in knowledge.requests.values()}:
        return rules
    filed = PhraseBank.from_folder(docs).anchors_of(knowledge)
    carried = {anchor: ours[old] for anchor, old in filed.items() if old in ours}
    return replace(rules, out_requests={**ours, **carried})
