"""The pictures of the walk: each is there, is small, and is explained."""

from __future__ import annotations

import re

from assistant.settings import ROOT
from tests.walk import MOST_BYTES, PICTURES
from tests.walk_tickets import STOPS


def test_each_picture_is_explained_and_small() -> None:
    page = (ROOT / "docs" / "_dev" / "walk.md").read_text(encoding="utf-8")
    told = re.findall(r"images/walk/(\S+?\.png)", page)
    kept = sorted(each.name for each in PICTURES.glob("*.png"))
    assert told == kept
    assert [each.name for each in PICTURES.glob("*.png") if each.stat().st_size > MOST_BYTES] == []


def test_each_ticket_has_its_picture() -> None:
    names = {each.stem.partition("-")[2] for each in PICTURES.glob("*.png")}
    assert {each.name for each in STOPS} <= names
    assert len(STOPS) >= 10
