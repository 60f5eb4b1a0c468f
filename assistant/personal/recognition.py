"""All recognisers at once: the personal spans of a text, by rules and as the tagger has learnt them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

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
    learnt,
    names,
    network,
    phones,
    plates,
    secrets,
    speakers,
    taxpayers,
)
from assistant.personal.beside import beside
from assistant.personal.lookalikes import with_digits
from assistant.personal.own import Own
from assistant.personal.span import Finder, Kind, Span, joined
from assistant.russian.normal import normalise

# Kinds made of digits are looked for in a twin where letters typed for digits are digits.
_OF_DIGITS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.CARD, cards.find_cards),
    (Kind.ACCOUNT, cards.find_accounts),
    (Kind.INN, taxpayers.find_inn),
    (Kind.SNILS, taxpayers.find_snils),
    (Kind.PASSPORT, documents.find_passports),
    (Kind.PHONE, phones.find),
    (Kind.BIRTH, births.find),
    (Kind.NETWORK, network.find),
)
_OF_LETTERS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.DOCUMENT, documents.find_others),
    (Kind.PHONE, dictated.find),
    (Kind.PLATE, plates.find),
    (Kind.EMAIL, emails.find),
    (Kind.HANDLE, handles.find),
    (Kind.NAME, names.find),
    (Kind.NAME, latin_names.find),
    (Kind.NAME, speakers.find),
    (Kind.ADDRESS, addresses.find),
    (Kind.CONTRACT, contracts.find),
    (Kind.SECRET, secrets.find),
)


def found(original: str, kinds: Collection[Kind]) -> list[Span]:
    """Personal spans of some kinds, as each recogniser sees them: they may overlap."""
    letters = normalise(original)
    digits = replace(letters, text=with_digits(letters.text))
    return [
        Span(*text.span(start, end), kind)
        for text, finders in ((digits, _OF_DIGITS), (letters, _OF_LETTERS))
        for kind, find in finders
        if kind in kinds
        for start, end in find(text)
        if start < end
    ]


def recognise(original: str, own: Own) -> list[Span]:
    """Personal spans that rules tell, in order, none overlapping another, none a contact of ours."""
    spans = [
        span
        for span in found(original, frozenset(Kind))
        if not own.owns(span.kind, original[span.start : span.end])
    ]
    return joined([*spans, *beside(original, spans)])


def to_mask(original: str, own: Own) -> list[Span]:
    """All spans to be masked: those of the rules, and what the tagger adds to them."""
    spans = recognise(original, own)
    added = (
        span
        for span in learnt.find(original, spans)
        if not any(own.owns(kind, original[span.start : span.end]) for kind in Kind)
    )
    return joined([*spans, *added])
