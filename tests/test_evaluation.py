"""Quality figures, by hand-computed cases and on a small index."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.commands.quality import evaluate as command
from assistant.errors import TicketError
from assistant.evaluation import Labelled, evaluate
from assistant.evaluation.labelled import read_labelled
from assistant.evaluation.leave_out import LeftOut, split
from assistant.evaluation.outcome import rank_of
from assistant.evaluation.ranking import Ranking
from assistant.evaluation.ratio import Ratio
from assistant.library import Library
from assistant.retrieval.passages import Passage
from assistant.settings import Settings
from tests.conftest import TINY

EXPECTED = {
    "entries": ["sms-registration"],
    "scope": "in",
    "sla": "standard",
    "kind": "problem",
    "repeat": False,
    "previous_id": None,
    "urgent": False,
    "facts_present": {},
    "facts_missing": [],
}
TEXT = "не приходит смс с кодом при регистрации, жду уже час"


@pytest.fixture(scope="module")
def small(small_docs: Path, small_index: Path) -> Library:
    return Library.from_settings(Settings(docs=small_docs, index=small_index))


@pytest.fixture
def ticket() -> Labelled:
    return Labelled("1", TEXT, EXPECTED)


def line(**changes: object) -> str:
    return json.dumps({"id": "1", "text": TEXT, "expected": {**EXPECTED, **changes}}) + "\n"


def test_a_ratio_divides_sums_not_means() -> None:
    assert Ratio.from_pairs([(1, 1), (0, 3)]).value == 0.25


def test_a_ratio_of_nothing_is_no_figure() -> None:
    assert Ratio.from_pairs([(0, 0)]).value is None
    assert Ratio.from_hits([]).interval is None


def test_the_interval_is_seeded_and_holds_the_share() -> None:
    share = Ratio.from_hits([True] * 30 + [False] * 10)
    low, high = share.interval or (0.0, 0.0)
    # Of 40 tickets a share of 0.75 has a standard error of 0.068.
    assert (low, high) == share.interval
    assert low == pytest.approx(0.75 - 1.96 * 0.068, abs=0.03)
    assert high == pytest.approx(0.75 + 1.96 * 0.068, abs=0.03)


def test_no_mistake_gives_an_interval_of_no_width() -> None:
    assert Ratio.from_hits([True, True]).interval == (1.0, 1.0)


def test_hits_and_reciprocal_ranks_of_a_search() -> None:
    values = {name: ratio.value for name, ratio in Ranking((1, 2, 4, 0)).ratios.items()}
    assert values == {"hit@1": 0.25, "hit@3": 0.5, "hit@5": 0.75, "mrr": (1 + 0.5 + 0.25) / 4}


def test_the_rank_is_that_of_the_first_right_request(ticket: Labelled) -> None:
    assert rank_of(ticket, ["a.md#other", "b.md#sms-registration"]) == 2
    assert rank_of(ticket, ["a.md#other"]) == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{\n", "строка не разбирается"),
        ('{"id": "1", "text": "а"}\n', "нет поля: 'expected'"),
        ('{"id": "1", "text": "а", "expected": {}}\n', "нет поля: 'entries'"),
        ("\n", "нет ни одного"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TicketError, match=problem):
        read_labelled(file)


def test_a_right_answer_counts_in_every_figure(small: Library, ticket: Labelled) -> None:
    quality = evaluate([ticket], small)
    shown = {name: quality.figures[name] for name in ("hit@1", "mrr", "scope", "sla")}
    assert shown == {"hit@1": 1.0, "mrr": 1.0, "scope": 1.0, "sla": 1.0}
    assert quality.figures["abstained_recall"] is None
    assert quality.intervals["hit@1"] == (1.0, 1.0)
    assert quality.confusions == []


def test_a_ticket_may_expect_a_verdict_alone(small: Library, tmp_path: Path) -> None:
    verdict = {key: EXPECTED[key] for key in EXPECTED if not key.startswith(("entr", "facts"))}
    alone = {"id": "1", "text": TEXT, "expected": verdict}
    file = tmp_path / "alone.jsonl"
    file.write_text(json.dumps(alone) + "\n" + line(kind="wish"), encoding="utf-8")
    figures = evaluate(read_labelled(file), small).figures
    assert (figures["kind"], figures["scope"]) == (0.5, 1.0)
    # Of search only the ticket counts that says what is to be found.
    assert (figures["hit@1"], figures["abstained_precision"]) == (1.0, None)


def test_half_of_what_is_expected_of_search_is_refused(tmp_path: Path) -> None:
    expected = {key: value for key, value in EXPECTED.items() if key != "facts_missing"}
    half = {"id": "1", "text": TEXT, "expected": expected}
    file = tmp_path / "half.jsonl"
    file.write_text(json.dumps(half) + "\n", encoding="utf-8")
    with pytest.raises(TicketError, match="нет поля: 'facts_missing'"):
        read_labelled(file)


def test_a_wrong_answer_is_a_confusion(small: Library, ticket: Labelled) -> None:
    wrong = replace(ticket, expected={**EXPECTED, "entries": ["barrier-not-opened"]})
    quality = evaluate([wrong], small)
    assert quality.figures["hit@1"] == 0.0
    assert quality.confusions == [("barrier-not-opened", "sms-registration", 1)]
    assert next(iter(quality.by_category.values()))["hit@1"] == 0.0


def test_folds_hold_each_phrase_once_and_never_its_double() -> None:
    passages = [
        Passage("a#1", "request", "title", "Заголовок"),
        Passage("a#1", "request", "phrase", "Нет кода"),
        Passage("a#1", "request", "bank", "нет кода!"),
        Passage("a#1", "request", "phrase", "где смс"),
    ]
    folds = list(split(passages, 2))
    assert [[each.text for each in held] for held, _ in folds] == [["Нет кода"], ["где смс"]]
    assert [each.text for each in folds[0][1]] == ["Заголовок", "где смс"]


def test_leave_out_measures_every_page_phrase(small: Library) -> None:
    index = small.searcher.index
    phrases = sum(each.field == "phrase" for each in index.passages)
    left_out = LeftOut.from_index(index, folds=2, recipe=TINY)
    assert len(left_out.ranking.ranks) == phrases
    assert (left_out.ranking.ratios["hit@3"].value or 0) > 0.5


def test_the_command_prints_one_file_as_before(
    small: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(line(), encoding="utf-8")
    arguments = argparse.Namespace(file=file, json=True)
    assert command(arguments, small.settings) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["tickets"], printed["hit@1"]) == (1, 1.0)
    assert "by_file" not in printed


def test_the_command_takes_several_files(
    small: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file in files:
        file.write_text(line(), encoding="utf-8")
    arguments = argparse.Namespace(file=files, json=True, loo=False, baselines=True)
    pytest.importorskip("lunr")
    pytest.importorskip("navec")
    assert command(arguments, small.settings) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["tickets"] == 2
    assert printed["by_file"].keys() == {"one.jsonl", "two.jsonl"}
    assert printed["baselines"]["bm25_stems"]["hit@1"] == 1.0
    assert printed["baselines"].keys() == {
        "bm25_stems",
        "char_3_5_tfidf",
        "site_search_lunr",
        "navec_averages",
    }
