"""What holds of an answer after all, and what a correction in the journal changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.journal import answers
from assistant.journal.correcting import Findings, changes
from assistant.journal.journal import Journal
from assistant.journal.records import Correction
from assistant.library import Library
from assistant.ui.journal_ruling import ruled
from tests.journal import cases

LATER = cases.ANSWER.copied + timedelta(days=1)
SMS = "База/Вход.md#sms-registration"
FOUND = Findings("standard", "in", "", "problem", SMS)


def correction(field: str, was: str, became: str, **values: bool) -> Correction:
    return Correction(LATER, "Борис", field, was, became, "стоят все", **values)


def test_without_corrections_what_was_sent_holds() -> None:
    assert Findings.present(cases.ANSWER) == FOUND
    assert Findings.present(cases.answer(requests=())) == replace(FOUND, request="")


def test_the_last_correction_since_the_copy_holds() -> None:
    answer = cases.answer(
        corrections=(
            replace(correction("kind", "problem", "wish"), made=cases.NOON),
            correction("level", "standard", "emergency"),
            correction("level", "emergency", "consultation"),
            correction("request", SMS, ""),
            # Of the desk: the verdict that was sent follows it already.
            correction("scope", "in", "out", is_from_desk=True),
        )
    )
    assert Findings.present(answer) == replace(FOUND, level="consultation", request="")


def test_a_correction_is_told_for_each_part_that_changes() -> None:
    after = replace(FOUND, level="emergency", request="")
    assert tuple(changes(FOUND, after, LATER, "Борис", "стоят все")) == (
        correction("level", "standard", "emergency"),
        correction("request", SMS, ""),
    )
    assert tuple(changes(FOUND, FOUND, LATER, "Борис", "стоят все")) == ()


def test_corrections_are_written_together(journal: Journal) -> None:
    answers.record(journal, cases.ANSWER)
    made = (
        correction("level", "standard", "emergency"),
        correction("kind", "problem", "incident"),
    )
    answers.correct(journal, cases.ANSWER.id, *made)
    kept = answers.load(journal, cases.ANSWER.id)
    assert kept is not None
    assert kept.corrections == made


def test_an_answer_opened_again_is_judged_as_it_was_corrected(library: Library) -> None:
    category = library.rules.categories[0]
    answer = cases.answer(
        corrections=(
            correction("level", "emergency", "standard", is_from_desk=True),
            correction("scope", "in", "out"),
            correction("category", "", category.title),
        )
    )
    assert ruled(answer, library.rules) == {
        "level": "standard",
        "scope": "out",
        "category": category.name,
        "reason": "стоят все",
    }
    assert ruled(cases.ANSWER, library.rules) == {}
