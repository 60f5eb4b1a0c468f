"""Rules of Russian text: agreement, the normalised twin, patterns, stems, addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge.figures import load_figures
from assistant.russian import plural
from assistant.russian.normal import cyrillic_lookalikes, fold_key, normalise
from assistant.russian.patterns import Match, Patterns
from assistant.russian.translit import ascii_slug
from assistant.russian.words import Word, stem, words_of
from assistant.settings import ROOT


@pytest.mark.parametrize(
    ("number", "hours", "hours_genitive"),
    [
        (0, "0 часов", "0 часов"),
        (1, "1 час", "1 часа"),
        (2, "2 часа", "2 часов"),
        (4, "4 часа", "4 часов"),
        (5, "5 часов", "5 часов"),
        (11, "11 часов", "11 часов"),
        (12, "12 часов", "12 часов"),
        (14, "14 часов", "14 часов"),
        (21, "21 час", "21 часа"),
        (22, "22 часа", "22 часов"),
        (100, "100 часов", "100 часов"),
        (101, "101 час", "101 часа"),
        (111, "111 часов", "111 часов"),
        (1.5, "1,5 часа", "1,5 часов"),
        (2.0, "2 часа", "2 часов"),
        (-1, "-1 час", "-1 часа"),
    ],
)
def test_number_and_noun_agree(number: float, hours: str, hours_genitive: str) -> None:
    assert plural.hours(number) == hours
    assert plural.hours_genitive(number) == hours_genitive


@pytest.mark.parametrize(
    ("function", "forms"),
    [
        (plural.minutes, ("1 минута", "2 минуты", "5 минут")),
        (plural.minutes_genitive, ("1 минуты", "2 минут", "5 минут")),
        (plural.working_hours, ("1 рабочий час", "2 рабочих часа", "5 рабочих часов")),
        (plural.working_hours_genitive, ("1 рабочего часа", "2 рабочих часов", "5 рабочих часов")),
        (plural.days, ("1 день", "2 дня", "5 дней")),
        (plural.days_genitive, ("1 дня", "2 дней", "5 дней")),
    ],
)
def test_nouns(function: Callable[[float], str], forms: tuple[str, str, str]) -> None:
    assert (function(1), function(2), function(5)) == forms


@pytest.mark.parametrize(
    ("original", "twin"),
    [
        ("Ещё ЁЛКА", "еще елка"),
        ("а\u00a0б\u202fв\tг", "а б в г"),
        ("пас\u00adсв\u200bорд\ufeff", "пассворд"),
        ("\u202eправо\u202c", "право"),
        ("за\u0301мок", "замок"),
        (unicodedata.normalize("NFD", "Йод и ёж"), "йод и еж"),
        ("Mосква, кoд", "москва, код"),
        ("SMS-код и iPhone 13", "sms-код и iphone 13"),
        ("COOKIE", "cookie"),
        ("А123ВС77 A123BC77", "а123вс77 a123bc77"),
        ("İ", "i"),
        ("\ud800а", "а"),
        ("❤️", "❤"),
        ("\r\n", "\r\n"),
        ("", ""),
    ],
)
def test_twin(original: str, twin: str) -> None:
    assert normalise(original).text == twin


@pytest.mark.parametrize(
    ("original", "words", "cut"),
    [
        ("за\u0301мок", "замок", "за\u0301мок"),
        ("Серге\u0438\u0306 тут", "сергей", "Серге\u0438\u0306"),
        ("Е\u0308ж", "е", "Е\u0308"),
        ("па\u00adроль", "пароль", "па\u00adроль"),
        ("\u200bкод\u200b", "код", "код"),
        ("Мой Кoд", "код", "Кoд"),
        ("слово", "о", "о"),
    ],
)
def test_match_is_cut_from_the_original(original: str, words: str, cut: str) -> None:
    normal = normalise(original)
    start = normal.text.index(words)
    assert normal.cut(start, start + len(words)) == cut


def test_offsets() -> None:
    normal = normalise("a\u200bб\u0438\u0306в")  # the first letter is Latin
    assert (normal.text, normal.offsets) == ("абйв", (0, 2, 3, 5))
    assert normal.span(0, 4) == (0, 6)
    assert normal.span(2, 3) == (3, 5)
    assert normal.span(1, 1) == (2, 2)
    assert normal.span(4, 4) == (6, 6)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(
        st.characters() | st.sampled_from("йёи\u0306\u0308\u0301\u200b\u00ad aоcOЁ"), max_size=40
    )
)
def test_every_piece_of_a_twin_is_a_piece_of_the_original(original: str) -> None:
    normal = normalise(original)
    assert len(normal.text) == len(normal.offsets)
    assert list(normal.offsets) == sorted(set(normal.offsets))
    for at in range(len(normal.text)):
        first, last = normal.span(at, at + 1)
        assert first < last <= len(original)
        assert normalise(original[first:last]).text != ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("**Где:** ", "где"),
        ("⚠️ Внимание!", "внимание"),
        ("Метaданные дoкумента", "метаданные документа"),
        ("Контрольный  чек-лист:  хвост", "контрольный чек лист хвост"),
        ("Ещё_раз", "еще раз"),
        ("Часто задаваемые вопросы (FAQ)", "часто задаваемые вопросы fаq"),
        ("C уважением", "с уважением"),
        ("SLA", "sla"),
        ("№ 5", "5"),
        ("", ""),
        (unicodedata.normalize("NFD", "Пошаговый ёж"), "пошаговый еж"),
    ],
)
def test_fold_key(text: str, key: str) -> None:
    assert fold_key(text) == key


@pytest.mark.parametrize(
    ("text", "plate"), [("a123bc77", "А123ВС77"), ("А123вс77", "А123ВС77"), ("w1", "W1")]
)
def test_lookalikes_of_plates(text: str, plate: str) -> None:
    assert cyrillic_lookalikes(text) == plate


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("код", "Где код?", ["код"]),
        ("код", "кодекс, закодирован, код-домофон", ["код"]),
        ("код*", "кодекс и коды, закодирован", ["кодекс", "коды"]),
        ("ещё раз", "ЕЩЕ  раз, ещё\nраз", ["ЕЩЕ  раз", "ещё\nраз"]),
        ("не работает", "не, работает", ["не, работает"]),
        ("не работает", "не. работает", []),
        ("вход|выход* открыт", "выходы открыт, вход открыт", ["выходы открыт", "вход открыт"]),
        ("не .. пришёл", "не пришел", ["не пришел"]),
        ("не .. пришёл", "не раз два три четыре пришел", ["не раз два три четыре пришел"]),
        ("не .. пришёл", "не раз два три четыре пять пришел", []),
        ("не .. пришёл", "не он. пришел", []),
        ("дверь не_мог*|упал*", "дверь не могла, дверь упала", ["дверь не могла", "дверь упала"]),
        ("1с", "у нас 1С", ["1С"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("(", "( )", ["("]),
        ("кoд", "код", []),
    ],
)
def test_pattern(pattern: str, text: str, found: list[str]) -> None:
    matches = Patterns.from_lines([pattern]).all(normalise(text))
    assert [match.words for match in matches] == found


def test_any_of_some_patterns() -> None:
    patterns = Patterns.from_lines(["два", "", "  ", "раз"])
    text = normalise("раз и два")
    assert patterns
    assert patterns.first(text) == Match(0, 3, "раз")
    assert [match.start for match in patterns.all(text)] == [0, 6]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("журнал заработал", True),
        ("журнал снова хорошо заработал", True),
        ("журнал не заработал", False),
        ("журнал так и не заработал", False),
        ("не журнал заработал", False),
        ("мне журнал заработал", True),
    ],
)
def test_an_affirmed_pattern_fits_only_what_is_so(text: str, fits: bool) -> None:
    patterns = Patterns.from_lines(["журнал .. заработал"], affirmed=True)
    assert bool(patterns.first(normalise(text))) is fits


def test_no_pattern_of_ours_breaks_two_words_apart() -> None:
    """«а|не работает» reads as («а» or «не») and then «работает»: the slip is easy and silent."""
    slips = [
        line
        for name in ("triage", "scope", "cases")
        for line in _lines(load_figures(ROOT / "docs")[name])
        for token in line.split()
        if "|" in token and token.rsplit("|", 1)[1] == "не" and not token.startswith(("не|", "ни|"))
    ]
    assert slips == []


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _lines(each)
    elif isinstance(value, list):
        for each in value:
            yield from _lines(each)


def test_no_pattern_fits_nothing() -> None:
    patterns = Patterns.from_lines([" "])
    assert not patterns
    assert patterns.first(normalise("раз")) is None


def test_words_with_stems_and_ranges() -> None:
    assert words_of(normalise("Шлагбаумы, SMS_коды!")) == (
        Word("шлагбаумы", "шлагбаум", 0, 9),
        Word("sms", "sms", 11, 14),
        Word("коды", "код", 15, 19),
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("пропусками", "пропуск"),
        ("открывается", "открыва"),
        ("код", "код"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_stem(form: str, expected: str) -> None:
    assert stem(form) == expected


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Регистрация и вход", "registratsiia-i-vkhod"),
        ("Щука, ёж & подъезд", "shchuka-ezh-podieezd"),
        ("  FAQ — (2026)  ", "faq-2026"),
        ("ь", ""),
        ("日本", ""),
    ],
)
def test_ascii_slug(text: str, slug: str) -> None:
    assert ascii_slug(text) == slug
