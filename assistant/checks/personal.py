"""Personal data and secrets that must not stand on a page or in the phrase files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.checks.contacts import EMAIL, PHONE
from assistant.checks.distance import is_near
from assistant.checks.finding import Finding
from assistant.checks.pages import Pages, data_finding
from assistant.knowledge.base import all_paths
from assistant.knowledge.source import decode
from assistant.personal.own import Own, phone_digits
from assistant.personal.recognition import found
from assistant.personal.span import Kind, Span

# Names, plates and addresses stand on pages as examples; these kinds have no business there.
_WORDS = {
    Kind.EMAIL: "чью-то почту",
    Kind.PHONE: "чей-то телефон",
    Kind.CARD: "номер карты",
    Kind.SNILS: "СНИЛС",
    Kind.PASSPORT: "номер паспорта",
    Kind.SECRET: "пароль или ключ доступа",
}
# Names kept for examples (RFC 2606), and mailboxes of an office, not of a person.
_EXAMPLE_HOST = re.compile(
    r"(?:^|\.)(?:example\.(?:com|ru|org|net)|[\w-]+\.(?:example|test|invalid))$"
)
_OFFICE = re.compile(r"^(?:support|info|sales|help|office|admin|noreply|no-reply|hello|hr|pr)$")
# Numbers of no one: 900 000-… is not given out, 8 800 belongs to companies.
_NOBODYS = re.compile(r"^(?:7900000|7800)")
_REMEDY = "уберите или замените вымышленным (+7 900 000-00-01, name@example.com)"
_SECRET_REMEDY = "уберите и смените: что лежало на странице, то известно"
_FILES_KEPT = 512
_PHRASES = tuple(f"_data/{each}/" for each in ("phrases", "letters", "kinds", "levels", "repeats"))


def check_personal(pages: Pages) -> Iterator[Finding]:
    """Phones, mails, documents and keys other than the department's own contacts."""
    own = Own.from_values(pages.figures.get("contacts", {}).values())
    for page in pages:
        for number, code, what in _found_in(tuple(page.lines), own):
            yield page.finding(code, number, f"похоже на {what}", _remedy(code))
    for path, file in sorted(all_paths(pages.docs).items()):
        if path.startswith(_PHRASES) and file.is_file():
            lines = tuple(decode(file.read_bytes()).split("\n"))
            for number, code, what in _found_in(lines, own):
                yield data_finding(code, path, number, f"похоже на {what}", _remedy(code))


def _remedy(code: str) -> str:
    return _SECRET_REMEDY if code == "secret" else _REMEDY


# A check runs at each save, and one file of two hundred has changed since the last.
@lru_cache(maxsize=_FILES_KEPT)
def _found_in(lines: tuple[str, ...], own: Own) -> tuple[tuple[int, str, str], ...]:
    """What the lines of a file give away: number of the line, code and words."""
    return tuple(
        (number, code, what)
        for number, line in enumerate(lines, start=1)
        for code, what in _found(line, own)
    )


def _found(line: str, own: Own) -> Iterator[tuple[str, str]]:
    """What a line gives away: code and words, each kind once."""
    line = line.replace("**", "")
    spans = _telling(found(line, _WORDS))
    secrets = [span for span in spans if span.kind is Kind.SECRET]
    told = {
        span.kind
        for span in spans
        if not _is_allowed(span.kind, line[span.start : span.end], own)
        and (span.kind is Kind.SECRET or not any(_overlap(span, each) for each in secrets))
    }
    for kind, what in _WORDS.items():
        if kind in told:
            yield ("secret" if kind is Kind.SECRET else "personal"), what


def _telling(spans: Sequence[Span]) -> list[Span]:
    """Spans without phones that are a piece of another number, such as a card's."""
    others = [span for span in spans if span.kind is not Kind.PHONE]
    return [
        span
        for span in spans
        if span.kind is not Kind.PHONE or not any(_overlap(span, each) for each in others)
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_allowed(kind: Kind, value: str, own: Own) -> bool:
    """Whether a value may stand on a page: our own, invented, or of an office."""
    if kind is Kind.PHONE:
        digits = phone_digits(value)
        return _is_among(PHONE, digits, own.phones) or _NOBODYS.match(digits) is not None
    if kind is Kind.EMAIL:
        address = value.lower()
        box, _, host = address.partition("@")
        is_office = _OFFICE.match(box) is not None and host in own.hosts
        is_example = _EXAMPLE_HOST.search(host) is not None
        return is_office or is_example or _is_among(EMAIL, address, own.emails)
    return False


def _is_among(kind: str, value: str, own: frozenset[str]) -> bool:
    """Whether a contact is one of ours, once mistyped too: ``figures`` tells of that."""
    return value in own or any(is_near(kind, value, each) for each in own)
