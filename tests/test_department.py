"""A set of documents as the department has them: counted independently, and in place of ours."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.checks.finding import ERROR
from assistant.checks.run import check_folder
from assistant.knowledge.base import Knowledge
from assistant.knowledge.inspection import inspect
from tests.house_counter import count
from tests.website_places import (
    DOCS,
    HOUSE,
    broken_links,
    built,
    notices_of_the_build,  # noqa: F401  a fixture
)

DEPARTMENT = Path(__file__).parent / "fixtures" / "department"
PAGES = [
    (folder, file.relative_to(folder).as_posix())
    for folder in (HOUSE, DEPARTMENT)
    for file in sorted(folder.rglob("*.md"))
]
TODAY = date(2026, 11, 20)
# Counts of the whole set, made by hand while it was written.
WHOLE = {
    "steps": 16,
    "faq": 9,
    "examples": 5,
    "cases": 12,
    "requests": 4,
    "checklist": 25,
    "templates": 14,
    "slots": 41,
    "phrases_avoid": 13,
    "phrases_use": 5,
    "tables": 18,
    "links": 32,
    "dead_links": 10,
}


@pytest.fixture(scope="module")
def known() -> dict[Path, Knowledge]:
    return {folder: Knowledge.from_folder(folder) for folder in (HOUSE, DEPARTMENT)}


@pytest.mark.parametrize(("folder", "path"), PAGES, ids=[path for _, path in PAGES])
def test_inspect_agrees_with_an_independent_count(
    folder: Path, path: str, known: dict[Path, Knowledge]
) -> None:
    knowledge = known[folder]
    described = inspect(knowledge.documents[path], knowledge)
    text = (folder / path).read_text(encoding="utf-8")
    expected = count(text, path, folder)
    assert {name: described[name] for name in expected} == expected


def test_whole_set_is_understood(known: dict[Path, Knowledge]) -> None:
    knowledge = known[DEPARTMENT]
    described = [inspect(document, knowledge) for document in knowledge.documents.values()]
    assert knowledge.problems == ()
    assert {name: sum(each[name] for each in described) for name in WHOLE} == WHOLE


# Marks as other programs and hurried editors leave them: nothing that is counted may change.
SPELLINGS: dict[str, Callable[[str], str]] = {
    "rules right below the text": lambda text: text.replace("\n\n---\n\n", "\n---\n"),
    "no-break spaces after marks": lambda text: re.sub(
        r"(?m)^( *(?:[-*+]|\d+\.|#{1,3})) ", "\\1\u00a0", text
    ),
    "labels that cling to their text": lambda text: re.sub(
        r"(?m)^(\*\*[^*\n]+:\*\*) +", r"\1", text
    ),
    "labels with a space inside": lambda text: re.sub(r"(?m)^(\*\*[^*\n]+:)\*\*", r"\1 **", text),
    "colons outside the bold": lambda text: re.sub(r"(?m)^(\*\*[^*\n]+):\*\*", r"\1**:", text),
    "invisible characters": lambda text: re.sub(r"(?m)^(?=[#*-])", "\u200b", text),
    "lines with no-break spaces alone": lambda text: text.replace("\n\n", "\n\u00a0\n"),
    "emoji in headings": lambda text: re.sub(r"(?m)^(#{2,3}) (?!Пример|Скрипты)", r"\1 📌 ", text),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_of_marks_changes_no_count(spelling: str, tmp_path: Path) -> None:
    for file in DEPARTMENT.rglob("*.md"):
        copy = tmp_path / file.relative_to(DEPARTMENT)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(SPELLINGS[spelling](file.read_text(encoding="utf-8")), encoding="utf-8")
    knowledge = Knowledge.from_folder(tmp_path)
    described = [inspect(document, knowledge) for document in knowledge.documents.values()]
    found = {name: sum(each[name] for each in described) for name in WHOLE}
    if spelling == "emoji in headings":  # the anchors the links name are others then
        found["dead_links"] = WHOLE["dead_links"]
    assert found == WHOLE


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our documents with those of the department in their place."""
    docs = tmp_path_factory.mktemp("replaced") / "docs"
    shutil.copytree(DOCS, docs)
    shutil.copytree(DEPARTMENT, docs, dirs_exist_ok=True)
    return docs


def test_dropped_in_documents_are_no_errors_of_a_check(replaced: Path) -> None:
    found = check_folder(replaced, None, TODAY)
    assert [str(each) for each in found if each.severity == ERROR] == []
    told = [str(each) for each in found]
    assert (
        "Процессы технической поддержки.md:48: внимание: ссылка «./Карта процесса.md» ведёт на страницу, "
        "которой нет; создайте страницу или уберите ссылку [dead-link]"
    ) in told


def test_strict_build_takes_the_documents_in_place_of_ours(
    replaced: Path, notices: list[str]
) -> None:
    site = built(replaced)
    assert broken_links(site) == []
    page = (site / "regulations" / "intake.html").read_text(encoding="utf-8")
    assert '<table class="kb-card">' in page
    assert "<li>отвечает сразу</li>" in page
    assert "Страницы пока нет: ../Инструкции/Для клиентов.md" in page
    assert any(
        each.startswith("Регламенты/Прием и регистрация обращений.md:287: ссылка «../Инструкции/")
        for each in notices
    )
    added = (site / "baza-tipichnykh-zaprosov" / "parkovka.html").read_text(encoding="utf-8")
    assert '<mark class="kb-slot">[Имя специалиста]</mark>' in added
