"""Contacts a page states: phones, mail boxes, sites, postal addresses, with what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.page import Page
from assistant.checks.prose import Piece, pieces_of
from assistant.russian.normal import normalise
from assistant.russian.words import words_of

PHONE, EMAIL, SITE, PLACE = "телефон", "почта", "адрес", "почтовый адрес"
_PATTERNS = {
    EMAIL: re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-zА-Яа-я]{2,}"),
    SITE: re.compile(r"(?:https?://|\bt\.me/)[^\s)>\]|«»\"'`]+"),
    PHONE: re.compile(r"(?<![\d+])(?:\+7|8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"),
}  # fmt: skip
_PLACE = re.compile(r"^(адрес[^:]{0,40}):\s*(?=\D*\d)(\D.{9,})$", re.IGNORECASE)
_PLACE_LABEL = re.compile(r"^адрес\b", re.IGNORECASE)
_ABBREVIATIONS = frozenset(
    "г город ул улица д дом оф офис стр строение корп корпус к пр просп проспект т пл площадь"
    " пер переулок ш шоссе наб набережная б р бульвар".split()
)
# Numbers and hosts kept for examples.
_FICTION = re.compile(r"^7900000|example\.|127\.0\.0\.1|localhost|\[|\{")
_LABEL_WORDS = 6
# Words that say no more than «a contact of the support».
_GENERIC = frozenset(
    word.stem
    for word in words_of(
        normalise(
            "телефон номер тел почта email mail e адрес адреса сайт ссылка страница звоните звонить пишите"
            " писать написать позвонить по на и или в во с от для к поддержка технический техническая"
            " служба наш наша связь связаться контакт контакты pass24 online клиент клиентов"
        )
    )
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact: its kind, the stems that say whose it is (none for the support's own), its value."""

    kind: str
    label: frozenset[str]
    value: str
    written: str
    line: int


def contacts_of(page: Page) -> Iterator[Contact]:
    """Contacts of a page in order, invented ones left out."""
    for piece in pieces_of(page):
        yield from contacts_in(piece)


def contacts_in(piece: Piece) -> Iterator[Contact]:
    """Contacts of a sentence or a cell."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(piece.text):
            written = match.group().rstrip(".,;:")
            value = normal_value(kind, written)
            is_inside = any(start <= match.start() < end for start, end in taken)
            if not is_inside and not _FICTION.search(value):
                taken.append(match.span())
                yield Contact(kind, _label(piece, match.start()), value, written, piece.line)
    if not taken:
        yield from _places(piece)


def normal_value(kind: str, written: str) -> str:
    """A contact as it is compared: digits of a phone with the country, the rest in lower case."""
    if kind == PHONE:
        digits = re.sub(r"\D", "", written)
        return "7" + digits[1:] if digits.startswith("8") else digits
    if kind == SITE:
        return re.sub(r"^https?://|/$", "", written.lower())
    return written.lower()


def _label(piece: Piece, end: int) -> frozenset[str]:
    before = piece.text[:end].split()[-_LABEL_WORDS:]
    return _stems(" ".join([*before, *piece.around]))


def _stems(text: str) -> frozenset[str]:
    return (
        frozenset(word.stem for word in words_of(normalise(text)) if not word.form.isdigit())
        - _GENERIC
    )


def _places(piece: Piece) -> Iterator[Contact]:
    """«Адрес офиса: Москва, Ленина, 5», in a sentence or as two cells."""
    match = _PLACE.match(piece.text)
    label, written = (match[1], match[2]) if match else ("", piece.text)
    if not match and piece.is_cell and piece.around and _PLACE_LABEL.match(piece.around[0]):
        label = piece.around[0]
    if label and "," in written and re.search(r"\d", written):
        words = [word.form for word in words_of(normalise(written))]
        value = " ".join(word for word in words if word not in _ABBREVIATIONS)
        yield Contact(PLACE, _stems(label), value, written.rstrip("."), piece.line)
