"""Figures and contacts that live in ``docs/_data`` but are typed on a page: they will part one day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.checks.contacts import EMAIL, PHONE, SITE, Contact, contacts_of, normal_value
from assistant.checks.distance import is_near
from assistant.checks.durations import durations_of, known_durations, words_of
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.checks.prose import pieces_of
from assistant.knowledge.figures import Figures

_REMEDY = "поставьте подстановку или поправьте значение в docs/_data"
_HOURS = re.compile(r"\b(\d{1,2})[:.](\d{2})\s*(?:до|по|–|-|—)\s*(\d{1,2})[:.](\d{2})\b")
_ABOUT_HOURS = re.compile(
    r"рабоч\w+ (?:врем|час|дн)|график|режим работы|поддержк\w+ работает|работаем", re.IGNORECASE
)
_CONTACTS = {"phone": PHONE, "email": EMAIL, "telegram_bot": SITE, "form": SITE}
# Forms of Bitrix24 live here: one that is not ours is somebody else's.
_FORM_HOST = "bitrix24.site"


def check_figures(pages: Pages) -> Iterator[Finding]:
    """Times, working hours and contacts that disagree with ``_data``."""
    known = known_durations(pages.figures)
    contacts = own_contacts(pages.figures)
    hours = _working_hours(pages.figures)
    for page in pages:
        for duration in durations_of(page):
            amounts = known.get(duration.subject)
            if amounts and not set(duration.amount.split("–")) <= amounts:
                unit = duration.subject[2]
                told = ", ".join(f"{each} {unit}" for each in sorted(amounts, key=_number))
                problem = (
                    f"«{duration.written}» — {words_of(duration.subject)}, а в sla.yml: {told}"
                )
                yield page.finding("figure", duration.line, problem, _REMEDY)
        if hours:
            yield from _hours(page, hours)
        for contact in contacts_of(page):
            right = _right(contact, contacts)
            if right:
                problem = f"{contact.kind} «{contact.written}», а в contacts.yml: {right}"
                yield page.finding("figure", contact.line, problem, _REMEDY)


def _number(amount: str) -> tuple[int, str]:
    digits = re.sub(r"\D.*", "", amount)
    return (int(digits) if digits else 0, amount)


def _hours(page: Page, hours: tuple[str, str]) -> Iterator[Finding]:
    for piece in pieces_of(page):
        if not _ABOUT_HOURS.search(" ".join((piece.text, *piece.around))):
            continue
        for match in _HOURS.finditer(piece.text):
            stated = (f"{int(match[1]):02}:{match[2]}", f"{int(match[3]):02}:{match[4]}")
            if stated != hours:
                problem = f"«{match.group()}» — рабочее время, а в sla.yml: {hours[0]}–{hours[1]}"
                yield page.finding("figure", piece.line, problem, _REMEDY)


def _working_hours(figures: Figures) -> tuple[str, str] | None:
    sla = figures.get("sla")
    day = sla.get("working_day") if isinstance(sla, Mapping) else None
    if not isinstance(day, Mapping):
        return None
    return str(day.get("start")), str(day.get("end"))


def own_contacts(figures: Figures) -> Mapping[tuple[str, str], str]:
    """Kind and value as compared → value as written, of the contacts that pages may name."""
    contacts = figures.get("contacts")
    if not isinstance(contacts, Mapping):
        return {}
    return {
        (kind, normal_value(kind, str(contacts[name]))): str(contacts[name])
        for name, kind in _CONTACTS.items()
        if name in contacts
    }


def _right(contact: Contact, own: Mapping[tuple[str, str], str]) -> str:
    """The contact of ours that a stated one should be, empty when it is right or another's."""
    if (contact.kind, contact.value) in own:
        return ""
    for (kind, value), written in own.items():
        if kind != contact.kind:
            continue
        # A mobile number is a person's, whatever stands before it (``personal`` tells of it).
        is_ours = not contact.label and kind != SITE and not contact.value.startswith("79")
        is_form = _FORM_HOST in contact.value and _FORM_HOST in value
        if is_ours or is_form or is_near(kind, contact.value, value):
            return written
    return ""
