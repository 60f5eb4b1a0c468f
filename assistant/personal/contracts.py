"""Numbers under which a person is filed: contracts, personal accounts, subscribers' cards."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText

_SAID = expression(
    r"(?:\b(?:договор[а-я]{0,2}|дог\.?(?=\s?[№\d])|контракт[а-я]{0,2}|дду|абонемент[а-я]{0,2}(?:\sна\s[а-я]{3,12})?|лицев[а-я]{2,3}(?: сч[её]т[а-я]{0,2}|(?=\s?[№\d]))|лиц\.?\s?сч[её]т|абонент[а-я]{0,5} номер)"
    r"|(?<!\w)л[/.]?\s?с(?:ч[её]т)?\.?)[\s:—–-]{0,3}(?:аренды|купли-продажи|дду|обслуживания)?(?:\sот\s\d{1,2}\.\d{1,2}\.\d{2,4}(?:\s?г\.)?)?[\s:—–-]{0,3}"
    r"(?:(?:[а-я]{1,8} ){0,2}(?:№|номер[а-я]{0,2})|n|#)?[\s:]{0,3}(?P<value>(?=[^\s\d]{0,6}\d)[а-яa-z\d]{1,20}(?:[/–—_-][а-яa-z\d]{1,12}|(?<=\d) (?=\d{1,4}(?!\w|[:/]|\.\d)(?! ?(?:руб|р\.|раз|год|г\.|дн|час|мин|[а-я]{3,8}(?:ря|ля|та|ая|ня)\b)))\d{1,4}){0,5})(?!\w)"
)


def find(text: NormalText) -> Iterator[Range]:
    """Numbers behind the words; a date behind «договор от» is none."""
    for match in _SAID.finditer(text.text):
        yield match.span("value")
