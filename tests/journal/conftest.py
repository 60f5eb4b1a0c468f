"""Journals to test with: a SQLite file, and the same on a real PostgreSQL.

Without a server those tests are skipped, unless ``ASSISTANT_REQUIRE_POSTGRES=1`` says that this must not
happen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from assistant.journal.journal import Journal
from assistant.settings import Settings
from tests.journal.server import programs, running


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a running server."""
    folder = programs()
    if folder is None:
        problem = "PostgreSQL is not installed"
        if os.environ.get("ASSISTANT_REQUIRE_POSTGRES") == "1":
            pytest.fail(problem)
        pytest.skip(problem)
    with running(folder) as address:
        yield address


@pytest.fixture
def postgres_url(server: str) -> Iterator[str]:
    """Address of an empty database."""
    name = f"journal_{uuid4().hex}"
    engine = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{server}/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a journal that is not there yet, on both databases."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    return Settings(state=tmp_path / "state", journal_url=url)


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    opened = Journal.from_settings(settings)
    yield opened
    opened.close()
