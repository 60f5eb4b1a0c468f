"""Typical requests: «### N. Заголовок» with client phrases, standard reply and diagnosis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.knowledge.sections import Field, Section
from assistant.knowledge.templates import Template, client_phrases, unquote

_NUMBERED = re.compile(
    r"^\W*(?:(?:запрос|обращение)\s*)?№?\s*(\d+)\s*[.):—–-]\s*(.+)$", re.DOTALL | re.IGNORECASE
)
_KEY = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)*\b")
_CASE = re.compile(
    r"^по случаю\s*(?:\((.*)\)|[:—–]\s*([^:—–]*))\s*[:—–]", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Need:
    """Facts of one degree: ``required``, ``conditional`` (with its case in words) or ``useful``."""

    degree: str
    case: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A typical request; parts that a page does not have are empty."""

    number: int
    title: str
    anchor: str
    audience: str
    phrases: tuple[str, ...]
    causes: tuple[str, ...]
    screen_texts: tuple[str, ...]
    needs: tuple[Need, ...]
    reply: Template | None
    diagnosis: tuple[str, ...]
    escalation: tuple[str, ...]
    priority: str
    line: int

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all facts the request may need, whatever their degree."""
        return frozenset(key for need in self.needs for key in need.keys)

    @property
    def required(self) -> tuple[str, ...]:
        """Keys without which the request cannot be solved."""
        return tuple(key for need in self.needs if need.degree == "required" for key in need.keys)


def read_requests(
    sections: tuple[Section, ...], templates: tuple[Template, ...]
) -> tuple[Request, ...]:
    """Read the third-level sections under «Типичные запросы…» that have a number or a standard reply."""
    replies: dict[str, Template] = {}
    for template in templates:
        replies.setdefault(template.anchor, template)
    found: list[Request] = []
    for section in sections:
        if section.level != 3 or section.chapter != "requests":
            continue
        reply = replies.get(section.anchor)
        match = _NUMBERED.match(section.title)
        if match is not None:
            found.append(_request(section, int(match[1]), match[2].strip(), reply))
        elif reply is not None:
            found.append(_request(section, len(found) + 1, section.title, reply))
    return tuple(found)


def _request(section: Section, number: int, title: str, reply: Template | None) -> Request:
    fields = section.fields()
    return Request(
        number=number,
        title=title,
        anchor=section.anchor,
        audience=_text(fields, "кто обращается"),
        phrases=client_phrases(_lines(fields, "типичн")),
        causes=_lines(fields, "причины"),
        screen_texts=tuple(unquote(text) for text in _lines(fields, "тексты на экране")),
        needs=read_needs(_lines(fields, "нужные данные")),
        reply=reply,
        diagnosis=_lines(fields, "диагностика"),
        escalation=_lines(fields, "эскалация"),
        priority=_text(fields, "приоритет"),
        line=section.line,
    )


def _field(fields: tuple[Field, ...], key: str) -> Field | None:
    return next((field for field in fields if field.key.startswith(key)), None)


def _lines(fields: tuple[Field, ...], key: str) -> tuple[str, ...]:
    field = _field(fields, key)
    return field.lines() if field else ()


def _text(fields: tuple[Field, ...], key: str) -> str:
    field = _field(fields, key)
    return field.plain() if field else ""


_DEGREES = {"нужно": "required", "по случаю": "conditional", "желательно": "useful"}


def read_needs(lines: Iterable[str]) -> tuple[Need, ...]:
    """Facts a request needs, one degree a line: «по случаю (пишет охрана): employee_email»."""
    needs: list[Need] = []
    for line in lines:
        word = next((word for word in _DEGREES if line.lower().startswith(word)), None)
        if word is None:
            continue
        case = _CASE.match(line)
        keys = tuple(_KEY.findall(line[case.end() if case else 0 :]))
        words = (case.group(1) or case.group(2)).strip() if case else ""
        needs.append(Need(_DEGREES[word], words, keys))
    return tuple(needs)
