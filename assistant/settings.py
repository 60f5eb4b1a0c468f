"""Settings: environment, then ``assistant.toml``, then the default; read once, frozen.

Every setting ``name`` has the variable ``ASSISTANT_NAME`` and the key ``name`` in ``assistant.toml`` at
the project's root. A test holds the table in ``docs/_dev/settings.md`` to this file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the assistant behaves.

    ``docs`` and ``index`` are folders; ``state`` holds what agents typed; ``site_url`` is where the
    published pages answer; ``journal_url`` is the address of a PostgreSQL database for the journal, empty
    for a file in ``state``, ``journal_days`` how long it keeps what it holds (0: until it is erased by
    hand); ``encoder`` is ``embedded`` or the name or folder of a
    sentence-transformers model, ``encoder_revision`` the commit a name is pinned to, ``query_prompt`` and
    ``passage_prompt`` what it wants in front of a text; ``reranker`` is the name or folder of a
    cross-encoder that reads the best requests again (empty: none), ``reranker_revision`` its commit; ``agent`` signs the replies;
    ``address`` and the ports say where ``serve`` listens, ``assistant_url`` where agents open the
    assistant when a proxy stands in front; ``sign_in`` and the settings below it say who may.
    """

    docs: Path = ROOT / "docs"
    index: Path = ROOT / "index"
    site: Path = ROOT / "site"
    state: Path = ROOT / "state"
    site_url: str = "http://127.0.0.1:8000/"
    journal_url: str = ""
    journal_days: int = 0
    encoder: str = "embedded"
    encoder_revision: str = ""
    query_prompt: str = ""
    passage_prompt: str = ""
    reranker: str = ""
    reranker_revision: str = ""
    agent: str = ""
    address: str = "127.0.0.1"
    site_port: int = 8000
    assistant_port: int = 8501
    https_port: int = 8443
    assistant_url: str = ""
    sign_in: str = "none"
    open_without_sign_in: bool = False
    agents: str = ""
    editors: str = ""
    leads: str = ""
    proxy_addresses: str = "127.0.0.1,::1"
    user_header: str = "X-Forwarded-User"
    oidc_metadata_url: str = ""
    oidc_client_id: str = ""
    oidc_secret_file: Path = ROOT / "state" / "oidc-secret"
    cookie_secret_file: Path = ROOT / "state" / "cookie-secret"

    @property
    def likeness(self) -> Path:
        """Folder of the vectors of past tickets."""
        return self.state / "likeness"

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, file: Path | None = None
    ) -> Settings:
        """Read the settings.

        A relative path starts at the folder of the file, one from the environment at the current one.

        Raises:
            SettingsError: the file is not TOML, a key is unknown, or a value does not fit.
        """
        environment = os.environ if environment is None else environment
        file = ROOT / "assistant.toml" if file is None else file
        written = _read_file(file)
        values: dict[str, Any] = {}
        for each in fields(cls):
            variable = f"ASSISTANT_{each.name.upper()}"
            if variable in environment:
                value = _convert(each.default, environment[variable], variable)
                base = Path.cwd()
            elif each.name in written:
                value = _convert(each.default, written[each.name], f"{file}: {each.name}")
                base = file.parent
            else:
                continue
            values[each.name] = base / value if isinstance(value, Path) else value
        return cls(**values)

    def to_environment(self) -> dict[str, str]:
        """The variables that give another process of this project the same settings."""
        return {
            f"ASSISTANT_{each.name.upper()}": str(getattr(self, each.name)) for each in fields(self)
        }


def _read_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{file}: файл настроек не читается ({error}); исправьте его"
        ) from error
    known = {each.name for each in fields(Settings)}
    unknown = sorted(set(written) - known)
    if unknown:
        names = ", ".join(unknown)
        raise SettingsError(
            f"{file}: неизвестные настройки: {names}; допустимы: {', '.join(sorted(known))}"
        )
    return written


def _convert(default: object, value: object, place: str) -> object:
    if isinstance(default, bool):
        try:
            return _TRUTHS[str(value).lower()]
        except KeyError as error:
            raise SettingsError(f"{place}: «{value}» — не true и не false") from error
    if isinstance(default, int):
        try:
            return int(str(value))
        except ValueError as error:
            raise SettingsError(f"{place}: «{value}» — не целое число") from error
    if not isinstance(value, str):
        raise SettingsError(f"{place}: «{value}» — не строка; возьмите значение в кавычки")
    return Path(value).expanduser() if isinstance(default, Path) else value
