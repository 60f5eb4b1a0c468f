"""Lists gathered from all pages, for the pages of the folder «Справочник».

``{{ catalogue.templates() }}`` and its like expand to Markdown; links lead to where each thing stands.
The assistant expands them to nothing (``knowledge.macros``): it reads the things themselves.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.templates import Phrase
from assistant.website.fact_table import fact_table

_SPECIAL = re.compile(r"([\\`*_{}\[\]|#~])")
_NEEDS_APPROVAL = "требует утверждения"


@dataclass(frozen=True)
class Catalogue:
    """Lists of a knowledge base; ``page`` tells the path of the page they are written on."""

    read: Callable[[], Knowledge]
    page: Callable[[], str]

    def templates(self) -> str:
        """All client texts by document."""
        rows = (
            (document, f"| {self._link(document, each.anchor, each.title)} | {_text(each.when)} |")
            for document in self._documents()
            for each in document.templates
        )
        return self._tables(rows, "Шаблон", "Когда использовать")

    def checklists(self) -> str:
        """All checklists with the number of their items."""
        rows: list[str] = []
        for document in self._documents():
            anchors = [item.anchor for item in document.checklist]
            rows.extend(
                f"| {self._link(document, anchor, document.title)} | {anchors.count(anchor)} |"
                for anchor in dict.fromkeys(anchors)
            )
        return _table("Чек-лист", "Пунктов", rows)

    def phrases(self) -> str:
        """What not to say and what to say instead, each with its page."""
        return "\n\n".join(
            (
                "**Не говорить:**",
                self._phrases(lambda document: document.phrases_avoid),
                "**Говорить:**",
                self._phrases(lambda document: document.phrases_use),
            )
        )

    def screen_texts(self) -> str:
        """Texts a client sees on the screen, with the request they point at."""
        rows = [
            f"| «{_text(text)}» | {self._link(document, request.anchor, request.title)} |"
            for document in self._documents()
            for request in document.requests
            for text in request.screen_texts
        ]
        return _table("Текст на экране", "Запрос", sorted(rows, key=str.lower))

    def drafts(self) -> str:
        """Drafts, with the places that await a decision."""
        rows: list[str] = []
        for document in self._documents():
            if document.metadata.is_draft:
                places = [
                    self._link(document, section.anchor, section.title)
                    for section in document.sections
                    if _NEEDS_APPROVAL in section.text.lower() and section.anchor
                ]
                rows.append(f"| {self._link(document)} | {'<br>'.join(places) or '—'} |")
        return _table("Черновик", "Что утвердить", rows)

    def reviews(self) -> str:
        """Documents by the day they are to be reviewed; overdue ones are marked in the browser."""
        days = (
            (document.metadata.date("Дата пересмотра"), document) for document in self._documents()
        )
        dated = sorted(((day, document) for day, document in days if day), key=lambda each: each[0])
        rows = [
            f'| <time datetime="{day}" data-kb-due>{day}</time> | {self._link(document)} '
            f"| {_text(document.metadata.get('Ответственный за актуальность'))} |"
            for day, document in dated
        ]
        return _table("Пересмотреть до", "Документ", rows, "Ответственный")

    def fact_keys(self) -> str:
        """Keys of the facts requests ask for, by group."""
        return fact_table(self.read().figures, _text)

    def _documents(self) -> Iterator[Document]:
        """Documents but the gathered pages themselves, requests after regulations."""
        here = self.page()
        return (each for path, each in sorted(self.read().documents.items()) if path != here)

    def _link(self, document: Document, anchor: str = "", title: str = "") -> str:
        target = posixpath.relpath(document.path, posixpath.dirname(self.page()) or ".")
        mark = f"#{anchor}" if anchor else ""
        return f"[{_text(title or document.title)}](<{target}{mark}>)"

    def _phrases(self, read: Callable[[Document], Iterable[Phrase]]) -> str:
        rows: dict[str, list[str]] = {}
        for document in self._documents():
            for phrase in read(document):
                link = self._link(document, phrase.anchor)
                rows.setdefault(phrase.text, []).append(link)
        lines = [
            f"| «{_text(text)}» | {'<br>'.join(dict.fromkeys(links))} |"
            for text, links in sorted(rows.items(), key=lambda each: each[0].lower())
        ]
        return _table("Фраза", "Где сказано", lines)

    def _tables(self, rows: Iterable[tuple[Document, str]], first: str, second: str) -> str:
        groups: dict[str, tuple[Document, list[str]]] = {}
        for document, row in rows:
            groups.setdefault(document.path, (document, []))[1].append(row)
        return "\n\n".join(
            f"**{self._link(document)}**\n\n{_table(first, second, lines)}"
            for document, lines in groups.values()
        )


def _table(first: str, second: str, rows: list[str], third: str = "") -> str:
    if not rows:
        return "Пока пусто."
    head, rule = f"| {first} | {second} |", "|---|---|"
    if third:
        head, rule = f"{head} {third} |", f"{rule}---|"
    return "\n".join((head, rule, *rows))


def _text(text: str) -> str:
    """Plain text as Markdown that shows it in a table cell."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("<", "&lt;") or "—"
