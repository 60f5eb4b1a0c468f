"""What only colleagues can open or know: addresses of our own network, files, names of pages."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, Finding
from assistant.russian.expression import expression
from assistant.russian.normal import normalise
from assistant.russian.patterns import Patterns
from assistant.russian.words import words_of

_LINK = expression(
    r"(?:https?://)?(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)"
    r"(?::\d+)?(?:/\S*)?|(?:https?://)?[\w.-]+\.(?:local|lan|internal|corp)(?:[:/]\S*)?(?!\w)"
    r"|(?:https?://)?[\w-]+\.bitrix24\.\w+/\S+|file://\S+"
)
_FILE = expression(
    r"[^\s«»\"']*[\w)]\.(?:md|yml|yaml)\b(?:#[\w-]+)?|(?<![\w/])#[a-z]+(?:-[a-z]+)+\b"
)
# Without one of these in a text the patterns have nothing to find.
_LINK_HINTS = (
    *("localhost", "127.", "10.", "192.168.", "172.", "bitrix24", "file:"),
    *(".local", ".lan", ".internal", ".corp"),
)
_FILE_HINTS = (".md", ".yml", ".yaml", "#")
_CUE = r"(?:регламент\w*|страниц\w*|стать\w+|запис\w*|раздел\w* базы|инструкци\w*|документ\w*|справочник\w*)"
_MIN_WORDS = 3
_LINK_MESSAGE = "Внутренняя ссылка: у клиента она не откроется. Перескажите словами"
_FILE_MESSAGE = "Имя файла или раздела базы знаний клиенту не называем. Перескажите словами"
_PAGE_MESSAGE = "Название нашей страницы клиенту ничего не говорит. Перескажите, что на ней"


def find_inside(text: CheckedText, knowledge: Knowledge) -> list[Finding]:
    """Internal links, files and page names."""
    twin = text.bare.text
    public = str(figure(knowledge.figures, "contacts.form", str)).lower()
    found: list[Finding] = []
    if any(hint in twin for hint in _LINK_HINTS):
        found += [
            text.finding(ERROR, "internal-link", _LINK_MESSAGE, *match.span())
            for match in _LINK.finditer(twin)
            if public not in match.group()
        ]
    if any(hint in twin for hint in _FILE_HINTS):
        found += [
            text.finding(ERROR, "internal-link", _FILE_MESSAGE, *match.span())
            for match in _FILE.finditer(twin)
        ]
    long, short = _titles(knowledge)
    found += [
        text.finding(ERROR, "internal-link", _PAGE_MESSAGE, match.start, match.end)
        for match in long.all(text.bare)
    ]
    if short is not None:
        found += [
            text.finding(ERROR, "internal-link", _PAGE_MESSAGE, *match.span("title"))
            for match in short.finditer(twin)
        ]
    return found


@lru_cache(maxsize=4)
def _titles(knowledge: Knowledge) -> tuple[Patterns, re.Pattern[str] | None]:
    """Titles of regulations that nobody says by chance, in any form; the others, behind a word for a page."""
    titles = {normalise(document.title).text for document in knowledge.documents.values()}
    long = {
        normalise(document.title).text
        for document in knowledge.documents.values()
        if document.path.startswith("Регламенты/") and len(document.title.split()) >= _MIN_WORDS
    }
    words = [" ".join(f"{word.stem}*" for word in words_of(normalise(title))) for title in long]
    quoted = "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True) if title)
    short = re.compile(rf"\b{_CUE}\s+(?:базы\s+)?[«\"](?P<title>{quoted})[»\"]") if quoted else None
    return Patterns.from_lines(words), short
