"""Everything an answer needs, opened once: documents, index, rules, calendar, settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.knowledge.base import Knowledge
from assistant.knowledge.supplements import read_supplements
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
        knowledge, rules = _carried(knowledge, settings.docs)
        return cls(
            settings,
            knowledge,
            Searcher(index, Synonyms.from_figures(knowledge.figures), open_reranker(settings)),
            rules,
            WorkCalendar.from_figures(knowledge.figures),
            notice,
        )


def _carried(knowledge: Knowledge, docs: Path) -> tuple[Knowledge, Rules]:
    """Documents and rules, with what ours say of a request whose page was replaced said of the one there now."""
    rules = Rules.from_figures(knowledge.figures)
    supplements = read_supplements(knowledge.figures)
    ours = rules.out_requests
    present = {request.anchor for request in knowledge.requests.values()}
    if ours.keys() | supplements.keys() <= present:
        return knowledge, rules
    filed = PhraseBank.from_folder(docs).anchors_of(knowledge)
    known = {anchor: supplements[old] for anchor, old in filed.items() if old in supplements}
    out = {anchor: ours[old] for anchor, old in filed.items() if old in ours}
    return replace(knowledge, supplements=known), replace(rules, out_requests={**ours, **out})
