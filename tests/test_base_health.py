"""The state of the base: what is wrong on disk, what is undecided, what the index does not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.authoring.health import as_lines, health_of
from assistant.library import Library
from assistant.settings import Settings

PAGE = "База типичных запросов/Регистрация и вход.md"
TODAY = date(2026, 11, 29)


@pytest.fixture
def small(docs: Path, index: Path) -> Library:
    return Library.from_settings(Settings(docs=docs, index=index))


def test_real_base_is_whole_and_names_its_drafts(library: Library) -> None:
    health = health_of(library, TODAY)
    assert (health.errors, health.overdue, health.changed) == (0, (), ())
    drafts = {each.path for each in health.drafts}
    assert drafts == {
        path for path, each in library.knowledge.documents.items() if each.metadata.is_draft
    }
    assert drafts


def test_a_broken_link_and_a_stale_index_are_seen_at_once(small: Library, docs: Path) -> None:
    before = health_of(small, TODAY)
    file = docs / PAGE
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n[нет](Нет такой.md)\n", encoding="utf-8")
    health = health_of(small, TODAY)
    assert health.changed == (PAGE,)
    new = [each for each in health.findings if each not in before.findings]
    assert [each.code for each in new] == ["dead-link"]
    assert "Нет такой.md" in as_lines(new)
    assert new[0] in health.by_group()["Ссылки"]


def test_overdue_pages_are_counted(library: Library) -> None:
    health = health_of(library, date(2030, 1, 1))
    assert len(health.overdue) > 10
    assert {each.code for each in health.overdue} == {"overdue"}


def test_errors_stand_first_in_their_group(small: Library, docs: Path) -> None:
    (docs / "_data" / "sla.yml").write_text("a: [\n", encoding="utf-8")
    health = health_of(small, TODAY)
    assert health.errors == 1
    assert next(iter(health.by_group().values()))[0].severity == "error"
