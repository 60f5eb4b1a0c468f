"""Pages kept as they were understood: the same values without parsing, and never a stale one."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge import document
from assistant.knowledge.base import Knowledge
from assistant.knowledge.blocks import parse_blocks
from assistant.knowledge.kept import NOTHING_KEPT, Digests, KeptPages
from assistant.knowledge.source import parse_source
from assistant.retrieval.index import PAGES, kept_pages
from assistant.settings import ROOT

LOGIN = "База типичных запросов/Регистрация и вход.md"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """First lines of the pages that are parsed during a test."""
    texts: list[str] = []

    def noting(text: str) -> object:
        texts.append(text.strip().split("\n")[0])
        return parse_blocks(text)

    monkeypatch.setattr(document, "parse_blocks", noting)
    return texts


@pytest.mark.parametrize("folder", [ROOT / "docs", ROOT / "tests" / "fixtures" / "house"])
def test_kept_pages_are_the_pages(folder: Path, tmp_path: Path, parsed: list[str]) -> None:
    knowledge = Knowledge.from_folder(folder)
    assert len(parsed) == len(knowledge.documents) > 5
    knowledge.keep(tmp_path / "pages.jsonl")
    kept = KeptPages.from_text((tmp_path / "pages.jsonl").read_text(encoding="utf-8"))
    parsed.clear()
    again = Knowledge.from_folder(folder, kept)
    assert parsed == []
    assert again.documents == knowledge.documents
    assert again.requests == knowledge.requests
    again.keep(tmp_path / "again.jsonl", kept)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "pages.jsonl").read_bytes()


def test_only_a_page_that_changed_is_parsed(
    docs: Path, small_index: Path, parsed: list[str]
) -> None:
    page = docs / LOGIN
    page.write_text(page.read_text(encoding="utf-8") + "\nЕщё строка.\n", encoding="utf-8")
    knowledge = Knowledge.from_folder(docs, kept_pages(small_index))
    assert parsed == ["# Регистрация и вход"]
    assert "Ещё строка." in knowledge.documents[LOGIN].sections[-1].text


def test_a_renamed_page_is_parsed(docs: Path, small_index: Path, parsed: list[str]) -> None:
    (docs / LOGIN).rename(docs / LOGIN.replace("вход", "выход"))
    Knowledge.from_folder(docs, kept_pages(small_index))
    assert parsed == ["# Регистрация и вход"]


@pytest.mark.parametrize(
    ("head", "is_same"), [("", True), ("---\nrender_macros: true\n---\n", False)]
)
def test_figures_count_for_pages_that_show_some(head: str, is_same: bool) -> None:
    source = parse_source(f"{head}# Срок\n", "Срок.md")
    digests = {Digests({"sla": hours}).of(source) for hours in (4, 8)}
    assert (len(digests) == 1) is is_same


def test_another_reader_keeps_nothing(
    docs: Path, small_index: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.knowledge.kept._reader", lambda: "another release")
    knowledge = Knowledge.from_folder(docs, kept_pages(small_index))
    assert len(parsed) == len(knowledge.documents)


def test_a_damaged_file_keeps_nothing(index: Path) -> None:
    assert kept_pages(index).rows
    file = index / PAGES
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Метаданные", "Матаданные", 1), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    assert kept_pages(index) == NOTHING_KEPT


def test_no_index_keeps_nothing(tmp_path: Path, index: Path) -> None:
    assert kept_pages(tmp_path) == NOTHING_KEPT
    (index / PAGES).unlink()
    assert kept_pages(index) == NOTHING_KEPT


def test_a_page_with_a_broken_macro_is_told_each_time(tmp_path: Path) -> None:
    (tmp_path / "Срок.md").write_text(
        "---\nrender_macros: true\n---\n# Срок {{ sla.no }}\n", encoding="utf-8"
    )
    for _ in range(2):
        knowledge = Knowledge.from_folder(tmp_path)
        knowledge.keep(tmp_path / PAGES)
        assert [type(problem) for problem in knowledge.problems] == [PageError]
    assert (tmp_path / PAGES).read_text(encoding="utf-8") == ""
