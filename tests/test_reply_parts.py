"""Paragraphs switched off and on in a text that an agent may have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reply.draft import Draft, LeftOut, Part
from assistant.reply.parts import all_parts, inserted, removed, standing

HELLO, STEPS, ASK, BYE = (
    Part(text, "a.md#x")
    for text in ("Здравствуйте!", "1. Раз\n2. Два", "Пришлите фото.", "С уважением")
)
DRAFT = Draft((HELLO, STEPS, ASK, BYE), ())


def test_a_paragraph_goes_and_comes_back_where_it_was() -> None:
    text = removed(DRAFT.text, STEPS)
    assert text == "Здравствуйте!\n\nПришлите фото.\n\nС уважением"
    assert standing(text, DRAFT) == (HELLO, ASK, BYE)
    assert inserted(text, STEPS, DRAFT) == DRAFT.text


def test_own_words_stay_as_they_are() -> None:
    text = DRAFT.text.replace("Пришлите фото.", "Пришлите, пожалуйста, снимок.")
    without = removed(text, STEPS)
    assert "снимок" in without
    assert inserted(without, STEPS, DRAFT) == text


@pytest.mark.parametrize(
    ("text", "part", "after"),
    [
        ("", HELLO, "Здравствуйте!"),
        ("  \n", STEPS, STEPS.text),
        ("Своё.", HELLO, "Здравствуйте!\n\nСвоё."),
        ("Здравствуйте!\n\nСвоё.", BYE, "Здравствуйте!\n\nС уважением\n\nСвоё."),
    ],
)
def test_a_paragraph_finds_a_place_in_any_text(text: str, part: Part, after: str) -> None:
    assert inserted(text, part, DRAFT) == after


def test_what_was_left_out_comes_in_behind_its_own_page() -> None:
    left = LeftOut("Обновите приложение.", "b.md#y", ("update_app",), "обновляла", (0, 9))
    other = Part("Раз.", "b.md#y")
    draft = Draft((HELLO, other, BYE), (), (left,))
    again = Part(left.text, left.source)
    assert all_parts(draft) == (HELLO, other, BYE, again)
    assert standing(draft.text, draft) == (HELLO, other, BYE)
    text = inserted(draft.text, again, draft)
    assert text == "Здравствуйте!\n\nРаз.\n\nОбновите приложение.\n\nС уважением"
    assert removed(text, again) == draft.text
    alone = Draft((HELLO,), (), (left,))
    assert inserted(HELLO.text, again, alone) == "Здравствуйте!\n\nОбновите приложение."


def test_a_paragraph_whose_slots_are_filled_is_still_there() -> None:
    ask = Part("Здравствуйте, [Имя]! Ждём [чего] до [срок].", "a.md#x")
    alone = Part("[Имя специалиста]", "a.md#x")
    draft = Draft((ask, STEPS, alone), ())
    text = draft.text.replace("[Имя]", "Анна").replace("[чего]", "фото")
    assert standing(text, draft) == (ask, STEPS, alone)
    assert removed(text, ask) == "1. Раз\n2. Два\n\n[Имя специалиста]"
    signed = text.replace("[Имя специалиста]", "Пётр")
    assert standing(signed, draft) == (ask, STEPS)
    assert inserted(removed(text, STEPS), STEPS, draft) == text


def test_a_filled_slot_at_an_end_goes_with_its_paragraph() -> None:
    ends = Part("[Имя], ответим до [срок]", "a.md#x")
    draft = Draft((HELLO, ends, BYE), ())
    text = "Здравствуйте!\n\nАнна, ответим до пятницы, 18:00\n\nС уважением"
    assert standing(text, draft) == (HELLO, ends, BYE)
    assert removed(text, ends) == "Здравствуйте!\n\nС уважением"


def test_a_paragraph_that_is_not_there_takes_nothing_away() -> None:
    assert removed("Своё.", STEPS) == "Своё."


@given(st.lists(st.sampled_from(DRAFT.parts), unique=True))
def test_any_order_of_switching_off_and_on_gives_the_draft_back(parts: list[Part]) -> None:
    text = DRAFT.text
    for part in parts:
        text = removed(text, part)
    for part in sorted(parts, key=DRAFT.parts.index):
        text = inserted(text, part, DRAFT)
    assert text == DRAFT.text
