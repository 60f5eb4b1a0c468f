"""All recognisers at once: the personal spans of a text."""

from __future__ import annotations

from collections.abc import Collection

from assistant.personal import (
    addresses,
    births,
    cards,
    contracts,
    dictated,
    documents,
    emails,
    handles,
    latin_names,
    names,
    network,
    phones,
    plates,
    secrets,
    taxpayers,
)
from assistant.personal.own import Own
from assistant.personal.span import Finder, Kind, Span, joined
from assistant.russian.normal import normalise

_FINDERS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.CARD, cards.find_cards),
    (Kind.ACCOUNT, cards.find_accounts),
    (Kind.INN, taxpayers.find_inn),
    (Kind.SNILS, taxpayers.find_snils),
    (Kind.PASSPORT, documents.find_passports),
    (Kind.DOCUMENT, documents.find_others),
    (Kind.PHONE, phones.find),
    (Kind.PHONE, dictated.find),
    (Kind.PLATE, plates.find),
    (Kind.EMAIL, emails.find),
    (Kind.HANDLE, handles.find),
    (Kind.NAME, names.find),
    (Kind.NAME, latin_names.find),
    (Kind.ADDRESS, addresses.find),
    (Kind.BIRTH, births.find),
    (Kind.CONTRACT, contracts.find),
    (Kind.NETWORK, network.find),
    (Kind.SECRET, secrets.find),
)


def found(original: str, kinds: Collection[Kind]) -> list[Span]:
    """Personal spans of some kinds, as each recogniser sees them: they may overlap."""
    text = normalise(original)
    return [
        Span(*text.span(start, end), kind)
        for kind, find in _FINDERS
        if kind in kinds
        for start, end in find(text)
        if start < end
    ]


def recognise(original: str, own: Own) -> list[Span]:
    """Personal spans of a text in order, none overlapping another, none a contact of ours."""
    return joined(
        span
        for span in found(original, frozenset(Kind))
        if not own.owns(span.kind, original[span.start : span.end])
    )
