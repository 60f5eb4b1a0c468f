"""Measuring masking: marks, leaks, spoiled documents, and floors on the labelled ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.commands.masking import GOLDEN, TAUGHT
from assistant.errors import TicketError
from assistant.evaluation.masking import Masking
from assistant.personal.marked import Document, Label, read_documents
from assistant.personal.own import Own
from assistant.personal.span import Kind

FILES = {"tune": TAUGHT, "test": GOLDEN / "test.jsonl", "fresh": GOLDEN / "fresh.jsonl"}
NOBODY = Own.from_values(())


def test_marks_are_taken_out() -> None:
    document = Document.from_marked("1", "Я {имя|Ян}, {?|офис 5}.")
    assert document.text == "Я Ян, офис 5."
    assert document.labels == (Label(2, 4, Kind.NAME), Label(6, 12, None))


def test_leaks_and_losses_are_counted_by_document() -> None:
    documents = [
        Document.from_marked("kept", "пишите {почта|a@b.ru}"),
        Document.from_marked("leaked", "{имя|шлагбаум} и {почта|a@b.ru}"),
        Document.from_marked("spoiled", "пишите a@b.ru"),
        Document.from_marked("either", "пишите {?|a@b.ru}"),
    ]
    masking = Masking.from_documents(documents, NOBODY)
    assert [each.leaked for each in masking.results] == [
        (), ((Kind.NAME, "шлагбаум"),), (), ()
    ]  # fmt: skip
    assert [each.lost for each in masking.results] == [(), (), ("a", "b", "ru"), ()]
    assert masking.leaking.value == 1 / 2
    assert masking.spoiled.value == 1 / 4
    assert masking.lost_words.value == 3 / 7
    assert masking.by_kind == {Kind.EMAIL: (0, 2), Kind.NAME: (1, 1)}


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"id": 1, "text": "{кличка|Шарик}"}', ""])
def test_a_file_that_does_not_read_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(TicketError, match=r"documents\.jsonl"):
        read_documents(file)


def test_command_prints_figures(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text('{"id": "1", "text": "пишите {почта|a@b.ru}"}\n', encoding="utf-8")
    assert main(["evaluate", "--personal", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "документов, где осталось личное                      0.0 % [0.0; 0.0]" in shown
    assert "почта               0    1" in shown
    assert main(["evaluate", "--personal", "--json", str(file)]) == 0
    assert '"leaking": 0.0' in capsys.readouterr().out


@pytest.mark.parametrize(("part", "fewest"), [("tune", 822), ("test", 100), ("fresh", 60)])
def test_labelled_documents_are_many_and_differ(part: str, fewest: int) -> None:
    documents = read_documents(FILES[part])
    assert len({each.text for each in documents}) == len(documents) >= fewest


# Ceilings may only fall: shares of documents that leak, and that lose a word for nothing. The letters that the tagger
# learnt from are in two parts: those of the first nine batches, and the two dense ones since.
@pytest.mark.parametrize(
    ("part", "chosen", "leaking", "spoiled"),
    [
        ("tune", slice(700), 0.0123, 0.013),
        ("tune", slice(700, None), 0.15, 0.042),
        ("test", slice(None), 0.011, 0.03),
        ("fresh", slice(None), 0.44, 0.05),
    ],
)
def test_masking_is_no_worse_than_it_was(
    part: str, chosen: slice, leaking: float, spoiled: float
) -> None:
    masking = Masking.from_documents(read_documents(FILES[part])[chosen], Own.published())
    assert masking.leaking.value is not None
    assert masking.spoiled.value is not None
    assert masking.leaking.value <= leaking
    assert masking.spoiled.value <= spoiled
