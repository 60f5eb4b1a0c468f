"""Settings: environment over file over default; a slip is named with its place."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import ROOT, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "assistant.toml"


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults(file: Path) -> None:
    settings = Settings.from_environment({}, file)
    assert settings == Settings()
    assert settings.docs == ROOT / "docs"
    assert settings.encoder == "embedded"
    assert (settings.address, settings.site_port) == ("127.0.0.1", 8000)


def test_file_over_default_and_environment_over_file(file: Path) -> None:
    write(file, 'agent = "Анна"\nsite_port = 9000\nassistant_port = 9001\n')
    settings = Settings.from_environment({"ASSISTANT_SITE_PORT": "9100"}, file)
    assert settings.agent == "Анна"
    assert settings.site_port == 9100
    assert settings.assistant_port == 9001
    assert settings.address == "127.0.0.1"


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_read_from_both_places(field: object, file: Path) -> None:
    name = field.name  # type: ignore[attr-defined]
    kind = type(getattr(Settings(), name))
    if kind is bool:
        write(file, f"{name} = true")
        assert getattr(Settings.from_environment({}, file), name) is True
        read = Settings.from_environment({f"ASSISTANT_{name.upper()}": "0"}, file)
        assert getattr(read, name) is False
        return
    write(file, f"{name} = 77" if kind is int else f'{name} = "/из/файла"')
    expected = 77 if kind is int else kind("/из/файла")
    assert getattr(Settings.from_environment({}, file), name) == expected
    value = "88" if kind is int else "/из/среды"
    expected = 88 if kind is int else kind("/из/среды")
    read = Settings.from_environment({f"ASSISTANT_{name.upper()}": value}, file)
    assert getattr(read, name) == expected


def test_relative_path_of_the_file_starts_at_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    write(file, 'docs = "база"\nindex = "/srv/index"')
    settings = Settings.from_environment({}, file)
    assert settings.docs == tmp_path / "база"
    assert settings.index == Path("/srv/index")


def test_relative_path_of_the_environment_starts_where_one_is(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"ASSISTANT_DOCS": "база"}, file)
    assert settings.docs == tmp_path / "база"


def test_home_folder_is_expanded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    write(file, 'docs = "~/база"')
    assert Settings.from_environment({}, file).docs == Path("/home/anna/база")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("агент = 1", "файл настроек не читается"),
        ("site_port = ", "файл настроек не читается"),
        ('agnet = "Анна"', "неизвестные настройки: agnet; допустимы: address, agent, "),
        ("b = 1\na = 2", "неизвестные настройки: a, b;"),
        ('site_port = "восемь"', "site_port: «восемь» — не целое число"),
        ("site_port = 80.5", "site_port: «80.5» — не целое число"),
        ("site_port = true", "site_port: «True» — не целое число"),
        ("agent = 5", "agent: «5» — не строка"),
        ('open_without_sign_in = "да"', "open_without_sign_in: «да» — не true и не false"),
        ("open_without_sign_in = 2", "open_without_sign_in: «2» — не true и не false"),
        ('docs = ["a", "b"]', "docs: «['a', 'b']» — не строка"),
    ],
)
def test_slip_in_the_file(text: str, said: str, file: Path) -> None:
    with pytest.raises(SettingsError) as problem:
        Settings.from_environment({}, write(file, text))
    assert str(problem.value).startswith(f"{file}: ")
    assert said in str(problem.value)


def test_file_in_another_encoding(file: Path) -> None:
    file.write_bytes('agent = "Анна"'.encode("cp1251"))
    with pytest.raises(SettingsError, match="файл настроек не читается"):
        Settings.from_environment({}, file)


@pytest.mark.parametrize("value", ["восемь", "", "8000.0", "0x50"])
def test_bad_number_in_the_environment(value: str, file: Path) -> None:
    with pytest.raises(SettingsError) as problem:
        Settings.from_environment({"ASSISTANT_SITE_PORT": value}, file)
    assert str(problem.value) == f"ASSISTANT_SITE_PORT: «{value}» — не целое число"


def test_slip_in_a_value_of_the_file_does_not_matter_once_overridden(file: Path) -> None:
    write(file, 'site_port = "восемь"')
    assert Settings.from_environment({"ASSISTANT_SITE_PORT": "8080"}, file).site_port == 8080


def test_other_variables_do_not_matter(file: Path) -> None:
    assert Settings.from_environment({"ASSISTANT_REQUIRE_BROWSER": "1"}, file) == Settings()


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().agent = "Анна"  # type: ignore[misc]


def test_every_setting_is_documented_with_its_variable_and_default() -> None:
    page = (ROOT / "docs" / "_dev" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (\S+) \|", page, re.MULTILINE)
    expected = []
    for field in fields(Settings):
        default = getattr(Settings(), field.name)
        if isinstance(default, Path):
            default = default.relative_to(ROOT).as_posix()
        shown = f"`{default}`" if default != "" else "empty"
        expected.append((field.name, f"ASSISTANT_{field.name.upper()}", shown))
    assert rows == expected
