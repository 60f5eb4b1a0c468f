"""The codes of the checks, and the two pages that list them."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

import assistant.checks
from assistant.checks.codes import CODES
from assistant.checks.finding import ERROR, WARNING, Edit, Finding
from assistant.settings import ROOT

PAGE = ROOT / "docs" / "Редактору" / "Сообщения проверки.md"
DEVELOPERS = ROOT / "docs" / "_dev" / "checks.md"
CHECKS = Path(assistant.checks.__file__).parent


def editors_tables() -> str:
    """What the page for editors must hold: a table under a heading for each group of codes."""
    parts: list[str] = []
    for group, codes in groupby(CODES.values(), key=lambda each: each.group):
        rows = [
            f"| `{code.name}` | {'ошибка' if code.is_error else 'замечание'} | {code.meaning} "
            f"| {code.remedy} | {'да' if code.is_mended else '—'} |"
            for code in codes
        ]
        head = "| Код | Вид | Что значит | Как исправить | `--fix` |\n|---|---|---|---|---|"
        parts.append("\n".join([f"### {group}", "", head, *rows]))
    return "\n\n".join(parts)


def test_page_for_editors_holds_every_code_with_its_meaning_and_remedy() -> None:
    # When this fails, print editors_tables() and paste it over the tables of the page.
    assert editors_tables() in PAGE.read_text(encoding="utf-8")


def test_page_for_editors_names_no_other_code() -> None:
    named = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == list(CODES)


def test_page_for_developers_lists_the_same_codes() -> None:
    text = DEVELOPERS.read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (yes|no) \|", text, re.MULTILINE)
    assert named == [
        (code.name, "error" if code.is_error else "warning", "yes" if code.is_mended else "no")
        for code in CODES.values()
    ]


def test_every_code_is_used_by_a_check() -> None:
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in CHECKS.glob("*.py") if file.name != "codes.py"
    )
    from_lint = {"forbidden-phrase"}  # named by reply/lint alone
    unused = [name for name in CODES if f'"{name}"' not in text]
    assert set(unused) == from_lint


@pytest.mark.parametrize(
    ("code", "is_own", "severity"),
    [
        ("dead-link", True, ERROR),
        ("dead-link", False, WARNING),
        ("overdue", True, WARNING),
        ("overdue", False, WARNING),
    ],
)
def test_an_error_is_one_on_our_pages_only(code: str, is_own: bool, severity: str) -> None:
    assert CODES[code].severity(is_own=is_own) == severity


def test_no_code_is_an_error_on_a_document_that_was_dropped_in() -> None:
    assert {code.severity(is_own=False) for code in CODES.values()} == {WARNING}


def test_finding_as_a_line() -> None:
    edit = Edit("Вход.md", 3, 0, "а", "б")
    finding = Finding("slot", ERROR, "Вход.md", 3, "что не так", "как исправить", edit)
    assert str(finding) == (
        "Вход.md:3: ошибка: что не так; как исправить (исправит check --fix) [slot]"
    )
