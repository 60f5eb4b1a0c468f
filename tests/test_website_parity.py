"""Another engine gives the same addresses and anchors (run where ProperDocs is installed)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from assistant.website.build import SiteError
from assistant.website.parity import build_with, differences, outline


def test_lost_pages_and_anchors_are_named() -> None:
    one = {"a.html": frozenset({"вход", "срок"}), "b.html": frozenset[str]()}
    other = {"a.html": frozenset({"вход"}), "c.html": frozenset[str]()}
    assert differences(one, other) == (
        "a.html#срок: якорь есть только на одном сайте",
        "b.html: страница есть только на одном сайте",
        "c.html: страница есть только на одном сайте",
    )


def test_missing_engine_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="no_such_engine: сайт не собран"):
        build_with("no_such_engine", tmp_path)


@pytest.mark.skipif(
    importlib.util.find_spec("properdocs") is None, reason="ProperDocs is not installed"
)
def test_properdocs_keeps_every_address_and_anchor(tmp_path: Path) -> None:
    for engine in ("mkdocs", "properdocs"):
        build_with(engine, tmp_path / engine)
    kept = outline(tmp_path / "mkdocs")
    assert len(kept) > 30
    assert differences(kept, outline(tmp_path / "properdocs")) == ()
