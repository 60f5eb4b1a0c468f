"""``python -m assistant check`` as an editor runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.commands.parser import run
from tests.test_checks_pages import FIXTURES, OWN

SKIPPED = "Проверки поиска пропущены. Индекса нет"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(FIXTURES / "base", tmp_path / "docs"))
    monkeypatch.setenv("ASSISTANT_DOCS", str(folder))
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)
    return folder


def spoil(docs: Path) -> None:
    """A slip on a page of ours that is mended, and one on a document that was dropped in."""
    file = docs / "index.md"
    text = file.read_text(encoding="utf-8").replace("<Регламенты/Приём.md", "<Приём.md")
    file.write_text(text, encoding="utf-8")
    (docs / "Отдел").mkdir()
    (docs / "Отдел" / "Как есть.md").write_text("# Как есть\n\n[нет](Нет.md)\n", encoding="utf-8")


OURS = (
    "index.md:7: ошибка: ссылка «Приём.md#шаг-1-принять» ведёт на страницу, которой нет; "
    "верный путь: Регламенты/Приём.md#шаг-1-принять (исправит check --fix) [dead-link]"
)
THEIRS = (
    "Отдел/Как есть.md:3: внимание: ссылка «Нет.md» ведёт на страницу, которой нет; "
    "создайте страницу или уберите ссылку [dead-link]"
)


def test_clean(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    told = capsys.readouterr()
    assert told.out == "Замечаний нет.\n"
    assert told.err.startswith(SKIPPED)


def test_an_error_ends_with_one(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(docs)
    assert run(["check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        OURS,
        THEIRS,
        "Ошибок: 1, замечаний: 1. Из них исправит check --fix: 1.",
    ]


def test_documents_dropped_in_as_they_are_never_end_with_one(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = FIXTURES.parent / "house"
    shutil.copytree(house, docs, dirs_exist_ok=True)
    (docs / "Секрет.md").write_text("# С\n\nПароль: Qwerty12 +7 916 123-45-67\n", encoding="utf-8")
    assert run(["check"]) == 0
    told = capsys.readouterr().out
    assert " ошибка: " not in told
    assert "Секрет.md:3: внимание: похоже на пароль или ключ доступа" in told


def test_json(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(docs)
    assert run(["check", "--json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "code": "dead-link",
        "severity": "error",
        "path": "index.md",
        "line": 7,
        "problem": "ссылка «Приём.md#шаг-1-принять» ведёт на страницу, которой нет",
        "remedy": "верный путь: Регламенты/Приём.md#шаг-1-принять",
        "edit": {
            "path": "index.md",
            "line": 7,
            "column": 52,
            "old": "Приём.md#шаг-1-принять",
            "new": "Регламенты/Приём.md#шаг-1-принять",
        },
        "fixable": True,
    }
    assert (second["severity"], second["fixable"], second["edit"]) == ("warning", False, None)


def test_fix_tells_what_it_mended_and_what_is_left(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(docs)
    assert run(["check", "--fix"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"исправлено: {OURS}",
        THEIRS,
        "Ошибок: 0, замечаний: 1.",
    ]


def test_fix_with_json_prints_json_alone(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(docs)
    assert run(["check", "--fix", "--json"]) == 0
    told = capsys.readouterr()
    assert [each["path"] for each in json.loads(told.out)] == ["Отдел/Как есть.md"]
    assert f"исправлено: {OURS}" in told.err


@pytest.mark.parametrize("path", ["docs/Отдел", "docs/Отдел/", "Отдел/Как есть.md", "Отдел"])
def test_a_page_or_a_folder(docs: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    spoil(docs)
    assert run(["check", path]) == 0
    assert capsys.readouterr().out.splitlines()[0] == THEIRS


def test_fix_leaves_other_pages_alone(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(docs)
    before = (docs / "index.md").read_bytes()
    assert run(["check", "--fix", "docs/Отдел"]) == 0
    assert (docs / "index.md").read_bytes() == before


def test_the_whole_folder_by_name(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(docs)
    assert run(["check", "docs"]) == 1


def test_a_path_that_is_not_there(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs/Регламенты/Приемка.md"]) == 1
    assert capsys.readouterr().err == (
        "Регламенты/Приемка.md: такого документа или папки нет; проверьте имя\n"
    )


def test_a_broken_file_of_figures_is_a_finding(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (docs / "_data" / "sla.yml").open("a", encoding="utf-8") as file:
        file.write("standard: [\n")
    assert run(["check", "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], found["path"], found["line"]) == ("unreadable", "_data/sla.yml", 18)


def test_a_page_that_cannot_be_read_does_not_hide_the_others(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(docs)
    (docs / "А.md").write_text(f"{OWN}# А\n\n{{{{ 1/0 }}}}\n", encoding="utf-8")
    assert run(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == OURS
    assert lines[1].startswith("А.md:7: ошибка: макрос не вычисляется")


def test_no_folder_of_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DOCS", str(tmp_path / "нет"))
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    assert run(["check"]) == 1
    assert "папки с документами нет; укажите папку docs" in capsys.readouterr().err
