"""Figures that live in ``docs/_data`` but are typed on a page: they will part one day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.finding import WARNING, Finding
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure

_HOURS = re.compile(r"\b(\d{1,3})\s+рабочи(?:х|й)\s+час", re.IGNORECASE)
_CONTACT = re.compile(r"(?:связ\w+|контакт\w*)[^.|\n]{0,60}?\b(\d{1,3})\s+минут", re.IGNORECASE)
_DAY = re.compile(r"\bс?\s*(\d{1,2}:\d{2})\s*(?:до|–|-|—)\s*(\d{1,2}:\d{2})\b")
_URL = re.compile(r"https?://[^\s)>\]|«»\"'`]+")
_EXAMPLES = ("пример", "метаданные", "история")


def check_figures(knowledge: Knowledge) -> Iterator[Finding]:
    """Hours, contact minutes and addresses that disagree with ``_data``.

    Looks at the text as typed: what comes from a macro is not there. Worked examples are passed over,
    since their durations are facts of the example.
    """
    levels = ("emergency", "standard", "consultation")
    hours = {figure(knowledge.figures, f"sla.{level}.resolve_hours", int) for level in levels}
    contact = figure(knowledge.figures, "sla.emergency.contact_minutes", int)
    links = {str(value) for value in knowledge.figures.get("contacts", {}).values()}
    for document in knowledge.documents.values():
        skipped = _example_lines(document.sections)
        for number, line in enumerate(document.source.text.split("\n"), start=1):
            if number in skipped:
                continue
            for match in _HOURS.finditer(line):
                if int(match.group(1)) not in hours:
                    known = ", ".join(str(each) for each in sorted(hours))
                    yield _differs(document.path, number, match.group(0), f"в sla.yml: {known} ч")
            for match in _CONTACT.finditer(line):
                if int(match.group(1)) != contact:
                    yield _differs(
                        document.path, number, match.group(0), f"в sla.yml: {contact} минут"
                    )
            for match in _URL.finditer(line):
                address = match.group().rstrip(".,;")
                if "bitrix24.site" in address and address not in links:
                    yield _differs(document.path, number, address, "в contacts.yml другой адрес")


def _example_lines(sections: tuple[object, ...]) -> frozenset[int]:
    from assistant.knowledge.sections import Section

    lines: set[int] = set()
    for section in sections:
        if isinstance(section, Section):
            names = " / ".join([*section.trail, section.title]).lower()
            if any(word in names for word in _EXAMPLES):
                lines.update(range(section.line, section.end_line))
    return frozenset(lines)


def _differs(path: str, line: int, written: str, known: str) -> Finding:
    return Finding(
        "figure",
        WARNING,
        path,
        line,
        f"«{written.strip()}» расходится с общими цифрами ({known})",
        "поставьте макрос или поправьте цифру в docs/_data",
    )
