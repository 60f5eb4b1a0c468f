"""What stands at the edges of a page: where to report a mistake, where to edit, when it changed."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from assistant.knowledge.document import Document
from assistant.knowledge.source import parse_source
from assistant.website.changes import in_words, last_changes
from assistant.website.foot import edit_url, feedback_url
from tests.website_places import built, folder_of


def document(text: str, path: str) -> Document:
    return Document.from_source(parse_source(text, path), {})


def test_feedback_and_edit_addresses() -> None:
    page = document("# Вход\n", "Папка/Вход.md")
    assert feedback_url(page, {}) == ""
    assert feedback_url(page, {"contacts": {"email": "a@b.ru"}}).startswith(
        "mailto:a@b.ru?subject="
    )
    assert edit_url("https://git.example/edit/{path}", "А б.md") == (
        "https://git.example/edit/%D0%90%20%D0%B1.md"
    )
    assert edit_url("", "А.md") is None


def test_last_change_comes_from_git(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "Вход.md").write_text("# Вход\n", encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "а"]):
        dated = {"GIT_COMMITTER_DATE": "2026-11-20T12:00:00+0300", "PATH": "/usr/bin:/bin"}
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True, env=dated)
    assert last_changes(docs) == {"Вход.md": date(2026, 11, 20)}
    assert in_words(date(2026, 11, 20)) == "20 ноября 2026"


def test_no_pencil_without_a_place_to_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = folder_of(tmp_path, index="# Дом\n", Вход="# Вход\n")
    monkeypatch.delenv("SITE_EDIT_URL", raising=False)
    assert 'rel="edit"' not in (built(docs) / "vkhod.html").read_text(encoding="utf-8")
    monkeypatch.setenv("SITE_EDIT_URL", "https://git.example/edit/main/docs/{path}")
    page = (built(docs) / "vkhod.html").read_text(encoding="utf-8")
    link = 'href="https://git.example/edit/main/docs/%D0%92%D1%85%D0%BE%D0%B4.md"'
    assert f'<a {link} title="Редактировать страницу"' in page
