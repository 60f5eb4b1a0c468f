"""The page of threats names tests that exist, and says where there is none."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "_dev" / "threats.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| threat |")
]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda each: each.rsplit("/", 1)[-1])
def test_named_test_exists(file: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in names_in(file)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_every_row_has_its_ids_and_its_test(row: list[str]) -> None:
    threat, remedy, ids, tests = row
    assert threat
    assert remedy
    for each in ids.split(", "):
        assert re.fullmatch(r"V(1[0-7]|[1-9])\.\d|LLM(0[1-9]|10)", each), each
    named = tests.split(", ")
    assert named == ["no test"] or all(re.fullmatch(r"`tests/\S+::\w+`", each) for each in named)


def test_page_has_its_rows() -> None:
    assert len(ROWS) >= 35
    assert sum(row[3] == "no test" for row in ROWS) == 2
