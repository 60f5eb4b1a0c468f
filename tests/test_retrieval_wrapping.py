"""Copies of phrases between a greeting and a signature, and what they teach the ranker."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.retrieval.wrapping import wrapped

PHRASES = [f"не приходит код номер {at}" for at in range(200)]


def test_copies_are_the_same_at_every_call() -> None:
    assert [*map(wrapped, PHRASES)] == [*map(wrapped, PHRASES)]


def test_each_copy_holds_its_phrase_and_no_space_around() -> None:
    copies = [wrapped(phrase) for phrase in PHRASES]
    assert len(copies) == len(PHRASES)
    for copy, phrase in zip(copies, PHRASES, strict=True):
        assert phrase in copy
        assert copy == copy.strip()


def test_either_end_is_now_and_then_empty() -> None:
    copies = [(wrapped(phrase), phrase) for phrase in PHRASES]
    bare_before = sum(copy.startswith(phrase) for copy, phrase in copies)
    bare_after = sum(copy.endswith(phrase) for copy, phrase in copies)
    assert 0 < bare_before < len(copies) / 2
    assert 0 < bare_after < len(copies) / 2


@pytest.mark.parametrize(
    ("matter", "anchor"),
    [
        ("код для регистрации так и не дошёл до телефона", "sms-registration"),
        ("гость стоит перед закрытым шлагбаумом, хотя пропуск я ему оформил", "pass-not-working"),
        ("уведомления о приезде гостей перестали всплывать на телефоне", "push-missing"),
    ],
)
@pytest.mark.parametrize(
    ("greeting", "ending"),
    [
        ("Доброго времени суток, уважаемая техподдержка!", "Спасибо большое за помощь!"),
        ("Всем привет,", "Хорошего вам дня. Екатерина Смирнова"),
        ("Доброй ночи", "--\nС наилучшими пожеланиями,\nглавный инженер Алексей Новиков"),
    ],
)
def test_courtesies_never_heard_before_do_not_hide_a_request(
    matter: str, anchor: str, greeting: str, ending: str, library: Library
) -> None:
    found = library.searcher.find(f"{greeting} {matter} {ending}")
    assert not found.abstained
    assert found.requests[0].item_id.endswith(f"#{anchor}")
