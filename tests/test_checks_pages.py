"""Each check, on a page that must fail it and on one that must pass (``fixtures/checks/cases.yml``)."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checks.codes import CODES
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.checks.run import check_text, sorted_findings
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.source import parse_source

FIXTURES = Path(__file__).parent / "fixtures" / "checks"
CASES: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "cases.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 20)
OWN = "---\nrender_macros: true\n---\n\n"
# Held by test_checks_search.py, since they need an index, and below, since git may change such names.
ELSEWHERE = {"unfound", "dispute", "trap", "name-form"}


def pages_of(docs: Path) -> Pages:
    return Pages.from_knowledge(Knowledge.from_folder(docs), docs)


def findings_of(docs: Path) -> tuple[Finding, ...]:
    return sorted_findings(check_text(pages_of(docs), TODAY))


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A copy of the small clean folder that the cases change."""
    return Path(shutil.copytree(FIXTURES / "base", tmp_path / "docs"))


def apply(case: dict[str, Any], docs: Path) -> None:
    for path, pieces in case.get("change", {}).items():
        text = (docs / path).read_text(encoding="utf-8")
        for old, new in pieces.items():
            assert old in text, (path, old)
            text = text.replace(old, new, 1)
        (docs / path).write_text(text, encoding="utf-8")
    for path, text in case.get("write", {}).items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text.replace("{own}", OWN), encoding="utf-8")


@pytest.mark.parametrize(
    "case", CASES, ids=lambda each: f"{each['code']}: {each.get('name', 'fails')}"
)
def test_what_is_found(case: dict[str, Any], docs: Path) -> None:
    apply(case, docs)
    assert [str(each) for each in findings_of(docs)] == case["found"]


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE))
def test_every_code_has_a_page_that_fails_it_and_one_that_passes(code: str) -> None:
    found = ["\n".join(case["found"]) for case in CASES if case["code"] == code]
    assert any(f"[{code}]" in text for text in found)
    assert any(f"[{code}]" not in text for text in found)


def test_clean_folder_is_clean(docs: Path) -> None:
    assert findings_of(docs) == ()


def test_name_in_decomposed_letters(docs: Path) -> None:
    name = unicodedata.normalize("NFD", "Приём гостей.md")
    (docs / name).write_text("# Приём гостей\n", encoding="utf-8")
    assert [str(each) for each in findings_of(docs)] == [
        (
            "Приём гостей.md:1: внимание: имя файла записано разложенными буквами (так пишет macOS); "
            "запишите обычными (исправит check --fix) [name-form]"
        )
    ]


def test_name_in_decomposed_letters_beside_the_same_in_usual_ones(docs: Path) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Приём гостей.md")
        (docs / name).write_text("# Приём гостей\n", encoding="utf-8")
    found = [each for each in findings_of(docs) if each.code == "name-form"]
    assert [(each.remedy, each.edit) for each in found] == [
        ("рядом лежит такое же имя обычными буквами: оставьте одно из двух", None)
    ]


def test_name_in_usual_letters(docs: Path) -> None:
    (docs / unicodedata.normalize("NFC", "Приём гостей.md")).write_text("# Гости\n", "utf-8")
    assert findings_of(docs) == ()


def test_lines_after_a_loop_are_those_of_the_file() -> None:
    text = (
        OWN + "# А\n\n{% for n in [1, 2, 3] -%}\n- пункт {{ n }}\n{% endfor %}\n"
        "Мало {{ x.y }} слов.\n\n[нет](<Нет.md>)\n"
    )
    figures = {"x": {"y": 1}}
    page = Page.from_document(Document.from_source(parse_source(text, "А.md"), figures), figures)
    # expanded: «# А» 5, «- пункт 1» 7, «- пункт 2» 8, «- пункт 3» 9, blank 10, «Мало» 11, link 13
    assert [page.typed_line(line) for line in (5, 11, 13)] == [5, 10, 12]
    assert page.lines[11] == "[нет](<Нет.md>)"
    assert page.typed_line(8) in (7, 8, 9)
