"""Personal data and secrets that must not stand on a page or in the phrase files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checks.contacts import EMAIL, PHONE
from assistant.checks.distance import is_near
from assistant.checks.finding import Finding
from assistant.checks.pages import Pages, data_finding
from assistant.knowledge.base import all_paths
from assistant.knowledge.source import decode

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@((?:[\w-]+\.)+[\w-]{2,})(?![\w-])")
_PHONE = re.compile(
    r"(?<![\d+])(?:\+7|8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|(?<![\d+])\+(?!7)\d{1,3}[\s(-]{0,2}\d{2,3}(?:[\s)-]{0,2}\d{2,3}){2,3}(?!\d)"
)
_CARD = re.compile(r"(?<![\d-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\d-])")
_SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
_PASSPORT = re.compile(
    r"паспорт\w*[^\d\n]{0,30}\d{2}\s?\d{2}\s?(?:№\s*)?\d{6}(?!\d)", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"https?://[^\s/:@]+:[^\s/@]+@")
# A value is ASCII: «Пароль: сбрасывается по правилам» tells no password.
_VALUE = r"(?=[^\s«»\"'`]*[A-Za-z\d])[!#-&(-_a-~]{6,}"
_SECRETS = (
    re.compile(rf"(?:парол[ья]|password|passwd|pwd)\s*[:=]\s*[\"'«`]?{_VALUE}", re.IGNORECASE),
    re.compile(r"парол[ьяюем]+\s+(?:[|—–-]\s+)?[\"'«`]?(?=\S*\d)(?=\S*[A-Za-z])[!-~]{6,}", re.IGNORECASE),
    re.compile(rf"(?:token|токен|secret|api[_ -]?key|ключ api)\s*[:=]\s*[\"'«`]?{_VALUE}", re.IGNORECASE),
    re.compile(r"https?://\S+/rest/\d+/\w{10,}"),  # a webhook of Bitrix24 is a password
    _IN_ADDRESS,
    re.compile(r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])"),  # a bot of Telegram
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
)  # fmt: skip
_PLACEHOLDER = re.compile(r"[\[{<]|\*{3}|x{4}|…|\.\.\.", re.IGNORECASE)
# Names kept for examples (RFC 2606), and mailboxes of an office, not of a person.
_EXAMPLE_HOST = re.compile(
    r"(?:^|\.)(?:example\.(?:com|ru|org|net)|[\w-]+\.(?:example|test|invalid))$"
)
_OFFICE = re.compile(r"^(?:support|info|sales|help|office|admin|noreply|no-reply|hello|hr|pr)$")
# Numbers of no one: 900 000-… is not given out, 8 800 belongs to companies.
_NOBODYS = re.compile(r"^(?:7900000|7800)")
_REMEDY = "уберите или замените вымышленным (+7 900 000-00-01, name@example.com)"
_SECRET_REMEDY = "уберите и смените: что лежало на странице, то известно"
_PHRASES = ("_data/phrases/", "_data/kinds/", "_data/levels/", "_data/repeats/")


def check_personal(pages: Pages) -> Iterator[Finding]:
    """Phones, mails, documents and keys other than the department's own contacts."""
    own = _Own.from_values(pages.figures.get("contacts", {}).values())
    for page in pages:
        for number, line in enumerate(page.lines, start=1):
            for code, what in own.found(line):
                yield page.finding(code, number, f"похоже на {what}", _remedy(code))
    for path, file in sorted(all_paths(pages.docs).items()):
        if path.startswith(_PHRASES) and file.is_file():
            for number, line in enumerate(decode(file.read_bytes()).split("\n"), start=1):
                for code, what in own.found(line):
                    yield data_finding(code, path, number, f"похоже на {what}", _remedy(code))


def _remedy(code: str) -> str:
    return _SECRET_REMEDY if code == "secret" else _REMEDY


class _Own:
    """What may stand on a page: the contacts of the department."""

    def __init__(
        self, emails: frozenset[str], hosts: frozenset[str], phones: frozenset[str]
    ) -> None:
        self._emails = emails
        self._hosts = hosts
        self._phones = phones

    @classmethod
    def from_values(cls, contacts: Iterable[object]) -> _Own:
        """Read the values of ``contacts.yml``."""
        text = "\n".join(str(value) for value in contacts)
        emails = list(_EMAIL.finditer(text.lower()))
        return cls(
            frozenset(match.group() for match in emails),
            frozenset(match.group(2) for match in emails),
            frozenset(_digits(match.group()) for match in _PHONE.finditer(text)),
        )

    def found(self, line: str) -> Iterator[tuple[str, str]]:
        """What a line gives away: code and words."""
        line = line.replace("**", "")
        boxes = _EMAIL.finditer(_IN_ADDRESS.sub("", line).lower())
        if any(self._is_persons(match) for match in boxes):
            yield "personal", "чью-то почту"
        if any(self._is_foreign(match.group()) for match in _PHONE.finditer(line)):
            yield "personal", "чей-то телефон"
        if any(_is_card(match) for match in _CARD.finditer(line)):
            yield "personal", "номер карты"
        if _SNILS.search(line):
            yield "personal", "СНИЛС"
        if _PASSPORT.search(line):
            yield "personal", "номер паспорта"
        matches = (match for secret in _SECRETS for match in secret.finditer(line))
        if any(not _PLACEHOLDER.search(match.group()) for match in matches):
            yield "secret", "пароль или ключ доступа"

    def _is_persons(self, match: re.Match[str]) -> bool:
        box, host = match.groups()
        is_office = _OFFICE.match(box) and host in self._hosts
        is_own = _is_among(EMAIL, match.group(), self._emails)
        return not (is_own or is_office or _EXAMPLE_HOST.search(host))

    def _is_foreign(self, phone: str) -> bool:
        digits = _digits(phone)
        return not (_is_among(PHONE, digits, self._phones) or _NOBODYS.match(digits))


def _is_among(kind: str, value: str, own: frozenset[str]) -> bool:
    """Whether a contact is one of ours, once mistyped too: ``figures`` tells of that."""
    return value in own or any(is_near(kind, value, each) for each in own)


def _digits(phone: str) -> str:
    """Digits with the country first: 8 stands for 7."""
    digits = re.sub(r"\D", "", phone)
    return "7" + digits[1:] if digits.startswith("8") and len(digits) == 11 else digits


def _is_card(match: re.Match[str]) -> bool:
    """Whether digits are written in fours like a card's, or pass its check (ISO/IEC 7812, Luhn)."""
    if match.group(1):
        return True
    digits = [int(each) for each in match.group()]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return any(digits) and (doubled + sum(digits[-1::-2])) % 10 == 0
