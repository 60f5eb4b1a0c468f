"""The developer pages say what is there: dependencies, settings, commands, targets, pictures."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.commands.parser import command_names
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
DEV = ROOT / "docs" / "_dev"


def first_cells(page: str) -> list[str]:
    rows = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    return [row for row in rows if row != "---" and not row.startswith("-")]


def test_every_pinned_package_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert all(re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+", pin) for pin in pins), pins
    named = {re.split(r"[\[=]", pin)[0] for pin in pins}
    cells = first_cells((DEV / "dependencies.md").read_text("utf-8"))[1:]
    assert {name.strip() for cell in cells for name in cell.split(",")} == named


def test_lock_agrees_with_the_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (ROOT / "requirements.lock").read_text("utf-8").lower().replace("_", "-").splitlines()
    pins = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    plain = {re.sub(r"\[.*?\]", "", pin).lower().replace("_", "-") for pin in pins}
    assert plain - set(lock) == set()


def test_every_setting_is_documented_with_its_default() -> None:
    page = (DEV / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \|", page, re.MULTILINE)
    documented = {name: (variable, default.strip("`")) for name, variable, default in rows}
    assert set(documented) == {each.name for each in fields(Settings)}
    for each in fields(Settings):
        variable, default = documented[each.name]
        assert variable == f"ASSISTANT_{each.name.upper()}"
        if isinstance(each.default, Path):
            assert each.default == ROOT / default
        else:
            assert str(each.default) == default.replace("empty", "")


def test_every_command_is_documented() -> None:
    page = (DEV / "contracts.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(\w+)", page, re.MULTILINE))
    assert documented == set(command_names())


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_targets_links_and_pictures_of_a_page_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make (\w+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link.replace("%20", " ")).exists(), link
    for folder in re.findall(r"^\| `([\w/_.]+)` \|", text, re.MULTILINE):
        assert (ROOT / folder).exists(), folder
