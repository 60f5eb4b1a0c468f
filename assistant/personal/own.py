"""Contacts that the department itself publishes: they are nobody's personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.personal.checksums import digits_of
from assistant.personal.span import Kind
from assistant.russian.expression import expression
from assistant.settings import ROOT

_EMAIL = expression(r"[\w.+-]+@[\w.-]+\w")
_PHONE = expression(r"\+?\d[\d ().-]{8,18}\d")
_HANDLE = expression(r"t\.me/(\w+)")


@dataclass(frozen=True, slots=True)
class Own:
    """``emails`` in lower case, ``phones`` as digits with the country, ``handles`` without «@»."""

    emails: frozenset[str]
    phones: frozenset[str]
    handles: frozenset[str]

    @classmethod
    def from_values(cls, contacts: Iterable[object]) -> Own:
        """Read the values of ``contacts.yml``."""
        text = "\n".join(str(each) for each in contacts).lower()
        return cls(
            frozenset(_EMAIL.findall(text)),
            frozenset(phone_digits(each) for each in _PHONE.findall(text)),
            frozenset(_HANDLE.findall(text)),
        )

    @classmethod
    def published(cls) -> Own:
        """The contacts of the documentation this project ships."""
        return _published(ROOT / "docs" / "_data" / "contacts.yml")

    @property
    def hosts(self) -> frozenset[str]:
        """Where the department's mail is."""
        return frozenset(each.partition("@")[2] for each in self.emails)

    def owns(self, kind: Kind, value: str) -> bool:
        """Whether a value is a contact of the department."""
        folded = value.lower()
        if kind is Kind.EMAIL:
            return folded in self.emails
        if kind is Kind.PHONE:
            return phone_digits(folded) in self.phones
        return kind is Kind.HANDLE and folded.rpartition("/")[2].lstrip("@") in self.handles


def phone_digits(phone: str) -> str:
    """Digits with the country first: 8 stands for 7, and ten digits are Russian."""
    digits = digits_of(phone)
    if len(digits) == 11 and digits.startswith("8"):
        return "7" + digits[1:]
    return "7" + digits if len(digits) == 10 else digits


@lru_cache(maxsize=1)
def _published(file: Path) -> Own:
    contacts = yaml.safe_load(file.read_text(encoding="utf-8-sig")) if file.is_file() else {}
    return Own.from_values(contacts.values())
