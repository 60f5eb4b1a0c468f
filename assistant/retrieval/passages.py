"""Passages: the searchable pieces of the knowledge base, one line each in ``passages.jsonl``.

A typical request gives a passage for its title, each client phrase (of the page and of the phrase
bank), its screen texts and its causes; a regulation gives one for each section. The item a passage
belongs to is what a search returns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.requests import Request
from assistant.knowledge.sections import Section
from assistant.retrieval.bank import PhraseBank
from assistant.russian.normal import fold_key

_MAX_TEXT = 1_500
_NO_ANSWERS = frozenset({"руководство", "оглавление"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with the item it belongs to.

    ``kind`` is request, section or nothing (phrases that nothing fits); ``field`` says which part of the
    item it is: title, phrase, bank, screen, causes, text.
    """

    item_id: str
    kind: str
    field: str
    text: str

    def to_json(self) -> str:
        """One line of ``passages.jsonl``."""
        fields = {
            "item_id": self.item_id,
            "kind": self.kind,
            "field": self.field,
            "text": self.text,
        }
        return json.dumps(fields, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Passage:
        """Read a line of ``passages.jsonl``."""
        return cls(**json.loads(line))


NOTHING = "nothing"


def passages_of(knowledge: Knowledge, bank: PhraseBank) -> tuple[Passage, ...]:
    """All passages of the knowledge base, in page order."""
    found: list[Passage] = []
    filed = bank.anchors_of(knowledge)
    phrases = {anchor: bank.by_anchor[old] for anchor, old in filed.items()}
    for path in sorted(knowledge.documents):
        document = knowledge.documents[path]
        for request in document.requests:
            found.extend(_request(document, request, phrases.get(request.anchor, ())))
        found.extend(_sections(document))
    found.extend(Passage("", NOTHING, "bank", text) for text in bank.nothing)
    return tuple(found)


def _request(document: Document, request: Request, bank: tuple[str, ...]) -> Iterable[Passage]:
    item_id = document.item_id(request.anchor)

    def passage(field: str, text: str) -> Passage:
        return Passage(item_id, "request", field, text[:_MAX_TEXT])

    yield passage("title", request.title)
    for phrase in request.phrases:
        yield passage("phrase", phrase)
    for phrase in bank:
        yield passage("bank", phrase)
    for text in request.screen_texts:
        yield passage("screen", text)
    if request.causes:
        yield passage("causes", " ".join(request.causes))
    if not request.causes and request.diagnosis:
        yield passage("causes", " ".join(request.diagnosis))


_HOUSEKEEPING = (
    "метаданные",
    "целевая аудитория",
    "история изменений",
    "обратная связь",
    "связанные материалы",
    "предварительные требования",
    "контрольный чек",
)


def _sections(document: Document) -> Iterable[Passage]:
    if fold_key(document.metadata.get("Тип документа")) in _NO_ANSWERS:
        return  # pages for editors and newcomers, and tables of contents, answer no customer
    requests = {request.anchor for request in document.requests}
    for section in document.sections:
        if section.anchor in requests or _is_housekeeping(section):
            continue
        text = section.text
        if text and section.title:
            item_id = document.item_id(section.anchor)
            yield Passage(item_id, "section", "text", f"{section.title}. {text}"[:_MAX_TEXT])


def _is_housekeeping(section: Section) -> bool:
    return section.subject.startswith(_HOUSEKEEPING)


def save_passages(passages: Iterable[Passage], file: Path) -> None:
    """Write one JSON object a line."""
    text = "".join(passage.to_json() + "\n" for passage in passages)
    file.write_text(text, encoding="utf-8", newline="\n")


def load_passages(file: Path) -> tuple[Passage, ...]:
    """Read ``passages.jsonl``."""
    # Not splitlines(): a passage may hold U+2028 or U+0085, which it takes for line ends.
    lines = file.read_text(encoding="utf-8").split("\n")
    rows = json.loads(
        f"[{','.join(line for line in lines if line)}]"
    )  # at once: three times as fast
    return tuple(Passage(**row) for row in rows)
