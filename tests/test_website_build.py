"""The built site: every real page, and builds that must change nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.knowledge.addresses import page_address
from assistant.knowledge.base import Knowledge
from assistant.website.build import SiteError, build_site
from tests.website_places import DOCS, Html, broken_links, built, folder_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real knowledge base, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(DOCS, folder, strict=True)
    return folder


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_folder(DOCS)


def test_anchors_of_every_page_are_those_of_the_assistant(site: Path, knowledge: Knowledge) -> None:
    for path, document in knowledge.documents.items():
        page = Html(site / page_address(path, knowledge.figures))
        expected = [section.anchor for section in document.sections if section.anchor]
        assert page.headings == expected, path


def test_every_link_of_the_site_resolves(site: Path) -> None:
    assert broken_links(site) == []


def test_addresses_are_ascii(site: Path) -> None:
    names = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9/.-]+", name)] == []


def test_data_is_not_published(site: Path) -> None:
    assert not list(site.rglob("*.yml"))
    assert not list(site.rglob("_data"))


def test_no_page_loads_from_another_host(site: Path) -> None:
    loading = re.compile(r"<(?:script|img|iframe|source)[^>]*\s(?:src|srcset)=\"?(?:https?:)?//")
    styles = re.compile(r"<link[^>]*stylesheet[^>]*href=\"?(?:https?:)?//")
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not loading.search(text), file
        assert not styles.search(text), file


def test_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n")
    site = built(docs)
    (docs / "_data").mkdir()
    (docs / "_data" / "sla.yml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"_data/sla\.yml:\d+: файл не разбирается как YAML"):
        built(docs)
    assert "Дом" in (site / "index.html").read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".site-")] == []


def test_relative_folders_are_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path, index="# Дом\n")
    monkeypatch.chdir(tmp_path)
    build_site(Path("docs"), Path("out"), strict=True)
    assert (tmp_path / "out" / "index.html").is_file()


def test_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "важное.txt").write_text("x")
    with pytest.raises(SiteError, match="папка занята чем-то другим"):
        built(docs)
    with pytest.raises(SiteError, match="хранит документы"):
        build_site(docs, tmp_path, strict=True)
