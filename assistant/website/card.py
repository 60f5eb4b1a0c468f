"""The head of a document as a reader sees it: metadata as a compact card, and what to beware of."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from assistant.knowledge.document import Document
from assistant.knowledge.metadata import Metadata, is_metadata_key
from assistant.russian.normal import fold_key

_ROW = re.compile(
    r"<tr>\s*<td[^>]*>(?P<key>.*?)</td>\s*<td[^>]*>(?P<value>.*?)</td>\s*</tr>", re.DOTALL
)
_HEAD = re.compile(r"<thead>\s*(<tr>.*?</tr>)\s*</thead>\s*<tbody>", re.DOTALL)
_HEAD_CELL = re.compile(r"<(/?)th(?: [^>]*)?>")
_TAGS = re.compile(r"<[^>]+>")
_NAMES: Mapping[str, str] = {
    "статус": "state",
    "ответственный за актуальность": "owner",
    "версия": "version",
    "дата последнего обновления": "updated",
    "дата пересмотра": "review",
    "теги": "tags",
}
_STATES: Mapping[str, str] = {
    "Черновик": "draft",
    "Актуально": "good",
    "На пересмотре": "review",
    "Архив": "archive",
}
_WARNINGS: Mapping[str, str] = {
    "draft": "<strong>Черновик.</strong> Часть правил на этой странице ещё не утверждена: "
    "такие места помечены словами «требует утверждения».",
    "review": "<strong>На пересмотре.</strong> Правила на этой странице уточняются: "
    "перед ответом клиенту сверьтесь с ответственным.",
    "archive": "<strong>Архив.</strong> Документ больше не действует и оставлен для справки.",
}


def dress_head(content: str, document: Document) -> str:
    """Mark the metadata table of a page for the style, and put the warnings under its first heading."""
    anchor = next(
        (each.anchor for each in document.sections if each.subject.startswith("метаданные")), ""
    )
    start = content.find(f' id="{html.escape(anchor)}">') if document.metadata.rows else -1
    end = content.find("</table>", start)
    if 0 <= start < end:
        start = content.rindex("<h", 0, start)
        content = content[:start] + _card(content[start:end], document.metadata) + content[end:]
    warnings = _warnings(document)
    if not warnings:
        return content
    return content.replace("</h1>", f"</h1>\n{warnings}", 1)


def _card(part: str, metadata: Metadata) -> str:
    part = re.sub(r"<(h\d) ", r'<\1 class="kb-card-title" data-search-exclude ', part, count=1)
    part = part.replace("<table>", '<table class="kb-card">', 1)
    return _ROW.sub(lambda row: _row(row, metadata), _HEAD.sub(_head, part))


def _head(match: re.Match[str]) -> str:
    """A table without a head has its first row there."""
    row = _HEAD_CELL.sub(r"<\1td>", match[1])
    first = _ROW.search(row)
    if first is None or not is_metadata_key(_TAGS.sub("", first["key"])):
        return match[0]
    return f"<tbody>\n{row}"


def _row(match: re.Match[str], metadata: Metadata) -> str:
    key, value = match["key"], match["value"]
    name = _NAMES.get(fold_key(_TAGS.sub("", key)), "more")
    if name == "state":
        state = _STATES.get(metadata.state, "other")
        value = f'<span class="kb-state kb-state--{state}">{value}</span>'
    elif name == "tags":
        tags = (tag.strip() for tag in value.split(","))
        value = ", ".join(f'<span class="kb-tag">{tag}</span>' for tag in tags if tag)
    return f'<tr data-kb="{name}"><td>{key}</td><td>{value}</td></tr>'


def _warnings(document: Document) -> str:
    metadata = document.metadata
    state = _STATES.get(metadata.state, "")
    notes: list[str] = []
    if state in _WARNINGS:
        notes.append(f'<div class="kb-note kb-note--{state}" role="note">{_WARNINGS[state]}</div>')
    review = metadata.date("Дата пересмотра")
    if review is not None and state != "archive":
        owner = html.escape(metadata.get("Ответственный за актуальность"))
        who = f" Ответственный: {owner[:1].lower()}{owner[1:]}." if owner else ""
        notes.append(
            f'<div class="kb-note kb-note--overdue" role="note" data-kb-review="{review}" hidden>'
            f"<strong>Срок пересмотра прошёл</strong> {review:%d.%m.%Y}. "
            f"Сведения могли устареть.{who}</div>"
        )
    return "\n".join(notes)
