"""Pages as files: readable, named in the usual Unicode form, registered, without stray macro marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.checks.finding import ERROR, WARNING, Edit, Finding, severity_on
from assistant.knowledge.addresses import page_address
from assistant.knowledge.base import Knowledge
from assistant.russian.normal import fold_key

_MACRO = re.compile(r"\{\{|\{%|\{#")


def check_pages(knowledge: Knowledge, docs: Path) -> Iterator[Finding]:
    """All findings about files and names."""
    for problem in knowledge.problems:
        yield Finding(
            "unreadable", ERROR, problem.path, problem.line or 1, problem.problem, problem.remedy
        )
    yield from _name_forms(docs)
    yield from _addresses(knowledge)
    yield from _titles(knowledge)
    for document in knowledge.documents.values():
        if document.source.is_macro_page:
            continue
        for number, line in enumerate(document.source.text.split("\n"), start=1):
            if _MACRO.search(line):
                yield Finding(
                    "macro-mark",
                    WARNING,
                    document.path,
                    number,
                    "знаки макроса на обычной странице останутся текстом",
                    "если нужна цифра, добавьте в шапку render_macros: true",
                )


def _name_forms(docs: Path) -> Iterator[Finding]:
    """File names from macOS archives come decomposed and break links."""
    for file in sorted(docs.rglob("*.md")):
        name = file.relative_to(docs).as_posix()
        composed = unicodedata.normalize("NFC", name)
        if name != composed:
            yield Finding(
                "name-form",
                WARNING,
                composed,
                1,
                "имя файла записано разложенными буквами (так пишет macOS)",
                "check --fix переименует файл",
                Edit(name, 0, name, composed),
            )


def _addresses(knowledge: Knowledge) -> Iterator[Finding]:
    listed = knowledge.figures.get("addresses", {})
    pages: Mapping[str, str] = listed.get("pages", {}) if isinstance(listed, Mapping) else {}
    for path in pages:
        if path not in knowledge.documents and path not in {
            each.path for each in knowledge.problems
        }:
            yield Finding(
                "address",
                WARNING,
                "_data/addresses.yml",
                1,
                f"страницы «{path}» нет, а адрес за ней закреплён",
                "поправьте имя файла в списке или добавьте старый адрес в redirects",
            )
    seen: dict[str, str] = {}
    for path in knowledge.documents:
        address = page_address(path, knowledge.figures)
        if address in seen:
            yield Finding(
                "address",
                ERROR,
                path,
                1,
                f"адрес {address} уже у страницы «{seen[address]}»",
                "дайте странице свой адрес в _data/addresses.yml",
            )
        seen[address] = path


def _titles(knowledge: Knowledge) -> Iterator[Finding]:
    """Two pages or two requests under one title; two explicit anchors alike."""
    pages: dict[str, str] = {}
    requests: dict[str, str] = {}
    anchors: dict[str, str] = {}
    for document in knowledge.documents.values():
        first = document.sections[0].line if document.sections else 1
        other = pages.setdefault(fold_key(document.title), document.path)
        if other != document.path:
            yield _double(
                document.path,
                first,
                f"заголовок страницы тот же, что у «{other}»",
                severity_on(document),
            )
        for request in document.requests:
            place = document.item_id(request.anchor)
            other = requests.setdefault(fold_key(request.title), place)
            if other != place:
                yield _double(
                    document.path,
                    request.line,
                    f"такой запрос уже есть: {other}",
                    severity_on(document),
                )
        for section in document.sections:
            if section.explicit_anchor:
                place = f"{document.path}:{section.line}"
                other = anchors.setdefault(section.anchor, place)
                if other != place:
                    problem = f"якорь #{section.anchor} уже занят: {other}"
                    yield _double(document.path, section.line, problem, severity_on(document))


def _double(path: str, line: int, problem: str, severity: str) -> Finding:
    return Finding("double", severity, path, line, problem, "переименуйте один из них")
