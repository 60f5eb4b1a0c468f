"""Personal data of others: what neither the ticket nor the draft nor our contacts have.

Regulation: «Сведения о чужой учётной записи не раскрываем».
"""

from __future__ import annotations

from assistant.personal.checksums import digits_of
from assistant.personal.own import Own
from assistant.personal.recognition import recognise
from assistant.personal.span import Kind, Span
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, WARNING, Finding
from assistant.reply.lint.situation import Situation
from assistant.russian.expression import expression
from assistant.russian.normal import fold_key

_NUMERIC = frozenset((Kind.CARD, Kind.ACCOUNT, Kind.INN, Kind.SNILS, Kind.PASSPORT, Kind.PHONE))
_NEVER_OTHERS = frozenset((Kind.HANDLE, Kind.NETWORK, Kind.CONTRACT))
_OTHER = expression(
    r"\b(?:сосед\w*|друг(?:ой|ого|ому|им|ая|ой|ую) (?:клиент\w*|жител\w*|пользовател\w*|человек\w*|собственник\w*)|жил(?:ец|ьца|ьцу|ьцом)"
    r"|жительниц\w*|собственник\w*|владел\w+|прежн\w+ (?:жил\w+|владел\w+|собственник\w*)|у нег[оё]|у нее|ег[оё] (?:номер|телефон|почт|адрес|паспорт)\w*|ее (?:номер|телефон|почт|адрес|паспорт)\w*)"
)
_YOURS = expression(r"\b(?:ваш\w*|вами|вы указали|вы написали|вы прислали|свой|своей|свою|свое)\b")
_SIGNATURE = expression(r"\bс уважением\b")
_FOREIGN = "Личные данные, которых нет в обращении. Чужие сведения не раскрываем — уберите"
_DOUBT = "Чьи это данные? Если не этого клиента — уберите: чужие сведения не раскрываем"
_SECRET = "Пароль и код в письме не сообщаем: только сброс по правилам"


def find_strangers(text: CheckedText, situation: Situation) -> list[Finding]:
    """Values that belong to somebody else, or may do."""
    if text.original == situation.drafted:
        return []
    known = f"{situation.ticket} {situation.client} {situation.drafted}"
    # Words in two spellings: as typed, and with look-alike letters folded.
    known_words, known_digits = f"{known.lower()} {fold_key(known)}", digits_of(known)
    found: list[Finding] = []
    for span in recognise(text.original, Own.published()):
        value = text.original[span.start : span.end]
        if span.kind in _NEVER_OTHERS or _is_known(value, span, known_words, known_digits):
            continue
        finding = _judged(span, text, has_ticket=bool(situation.ticket))
        if finding is not None:
            found.append(finding)
    return found


def _is_known(value: str, span: Span, words: str, digits: str) -> bool:
    if span.kind in _NUMERIC:
        return digits_of(value)[-10:] in digits
    return value.lower() in words or all(word in words for word in fold_key(value).split())


def _judged(span: Span, text: CheckedText, *, has_ticket: bool) -> Finding | None:
    """A finding for a value that the ticket does not give."""
    lowered = text.original.lower().replace("ё", "е")
    start, end = text.sentence(span.start, span.end)
    sentence = lowered[start:end]
    is_others = _OTHER.search(sentence) is not None
    if span.kind is Kind.SECRET:
        return Finding(ERROR, "personal-data", _SECRET, span.start, span.end)
    if span.kind is Kind.NAME:
        # Colleagues and the one who signs have names too; only a neighbour's is nobody's business.
        is_signature = _SIGNATURE.search(lowered, 0, span.start) is not None
        if not is_others or is_signature:
            return None
        return Finding(ERROR, "personal-data", _FOREIGN, span.start, span.end)
    if is_others or has_ticket:
        return Finding(ERROR, "personal-data", _FOREIGN, span.start, span.end)
    if _YOURS.search(sentence):
        return None
    return Finding(WARNING, "personal-data", _DOUBT, span.start, span.end)
