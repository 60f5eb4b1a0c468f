"""Whole letters: how they are read, and what the ranker and the judges learn from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.examples import examples_of
from assistant.retrieval.judges import read_examples
from assistant.retrieval.letters import Letter, letter_examples, read_letters
from assistant.retrieval.passages import passages_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    letters = tmp_path / "_data" / "letters"
    letters.mkdir(parents=True)
    return letters


def test_letters_are_read_with_what_is_said_of_them(folder: Path, tmp_path: Path) -> None:
    (folder / "_nothing.txt").write_bytes("not_a_request | спасибо, всё\r\n".encode("cp1251"))
    (folder / "gate.motors.txt").write_text(
        "# чужие ворота\n\nproblem repeat | опять | стоит\nquestion|где купить\n",
        encoding="utf-8",
    )
    (folder / "login.txt").write_text("question | где купить\n", encoding="utf-8")
    assert read_letters(tmp_path) == (
        Letter("", "", "not_a_request", False, "спасибо, всё"),
        Letter("gate", "motors", "problem", True, "опять | стоит"),
        Letter("gate", "motors", "question", False, "где купить"),
    )


def test_no_letters(tmp_path: Path) -> None:
    assert read_letters(tmp_path) == ()


@pytest.mark.parametrize(
    "line",
    [
        "просто письмо",
        "| без вида",
        "problem |",
        "problem |  ",
        "problem срочно | стоит",
        "problem repeat repeat | стоит",
    ],
)
def test_line_that_is_no_letter_is_named(line: str, folder: Path, tmp_path: Path) -> None:
    (folder / "gate.txt").write_text(f"problem | стоит\n{line}\n", encoding="utf-8")
    with pytest.raises(PageError) as caught:
        read_letters(tmp_path)
    assert (caught.value.path, caught.value.line) == ("_data/letters/gate.txt", 2)


def test_letters_teach_judges(folder: Path, tmp_path: Path) -> None:
    for subject, labels in {
        "kinds": ("problem", "question"),
        "levels": ("emergency", "not_emergency"),
        "repeats": ("repeat", "first"),
    }.items():
        (tmp_path / "_data" / subject).mkdir()
        for label in labels:
            file = tmp_path / "_data" / subject / f"{label}.txt"
            file.write_text(f"{label}\n", encoding="utf-8")
    (folder / "gate.motors.txt").write_text("problem repeat | опять\n", encoding="utf-8")
    examples = read_examples(tmp_path)
    assert examples["kinds"][-1] == ("опять", "problem")
    assert dict(examples["levels"]) == {"emergency": "emergency", "not_emergency": "not_emergency"}
    assert examples["repeats"][-1] == ("опять", "repeat")
    assert examples["scopes"] == [("опять", "motors")]
    (folder / "gate.motors.txt").write_text("# ворота\nporblem | опять\n", encoding="utf-8")
    with pytest.raises(PageError, match="porblem") as caught:
        read_examples(tmp_path)
    assert (caught.value.path, caught.value.line) == ("_data/letters/gate.motors.txt", 2)


def test_letters_teach_the_ranker_but_are_not_searched(small_docs: Path) -> None:
    knowledge, bank = Knowledge.from_folder(small_docs), PhraseBank.from_folder(small_docs)
    letters = (
        Letter("login-failed", "", "problem", False, "письмо о входе"),
        Letter("", "", "not_a_request", False, "письмо ни о чём"),
        Letter("unknown", "", "problem", False, "письмо о том, чего нет"),
    )
    taught = letter_examples(letters, knowledge, bank)
    assert [(each.item_id.partition("#")[2], each.text) for each in taught] == [
        ("login-failed", "письмо о входе"),
        ("", "письмо ни о чём"),
    ]
    passages = passages_of(knowledge, bank)
    assert examples_of(passages, taught)[-2:] == taught
    assert not {each.text for each in passages} & {each.text for each in taught}
